"""Numbered points without points below them: which are demands, and which words of them."""

import re

from speeches.reading import moods, verdicts
from speeches.reading.candidates import Candidate
from speeches.reading.frame import UNIT_LINE
from speeches.reading.outline import Node
from speeches.reading.page import Page
from speeches.reading.sentences import Sentence
from speeches.reading.verdicts import Verdict

WEIGHT = {"explicit": 3, "bare": 2, "acts": 2}
AGAINST = {"past-work": -3, "problem": -3, "quotes-others": -1, "rationale": -1, "reported-view": -2, "cheer": -1, "procedure": -4}
LOOKS_AWAY = frozenset({"past-work", "problem", "rationale", "quotes-others", "reported-view", "cheer"})
ASKS = re.compile("要(?!点)|必须|希望|下一步")
COMMANDING_VERBS = frozenset("要须应")


def series_of(children: list[Node]) -> list[list[Node]]:
    """Leaf siblings, series by series."""
    groups: dict[int, list[Node]] = {}
    for child in children:
        if not child.children and not child.is_section:
            groups.setdefault(child.series, []).append(child)
    return list(groups.values())


def judge_series(page: Page, group: list[Node], lead: str, mood: str | None) -> list[Candidate]:
    """The demands among parallel points: parallel points share what they are, unless one clearly differs."""
    promise = moods.of_list(lead)
    if promise == "demand" and mood == "past" and not ASKS.search(lead):
        promise = "past"
    promise = "demand" if group[0].mark.verb and group[0].mark.verb in COMMANDING_VERBS else promise
    judged = [(node, found) for node in group if (found := _sentences(page, node))]
    points = {node: sum(_weight(node, s, v) for s, v in found) for node, found in judged}
    bias = {"past": -3, "problem": -4, "agenda": -9, "demand": 3}.get(promise or "", 0) + {
        "past": -4,
        "problem": -4,
        "goal": -3,
        "reason": -1,
    }.get(mood or "", 0)
    whole = sum(points.values()) + bias * len(judged)
    mostly = 2 * sum(p > 0 for p in points.values()) >= len(judged)
    found: list[Candidate] = []
    for node, inside in judged:
        own = points[node] + bias
        if (
            (own > 0 and whole > 0)
            or (own > -3 and whole >= 2 * len(judged))
            or (own >= 0 and whole > 0 and mostly and _neutral(inside))
            or (own >= 3 and whole > -2 * len(judged) and any(v.demand == "explicit" for _, v in inside))
        ):
            found.append(_span(page, node, inside))
        elif promise == "agenda":
            for sentence, _ in inside:
                page.note(sentence, "procedure")
        else:
            _reject(page, _own_words(page, node, group, inside), promise, mood)
    return found


def _neutral(inside: list[tuple[Sentence, Verdict]]) -> bool:
    """Words of some length that look away in no sentence: among demands they are one."""
    return not any(v.rule in AGAINST for _, v in inside) and any(s.end - s.start > 6 for s, _ in inside)


def _own_words(page: Page, node: Node, group: list[Node], inside: list[tuple[Sentence, Verdict]]) -> list[tuple[Sentence, Verdict]]:
    """What belongs to a point: after 一是…；二是…；三是…。 the paragraph goes on, and its next sentence is no third point any more."""
    others = [one for one in group if one is not node]
    if node is not group[-1] or not others or any("。" in page.chars[one.start : one.end].rstrip("。 \n") for one in others):
        return inside
    last = next((n for n, (s, _) in enumerate(inside) if page.chars[s.start : s.end].rstrip().endswith("。")), len(inside))
    return inside[: last + 1]


def _sentences(page: Page, node: Node) -> list[tuple[Sentence, Verdict]]:
    start = node.body
    return [(s, page.judge(s)) for s in page.sentences(start, node.end)]


def _weight(node: Node, sentence: Sentence, verdict: Verdict) -> int:
    """A heading such as 制度短板 speaks for a demand or for nothing, never against it."""
    weight = WEIGHT.get(verdict.demand or "", AGAINST.get(verdict.rule, 0))
    heads = node.title and sentence.end <= node.title[1] + 1 < node.end
    return max(weight, 0) if heads and len(sentence.clauses) == 1 and sentence.end - sentence.start <= 12 else weight


def _reject(page: Page, inside: list[tuple[Sentence, Verdict]], promise: str | None, mood: str | None) -> None:
    for sentence, verdict in inside:
        if promise == "problem" or mood == "problem":
            page.note(sentence, "problem-series")
        elif promise == "past" or mood == "past":
            page.note(sentence, "past-series")
        elif mood == "goal":
            page.note(sentence, "guiding")
        elif verdict.demand:
            page.note(sentence, "past-series" if any(v.rule == "past-work" for _, v in inside) else "problem-series")


def _span(page: Page, node: Node, inside: list[tuple[Sentence, Verdict]]) -> Candidate:
    """The whole point; only its demands where more than half of it looks back, complains or argues."""
    body = [(s, v) for s, v in inside if not (node.title and s.end <= node.title[1] + 1)] or inside
    total = sum(s.end - s.start for s, _ in inside)
    away = sum(s.end - s.start for s, v in body if v.rule in LOOKS_AWAY and not v.demand)
    away += sum(s.clauses[min(v.at, len(s.clauses) - 1)][0] - s.start for s, v in body if v.demand and v.at and _argues(page, s, v))
    demands = [(s, v) for s, v in body if v.demand]
    if demands and away > 0.5 * total and len(inside) > 1:
        first, verdict = demands[0]
        start = first.clauses[min(verdict.at, len(first.clauses) - 1)][0] if _argues(page, first, verdict) else first.start
        return Candidate(start, _with_units(page, demands[-1][0].end, inside), node, point=True)
    last = max((s.end for s, _ in inside), default=node.end)
    return Candidate(node.start, last, node, point=True)


def _with_units(page: Page, end: int, inside: list[tuple[Sentence, Verdict]]) -> int:
    """The units in brackets behind the last demand belong to it."""
    behind = next((s for s, _ in inside if s.start >= end), None)
    return behind.end if behind and UNIT_LINE.match(page.masked, behind.start) else end


def _argues(page: Page, sentence: Sentence, verdict: Verdict) -> bool:
    """Do the clauses before the first demand give reasons?"""
    place = sentence.clauses[min(verdict.at, len(sentence.clauses) - 1)][0]
    before = page.masked[sentence.start : place]
    clauses = tuple(c for c in sentence.clauses if c[1] <= place)
    if clauses and verdicts.judge(page.masked, Sentence(sentence.start, place, clauses), page.actor_end).demand:
        return False
    return len(before) > 30 and bool(re.search("是|关系|意义|问题|不足|差距|以来|了", before)) and not verdict.addressee
