"""Lines of PDF pages to running text: headers and page numbers dropped, broken lines joined again. Pure."""

import re
from collections import Counter

from speeches.documents.pdf_lines import INDENT

PAGE_NUMBER = re.compile(r"[\s—–\-－·•~第/]*\d{1,4}\s*(?:页)?[\s—–\-－·•~]*(?:[/共，,]\s*共?\s*\d{1,4}\s*页?)?[\s—–\-－·•~]*")
DIGITS = re.compile(r"\d+")
# A line that ends like this is finished; one that begins like this starts something new.
ENDS = "。！？；：:!?;"
CLOSERS = "”’」』）)》"
BEGINS = re.compile(
    r"[　 ]{2,}|[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}(?:[．、]|\.(?!\d))|[①-⑳]"
    r"|第[一二三四五六七八九十]{1,3}[，、章条节]|附件|同志们[，：:]|各位"
)
# A numbered heading is finished when a series begins, however long it is.
HEADING = re.compile(r"(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)])[^，。；]{1,40}")
SERIES = re.compile(r"[一二三四五六七八九十]{1,2}(?:要|是)|首先|第[一二三四五六七八九十]")
EDGE = 2
# Shorter lines than these were not broken by a margin; lines with a wide gap are rows of a table.
NARROWEST, CELLS = 12, "  "


def join(pages: list[list[str]]) -> str:
    """Lines of pages to running text, one paragraph a line."""
    repeated = _repeated(pages)
    lines = [line.rstrip() for page in pages for line in _body(page, repeated)]
    if not lines:
        return ""
    full = sorted(_width(line) for line in lines)[int(len(lines) * 0.75)]
    shows = sum(line.startswith(INDENT) for line in lines) * 10 >= len(lines)
    text = lines[0].lstrip(" " + INDENT)
    for before, line in zip(lines, lines[1:], strict=False):
        rest = line.lstrip(" " + INDENT)
        text += _glue(before, rest) + rest if _runs_on(before, line, full, shows) else "\n" + rest
    return text


def _runs_on(before: str, line: str, full: float, shows: bool) -> bool:
    """Was the line before broken by the margin, so that this one goes on with its paragraph?

    A sentence may end exactly at the margin; where the document indents (`shows`), a line without indent still goes on.
    """
    if (
        full < NARROWEST
        or CELLS in before + line
        or BEGINS.match(line)
        or _width(before) < full * 0.8
        or (SERIES.match(line) and HEADING.fullmatch(before.strip()))
    ):
        return False
    return before.rstrip(CLOSERS)[-1:] not in ENDS or (shows and _width(before) >= full * 0.95)


def _width(line: str) -> float:
    """Length in Chinese characters; two Latin ones take the place of one."""
    return sum(1 if character > "\u2000" else 0.5 for character in line)


def _glue(before: str, line: str) -> str:
    """A blank between Latin words, nothing between Chinese ones."""
    after = line[:1]
    latin = before[-1:].isascii() and after.isascii()
    return " " if latin and before[-1:].isalpha() and after.isalpha() else ""


def _repeated(pages: list[list[str]]) -> set[str]:
    """Lines at the edges that stand on more than half of the pages (on both of two), whatever the numbers in them."""
    edges = Counter(key for page in pages for key in {_key(line) for line in _edges(page)})
    return {key for key, count in edges.items() if count >= 2 and count > len(pages) / 2}


def _edges(page: list[str]) -> list[str]:
    filled = [line for line in page if line.strip()]
    return filled if len(filled) <= 2 * EDGE else filled[:EDGE] + filled[-EDGE:]


def _key(line: str) -> str:
    return DIGITS.sub("0", "".join(line.split()))


def _body(page: list[str], repeated: set[str]) -> list[str]:
    """A page without its header and footer; at each end at most two lines go."""
    body = [line for line in page if line.strip()]
    for end in (0, -1):
        for _ in range(EDGE):
            if body and (_key(body[end]) in repeated or PAGE_NUMBER.fullmatch(body[end])):
                body.pop(end)
    return body
