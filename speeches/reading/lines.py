"""The lines of the text as printed, and which of them only broke because the paper ended."""

import re
from dataclasses import dataclass

BREAKS = re.compile("\r\n|[\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029]")
# The numbers of headings; 一是 … may also begin inside a line that is full.
FORMAL_MARK = re.compile(
    r"[一二三四五六七八九十百]{1,4}[、.．]|[（(][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}[.．、)）](?!\d)|[①-⑳●■◆▲★➢◇]"
    r"|第[一二三四五六七八九十]{1,3}[，,、：:章条]|附件"
)
SPOKEN_MARK = re.compile(r"第[一二三四五六七八九十]{1,3}(?:要|是)|[一二三四五六七八九十]{1,2}(?:是|要)|其[一二三四五]")
ENDS = tuple("。！？：；!?:;.…")
INNER_END = re.compile("[。；！？](?![”）])")
GOES_ON = tuple("，、,—（(《“")
PAGE_NUMBER = re.compile(r"[—–\-－]+\s*\d{1,4}\s*[—–\-－]+|第\s*\d{1,4}\s*页(?:[，,]?\s*共\s*\d{1,4}\s*页)?")
# Where a line break probably was before somebody put the text on one line.
FORMER = re.compile(
    "(?<=[。！？；：”）])[ \u3000]+|(?<=[\u4e00-\u9fff])[ \u3000]+(?=[\u4e00-\u9fff（“●]|\\d{1,2}[.．、])|(?<=[。；])(?=[●■◆▲★➢◇])"
)
BULLET = re.compile("(?<=[。；])[ \u3000]*(?=[●■◆▲★➢◇])")
VERY_LONG = 300
EACH = 25
NARROW, WIDE = 22, 60
SLACK, EXACT = 3, 1
LONG = 45


@dataclass(frozen=True)
class Line:
    """A printed line without its outer blanks; `wraps` = the sentence goes on in the next line."""

    start: int
    end: int
    indent: int
    wraps: bool = False
    cell: bool = False

    @property
    def blank(self) -> bool:
        return self.start == self.end


def is_break(lines: list[Line], number: int) -> bool:
    """Does a paragraph end with this line?"""
    return not lines[number].wraps


def raw_lines(text: str) -> list[Line]:
    """Cut at every kind of line break; in a very long line also where a blank or a bullet marks a former one."""
    found, position = [], 0
    for mark in BREAKS.finditer(text):
        found += _former(text, position, mark.start())
        position = mark.end()
    return found + _former(text, position, len(text))


def _former(text: str, start: int, end: int) -> list[Line]:
    if "\t" in text[start:end]:
        return [_trim(text, start, end)]
    if end - start <= VERY_LONG:
        gaps = [m.end() for m in BULLET.finditer(text, start, end)]
        return [_trim(text, a, b) for a, b in zip([start, *gaps], [*gaps, end], strict=True)]
    gaps = [m.end() for m in FORMER.finditer(text, start, end)]
    if len(gaps) * EACH > end - start:
        gaps = []
    edges = [start, *gaps, end]
    return [_trim(text, a, b) for a, b in zip(edges, edges[1:], strict=False)]


def _trim(text: str, start: int, end: int) -> Line:
    body = text[start:end]
    left = len(body) - len(body.lstrip())
    if left == len(body):
        return Line(start, start, 0)
    return Line(start + left, start + len(body.rstrip()), left)


@dataclass(frozen=True)
class Paper:
    """The width at which the paper ends (0 when lines were not cut by width), counted in characters and as printed."""

    characters: float = 0
    printed: float = 0
    indented: bool = False

    def missing(self, text: str, line: Line) -> float:
        """How many characters a line is short of the full width; many when the width is unknown."""
        short = [WIDE]
        if self.characters:
            short.append(self.characters - _characters(text, line))
        if self.printed:
            short.append(self.printed - _printed(text, line))
        return min(short)


