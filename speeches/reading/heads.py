"""Headings of numbered points, which points are sections, and how far the last point of a series reaches."""

import re

from speeches.reading.frame import UNIT_LINE
from speeches.reading.outline import Node
from speeches.reading.page import Page
from speeches.reading.phrases import addressee, command, modal_rule
from speeches.reading.sentences import Sentence

SECTION_FAMILIES = ("part", "cn", "cnp", "num", "nth", "numq", "ring")
ENDS_TITLE = re.compile("[。！？；\n]")
LEAVES = re.compile(
    "(?:此外|另外|总之|同志们|会后|最后|以上|上述|各级各部门|各单位|各乡镇|各地|希望大家|请各|让我们|大家|联系人|附件|抄送)"
)
SUBJECT = re.compile("各(?!项|类|种)|广大|全体|全[县市区省]")
LONGEST = 60
WATCHWORD = 20


def walk(node: Node) -> list[Node]:
    """The node and all below it, in order."""
    found, todo = [], [node]
    while todo:
        node = todo.pop()
        found.append(node)
        todo.extend(reversed(node.children))
    return found


def mark_sections(root: Node) -> None:
    """A top-level number is a section: 一、 where there is one, else whatever formal number stands on top."""
    families = {c.mark.family for c in root.children}
    top = next((f for f in SECTION_FAMILIES if f in families), None)
    chosen = families & {"cn", "part"} or {top}
    for child in root.children:
        child.is_section = child.mark.family in chosen


def set_titles(page: Page, root: Node) -> None:
    """The heading of each numbered point: its first line or short first sentence."""
    for node in walk(root):
        if node.mark:
            node.title = _title(page, node)


def _title(page: Page, node: Node) -> tuple[int, int] | None:
    limit = node.children[0].start if node.children else node.end
    if node.is_section and (stuck := _stuck_title(page, node.body, limit)):
        return node.body, stuck
    found = ENDS_TITLE.search(page.masked, node.body, limit)
    stop = found.start() if found else limit
    gap = page.masked.find(" ", node.body + 4, min(stop, node.body + 32))
    colon = page.masked.find("：", node.body, min(stop, node.body + 22))
    if gap > 0 and not re.search("[，：]", page.masked[node.body : gap]):
        stop = gap
    elif colon > 0 and "，" not in page.masked[node.body : colon] and page.masked[colon + 1 : colon + 2] not in ("\n", ""):
        stop = colon
    if found and found.group() == "；" and not node.children:
        return None
    if found and found.group() == "。" and (node.is_section or node.children) and _asks(page, node.body, stop, limit):
        return None
    long = stop - node.body > (LONGEST if node.is_section else 40)
    if stop <= node.body or long and not (found and found.group() == "\n"):
        return None
    return node.body, stop


def _stuck_title(page: Page, start: int, limit: int) -> int | None:
    """提高认识，克服麻痹各级各部门要…: where the words go on without a break behind the heading, with whoever is addressed."""
    first = ENDS_TITLE.search(page.masked, start, limit)
    words_ = page.masked[start : first.start() if first else limit]
    if first and first.group() == "\n":
        return None
    for cue in SUBJECT.finditer(words_, 4, WATCHWORD + 6):
        clause = words_[cue.start() :].split("，")[0]
        if page.masked[start + cue.start() - 1] in "，、的" or command(words_[: cue.start()]):
            return None
        if command(clause) and addressee(clause, page.actor_end) and command(clause).start() > 0:
            return start + cue.start()
    return None


def _asks(page: Page, start: int, stop: int, limit: int) -> bool:
    """Is the first sentence itself the demand, not a heading? (Alone on its line it is a heading.)"""
    words_ = page.masked[start:stop]
    found = command(words_)
    if not found or page.masked[stop + 1 : stop + 2] in ("\n", "") and stop + 1 < limit:
        return False
    if modal_rule(found) != "modal-should" or addressee(words_.split("，")[0], page.actor_end):
        return True
    return found.start() > 0 and "，" not in words_[: found.start()] and len(words_) > WATCHWORD


def own_end(page: Page, node: Node) -> int:
    """Where a heading with its mark ends."""
    if not node.title:
        return node.body
    stop = node.title[1]
    return stop + 1 if page.chars[stop : stop + 1] in ("。", "：", "；", "！") else stop


def trim_ends(page: Page, root: Node) -> None:
    """The last point of a series would run to the next heading; it ends with its matter."""
    for node in walk(root):
        plain = _plain_list(page, node)
        series: list[Node] = []
        for child, following in zip(node.children, [*node.children[1:], None], strict=False):
            if series and series[-1].series != child.series:
                series = []
            series.append(child)
            if not child.children and (not child.is_section or plain):
                last = following is None or following.series != child.series
                child.end = _reach(page, child, series[:-1]) if last else page.next_break(child.body, child.end)


def _plain_list(page: Page, parent: Node) -> bool:
    """1.…。2.…。: sections of one paragraph each, so that a paragraph behind the last belongs to none of them."""
    children = parent.children
    if len(children) < 2 or any(c.children or c.mark.family not in ("num", "cnp", "numq") for c in children):
        return False
    return all(page.chars.count("\n", c.body, c.end) == 1 for c in children[:-1])


def _reach(page: Page, node: Node, siblings: list[Node]) -> int:
    end = page.next_break(node.body, node.end)
    line_end = page.chars.find("\n", node.body, end)
    if line_end < 0:
        return _until_break(page, node, end) if _inline(page, siblings) else end
    whole = bool(node.title) and "，" in page.words(*node.title) and page.chars[line_end - 1] == "。"
    has_body = whole or line_end - own_end(page, node) > 6
    if node.mark.spoken:
        return _until_break(page, node, line_end) if has_body or line_end - node.body > 24 else end
    if not has_body:
        return end
    single = all("\n" not in page.chars[c.body : c.end].strip() for c in siblings)
    while UNIT_LINE.match(page.chars, line_end + 1) and 0 <= line_end < end:
        following = page.chars.find("\n", line_end + 1, end)
        line_end = end if following < 0 else following
    return line_end if single else _until_leaving(page, line_end, end)


def _inline(page: Page, siblings: list[Node]) -> bool:
    return any(page.chars[c.start - 1 : c.start] not in ("\n", "") for c in siblings)


def _until_break(page: Page, node: Node, end: int) -> int:
    """Inside a paragraph the last point ends where 此外, 总之 or another address begins."""
    headed = node.title is not None and node.title[1] - node.title[0] <= WATCHWORD
    for number, sentence in enumerate(page.sentences(node.body, end)):
        if number and (LEAVES.match(page.masked, sentence.start) or number > headed and _turns(page, sentence)):
            return sentence.start
    return end


def _turns(page: Page, sentence: Sentence) -> bool:
    """Does a sentence behind the last point turn to somebody (会议要求…, 县委组织部要…)?"""
    verdict = page.judge(sentence)
    return verdict.reported or (verdict.addressee and verdict.demand == "explicit" and page.chars[sentence.start - 1] == "。")


def _until_leaving(page: Page, line_end: int, end: int) -> int:
    position = line_end
    while 0 <= position < end:
        if LEAVES.match(page.masked, position + 1):
            return position
        position = page.chars.find("\n", position + 1, end)
    return end
