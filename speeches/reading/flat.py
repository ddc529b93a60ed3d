"""The text as it is read: wrapped lines re-joined, stray blanks dropped, punctuation of one width; every character knows its offset."""

import re
from dataclasses import dataclass

from speeches.reading.lines import Line, is_break

WIDTHS = str.maketrans(
    "０１２３４５６７８９．（），：；！？,:;!?()｡､",
    "0123456789.（），：；！？，：；！？（）。、",
)
BLANK = re.compile(r"[^\S\n]+")
MARK_AHEAD = re.compile(r"\d{1,2}[.、](?!\d)|（[一二三四五六七八九十\d]{1,3}）|[①-⑳]|[一二三四五六七八九十]{1,3}、")
SOFT_PUNCTUATION = "，。、；：！？（）《》“”‘’—…·/%％【】「」『』"


@dataclass(frozen=True)
class Flat:
    """`chars` is what the rules look at; `at[i]` is the offset of chars[i] in the original text."""

    chars: str
    at: list[int]

    def original(self, start: int, end: int) -> tuple[int, int]:
        """The span in the original text of a span that is not empty."""
        return self.at[start], self.at[end - 1] + 1


def flatten(text: str, lines: list[Line]) -> Flat:
    """Drop what is only layout, keep one newline between paragraphs."""
    wide = text.translate(WIDTHS)
    chars: list[str] = []
    at: list[int] = []
    for number, line in enumerate(lines):
        if not line.blank:
            _take(wide, text, line, chars, at)
        if chars and chars[-1] != "\n" and is_break(lines, number):
            chars.append("\n")
            at.append(min(line.end, len(text) - 1))
    return Flat("".join(chars), at)


def _take(wide: str, text: str, line: Line, chars: list[str], at: list[int]) -> None:
    position = line.start
    for gap in BLANK.finditer(wide, line.start, line.end):
        _copy(wide, text, position, gap.start(), chars, at)
        if _keeps(wide, gap, line.end):
            chars.append(" ")
            at.append(gap.start())
        position = gap.end()
    _copy(wide, text, position, line.end, chars, at)


def _copy(wide: str, text: str, start: int, end: int, chars: list[str], at: list[int]) -> None:
    piece = wide[start:end]
    for i, c in enumerate(piece, start):
        if c in "，：" and 0 < i < len(text) - 1 and text[i] in ",:" and text[i - 1].isdigit() and text[i + 1].isdigit():
            c = text[i]  # 1,200 and 9:30 stay numbers
        chars.append(c)
        at.append(i)


def _keeps(wide: str, gap: re.Match[str], end: int) -> bool:
    if gap.start() == 0 or gap.end() >= end:
        return False
    before, after = wide[gap.start() - 1], wide[gap.end()]
    if MARK_AHEAD.match(wide, gap.end(), end):
        return before not in "。；：！？"
    if before in SOFT_PUNCTUATION or after in SOFT_PUNCTUATION:
        return False
    return len(gap.group()) > 1 or not (before.isdigit() or after.isdigit())
