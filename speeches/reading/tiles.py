"""Pieces: the whole text cut into parts that, joined, give it back."""

import re

from speeches.reading.page import Page
from speeches.reading.phrases import bare_words, command, leads_with_verb, modal_rule
from speeches.reading.rules import KIND_OF
from speeches.reading.shapes import Directive, Piece

Tile = tuple[int, int, str, str]
STRENGTH = {"modal-never": "prohibition", "modal-must": "directive_hard", "standing": "directive_standing"}


def demand_rule(clause: str, *, numbered: bool) -> str:
    """Why a part of a directive is a demand."""
    rest = re.sub("^(?:[一二三四五六七八九十]{1,2}是|[^，。]{0,4}[、.）])", "", clause)
    found = command(rest)
    if found:
        return modal_rule(found)
    if re.match("(?:要)?(?:坚持|持续|长期|常态化)", bare_words(rest)):
        return "standing"
    if leads_with_verb(rest):
        return "imperative"
    return "numbered-point" if numbered else "continues"


def demand_kind(rule: str) -> str:
    """The kind that such a rule gives."""
    return STRENGTH.get(rule, "directive_soft")


def tile(text: str, spans: list[Tile], directives: list[Directive]) -> tuple[Piece, ...]:
    """Close the gaps between spans (blanks, line breaks): they go to the piece before, but never stick out of a directive."""
    inside = {d.end for d in directives}
    pieces: list[Piece] = []
    position = 0
    for start, end, kind, rule in sorted(spans):
        if start > position:
            _gap(pieces, position, start, position in inside)
            position = start
        if end > position:
            pieces.append(Piece(position, end, kind, rule))
            position = end
    if position < len(text):
        _gap(pieces, position, len(text), position in inside)
    return tuple(pieces)


def _gap(pieces: list[Piece], start: int, end: int, after_directive: bool) -> None:
    if not pieces or after_directive:
        pieces.append(Piece(start, end, "furniture", "blank-line"))
        return
    last = pieces.pop()
    pieces.append(Piece(last.start, end, last.kind, last.rule))


def rest(page: Page, taken: list[tuple[int, int]], end: int) -> list[tuple[int, int, str]]:
    """The sentences outside directives, headings and furniture, with the rule that judged them."""
    found: list[tuple[int, int, str]] = []
    by_start = {start: rule for (start, _), rule in page.judged.items()}
    # A point was judged without its 二是; a lead-in ends with the first point of its series.
    by_end = {end: rule for (_, end), rule in page.judged.items()}
    position = 0
    for a, b in [*sorted(taken), (end, end)]:
        if a > position:
            for sentence in page.sentences(position, a):
                rule = by_start.get(sentence.start, "lead-in")
                rule = by_end.get(sentence.end, "statement" if rule == "lead-in" else rule) if rule == "lead-in" else rule
                found.append((sentence.start, sentence.end, rule if rule in KIND_OF else "statement"))
        position = max(position, b)
    return found
