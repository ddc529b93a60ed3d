"""Pieces of text with their places on a PDF page to lines in reading order. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

# In heights of the letters: a blank between words, and a gap that separates cells or columns.
WORD_GAP, CJK_GAP, WIDE_GAP = 0.18, 0.6, 1.5
# How many lines must leave the middle of the page free before it counts as two columns.
ENOUGH = 5
# Put before the first line of an indented paragraph.
INDENT = "　"


@dataclass(frozen=True)
class Piece:
    """Some characters: from `left` to `right`, on the base line `y`, of this height; y grows upwards."""

    text: str
    left: float
    right: float
    y: float
    height: float


def lines_of(pieces: Iterable[Piece], width: float) -> list[str]:
    """The lines of a page. The file's own order counts, but pieces of one line are ordered by their place."""
    lines = _gathered(pieces)
    margins = {round(line[0].left) for line in lines}
    shown = (_indent(line[0], margins) + _text(line).strip() for line in _in_columns(lines, width))
    return [line for line in shown if line.strip()]


def _indent(first: Piece, margins: set[int]) -> str:
    """Two blanks when other lines begin two characters further left."""
    left, height = first.left, first.height
    return INDENT * 2 if any(1.5 * height <= left - margin <= 2.6 * height for margin in margins) else ""


def _gathered(pieces: Iterable[Piece]) -> list[list[Piece]]:
    """Pieces on the same base line; other fonts (Latin quotes) are often drawn before or long after their line."""
    lines: list[list[Piece]] = []
    by_height: dict[int, list[list[Piece]]] = {}
    for piece in pieces:
        if lines and _beside(lines[-1], piece):
            lines[-1].append(piece)
            continue
        near = (line for row in (-1, 0, 1) for line in by_height.get(round(piece.y) + row, ()))
        home = next((line for line in near if _fits(line, piece)), None)
        if home is None:
            lines.append([piece])
            by_height.setdefault(round(piece.y), []).append(lines[-1])
        else:
            home.append(piece)
    return [sorted(line, key=lambda piece: piece.left) for line in lines]


def _beside(line: list[Piece], piece: Piece) -> bool:
    """Drawn right after the line's last piece and on its base line (a raised number counts)?"""
    last = line[-1]
    return abs(last.y - piece.y) < 0.5 * max(last.height, piece.height) and not _doubles(line[-2:], piece)


def _fits(line: list[Piece], piece: Piece) -> bool:
    """On the base line of an earlier line and inside of it or close to it?"""
    slack = piece.height
    return (
        abs(line[0].y - piece.y) < 0.3 * piece.height
        and piece.left < max(p.right for p in line) + slack
        and piece.right > min(p.left for p in line) - slack
    )


def _doubles(line: list[Piece], piece: Piece) -> bool:
    """Printed twice at nearly the same place, to look bold?"""
    return any(p.text == piece.text and abs(p.left - piece.left) < 0.2 * p.height and p.y == piece.y for p in line)


def _in_columns(lines: list[list[Piece]], width: float) -> Iterator[list[Piece]]:
    """The same lines, but where one line runs over two columns its halves are read column by column."""
    gutter = _gutter(lines, width)
    if gutter is None:
        yield from lines
        return
    rights: list[list[Piece]] = []
    for line in lines:
        left, right = [p for p in line if p.left < gutter], [p for p in line if p.left >= gutter]
        if right and left and left[-1].right > gutter:  # a title over both columns
            yield from rights
            rights = []
            yield line
            continue
        if left:
            yield left
        if right:
            rights.append(right)
    yield from rights


def _gutter(lines: list[list[Piece]], width: float) -> float | None:
    """Where the right column begins, when most lines have their wide gap there and the left halves reach up to it."""
    gaps = []
    for line in lines:
        for before, after in zip(line, line[1:], strict=False):
            if after.left - before.right > WIDE_GAP * before.height * 0.8 and 0.35 < after.left / max(width, 1) < 0.65:
                gaps.append((after.left, after.left - before.right, before.height))
    if len(gaps) < max(ENOUGH, len(lines) * 0.5):
        return None
    begin = sorted(left for left, _, _ in gaps)[len(gaps) // 4]
    close = [gap for left, gap, height in gaps if abs(left - begin) < height and gap < 4 * height]
    return begin - 1 if len(close) >= 0.7 * len(gaps) else None


def _text(line: list[Piece]) -> str:
    """The words of a line, with blanks where the page shows them."""
    text, before = "", None
    for piece in line:
        if before is not None and not _doubles([before], piece):
            text += _blank(before, piece)
        if before is None or not _doubles([before], piece):
            text += piece.text
        before = piece
    return text


def _blank(before: Piece, after: Piece) -> str:
    gap = (after.left - before.right) / max(before.height, 0.1)
    if gap > WIDE_GAP:
        return "  "
    inside = before.text[-1:].isascii() and after.text[:1].isascii() and before.text[-1:].isalnum() and after.text[:1].isalnum()
    return " " if gap > (WORD_GAP if inside else CJK_GAP) else ""
