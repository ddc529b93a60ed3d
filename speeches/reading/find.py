"""All candidates for directives of one speaker's text: its points, its unnumbered words, its table rows."""

import re

from speeches.reading import moods, points, runs
from speeches.reading.candidates import Candidate
from speeches.reading.heads import own_end
from speeches.reading.outline import ANNOUNCES, Node
from speeches.reading.page import Page


def candidates(page: Page, root: Node, *, cover: bool = False) -> list[Candidate]:
    """Everything below the root that is a demand, in order; a cover note before other speakers' texts is only a preamble."""
    if cover:
        return runs.find(page, root, root.start, root.end, role="preamble", mood=None)
    return sorted(_below(page, root, None), key=lambda c: c.start)


def _below(page: Page, node: Node, mood: str | None, *, bare: bool = False) -> list[Candidate]:
    if node.title:
        mood = moods.of_heading(page.words(*node.title)) or mood
    if not node.children:
        return _childless(page, node, mood, bare=bare)
    found = _lead(page, node, mood)
    previous = {b: a for a, b in zip(node.children, node.children[1:], strict=False)}
    for group in points.series_of(node.children):
        lead = _words_before(page, node, group[0], previous.get(group[0]))
        for candidate in points.judge_series(page, group, lead, mood):
            candidate.lead_in = lead if re.search("[：:]$|(?:以下|如下)", lead) else ""
            found.append(candidate)
    bare_list = _bare_list(page, node.children)
    for child in node.children:
        if child.children or child.is_section:
            found += _below(page, child, mood, bare=bare_list)
    return found + _gaps(page, node, mood)


def _childless(page: Page, node: Node, mood: str | None, *, bare: bool) -> list[Candidate]:
    """A section (or a text) without numbered points."""
    start = own_end(page, node) if node.mark else node.start
    found = runs.find(page, node, start, node.end, role="body", mood=mood)
    if node.title and (bare or not found and _only_heading(page, node) and node.title[1] - node.body >= 12):
        found = runs.find(page, node, node.body, start, role="body", mood=mood) + found
    for candidate in found:
        candidate.heading = page.words(*node.title) if node.title else ""
    return found


def _only_heading(page: Page, node: Node) -> bool:
    """A numbered line with nothing below it: 一、严格落实责任制."""
    return bool(node.mark and node.title and not node.children and not page.chars[own_end(page, node) : node.end].strip())


def _bare_list(page: Page, siblings: list[Node]) -> bool:
    """Several numbered lines that all have nothing below them (the last may be followed by closing words)."""
    return len(siblings) > 1 and all(_only_heading(page, c) for c in siblings[:-1]) and siblings[-1].title is not None


def _lead(page: Page, node: Node, mood: str | None) -> list[Candidate]:
    start = own_end(page, node) if node.mark else node.start
    stop = node.children[0].start
    preamble = not node.mark and (any(c.is_section for c in node.children) or bool(ANNOUNCES.search(page.masked, start, stop)))
    if preamble:
        return runs.find(page, node, start, stop, role="preamble", mood=mood)
    line = page.chars.rfind("\n", start, max(start, stop - 1)) + 1
    line = max(line, start)
    found = runs.find(page, node, start, line, role="body", mood=mood) if line > start else []
    found += runs.find(page, node, line, stop, role="lead", mood=mood)
    for candidate in found:
        candidate.heading = page.words(*node.title) if node.title else ""
    return found


def _gaps(page: Page, node: Node, mood: str | None) -> list[Candidate]:
    """What stands between and behind the points of a node."""
    found: list[Candidate] = []
    preamble = not node.mark and any(c.is_section for c in node.children)
    edges = [c.start for c in node.children[1:]] + [node.end]
    last_section = max((c.start for c in node.children if c.is_section), default=-1)
    for child, stop in zip(node.children, edges, strict=True):
        if stop > child.end:
            before_sections = preamble and not child.is_section and last_section >= stop
            role = "preamble" if before_sections else "body"
            found += runs.find(page, node, child.end, stop, role=role, mood=mood if role == "body" else None)
    return found


def _words_before(page: Page, parent: Node, node: Node, earlier: Node | None) -> str:
    """The sentence that leads into a series, heading excluded."""
    begin = max(own_end(page, parent) if parent.mark else parent.start, earlier.end if earlier else 0)
    before = page.masked[max(begin, node.start - 90) : node.start].rstrip("\n ")
    parts = [p for p in re.split("(?<=[。！？；\n])", before) if p.strip()]
    if not parts and parent.title and page.chars[own_end(page, parent) - 1] == "：":
        return page.masked[parent.title[0] : own_end(page, parent)]
    return parts[-1] if parts else ""