def join_wrapped(text: str, lines: list[Line], cells: set[int]) -> list[Line]:
    """Mark the lines whose sentence goes on in the next one (never between the cells of a table); page numbers are skipped."""
    paper = _paper(text, [line for number, line in enumerate(lines) if not line.blank and number not in cells])
    joined = []
    for number, line in enumerate(lines):
        if _page_number(text, line):
            joined.append(Line(line.start, line.start, 0, bool(joined) and joined[-1].wraps))
            continue
        following = _next(text, lines, number)
        wraps = (
            following is not None
            and not line.blank
            and number not in cells
            and following not in cells
            and _wraps(text, line, lines[following], paper)
        )
        joined.append(
            Line(line.start, line.end, line.indent, wraps or (line.blank and _after_page(text, lines, joined)), number in cells)
        )
    return joined


def _page_number(text: str, line: Line) -> bool:
    return line.end - line.start <= 14 and bool(PAGE_NUMBER.fullmatch(text, line.start, line.end))


def _after_page(text: str, lines: list[Line], joined: list[Line]) -> bool:
    """A blank line beside a page number inside a sentence."""
    return bool(joined) and joined[-1].wraps and joined[-1].blank


def _next(text: str, lines: list[Line], number: int) -> int | None:
    """The next line of words; only a page number (with its blank lines) may stand between."""
    at, turned = number + 1, False
    while at < len(lines) and at <= number + 4 and (lines[at].blank or _page_number(text, lines[at])):
        turned = turned or not lines[at].blank
        at += 1
    if at >= len(lines) or lines[at].blank or (at > number + 1 and not turned):
        return None
    return at


def _wraps(text: str, line: Line, following: Line, paper: Paper) -> bool:
    missing = paper.missing(text, line)
    last, first = text[line.end - 1], text[following.start]
    ended = last in ENDS or (last in "”）)》" and text[line.end - 2 : line.end - 1] in ("。", "！", "？"))
    if following.indent >= 2 and line.indent < following.indent:
        return False
    if FORMAL_MARK.match(text, following.start):
        return False
    if SPOKEN_MARK.match(text, following.start):
        return not ended and missing <= EXACT
    if first in "，。、；：！？）》”,;":
        return True
    if ended:
        return missing <= SLACK if paper.indented and following.indent < 2 else missing <= EXACT
    if last in GOES_ON or missing <= SLACK or _unfinished(text[line.start : line.end]):
        return True
    return line.end - line.start >= LONG and last not in "）)日"


def _unfinished(words: str) -> bool:
    """A line with a whole sentence in it and part of another at its end, or with a bracket left open."""
    return (bool(INNER_END.search(words)) and words[-1] not in "）)") or any(
        words.count(a) > words.count(b) for a, b in ("（）", "《》", "“”")
    )


def _paper(text: str, lines: list[Line]) -> Paper:
    """Measured on the lines; a few may stick out."""
    characters, printed = (
        _edge([(measure(text, line), text[line.end - 1] in ENDS) for line in lines]) for measure in (_characters, _printed)
    )
    firsts = [following for line, following in zip(lines, lines[1:], strict=False) if text[line.end - 1] in "。！？"]
    return Paper(characters, printed, 2 * sum(ln.indent >= 2 for ln in firsts) > len(firsts))


def _edge(widths: list[tuple[float, bool]]) -> float:
    """The width that many lines reach (most of them in mid-sentence) and hardly any passes, else 0."""
    widths = sorted(widths, reverse=True)
    for size, _ in widths[: len(widths) // 8 + 1]:
        if not NARROW <= size <= WIDE:
            continue
        full = [ended for width, ended in widths if size - 2 <= width <= size]
        if len(full) >= 2 and len(full) >= len(widths) // 4 and 2 * sum(full) < len(full):
            return size
    return 0


def _characters(text: str, line: Line) -> float:
    return line.end - line.start + line.indent


def _printed(text: str, line: Line) -> float:
    """How wide a line is printed: digits and letters take half of a Chinese character."""
    if line.end - line.start > 80:
        return line.end - line.start
    return sum(1 if c > "\u2e7f" or c in "“”‘’—…×" else 0.5 for c in text[line.start - line.indent : line.end])
