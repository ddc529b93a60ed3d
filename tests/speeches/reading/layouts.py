"""The same words on other paper: widths, numbers, blanks and line breaks; what is asked must not change with them."""

import re
from collections.abc import Callable

WRAPPED = {"pdf", "wrapped", "unevenlines"}  # their lines are already cut by the width of a paper
TABLES = {"table", "tabbed", "stacked", "cells", "measures", "quarter", "tableplain", "streettable"}
NUMBER = re.compile(r"(?m)^([ \u3000]*)(\d{1,2})[.．、](?!\d)")
HEADING = re.compile(
    "(?m)^([ \u3000]*(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|\\d+[.．、])[^\n。；：！？\t]{2,40})\n(?=.)"
)
FULL = str.maketrans("0123456789.()%", "０１２３４５６７８９．（）％")
HALF = str.maketrans({full: chr(half) for half, full in FULL.items()})
ALWAYS_UP = "，。、；：！？）》”"

Layout = Callable[[str], str]


def numbered(write: Callable[[str], str]) -> Layout:
    """1. at the head of a line written in another way."""
    return lambda text: NUMBER.sub(lambda m: m[1] + write(m[2]), text)


def wrapped(width: int, indent: str = "") -> Layout:
    """Lines cut at a width; no line begins with a comma."""

    def cut(text: str) -> str:
        lines: list[str] = []
        for paragraph in text.split("\n"):
            rest = paragraph if "\t" in paragraph or len(paragraph) <= width else indent + paragraph
            while rest and "\t" not in rest:
                end = width
                while end < len(rest) and rest[end] in ALWAYS_UP:
                    end += 1
                lines.append(rest[:end])
                rest = rest[end:]
            lines += [rest] if rest or not paragraph else []
        return "\n".join(lines)

    return cut


SAME = {
    "full-width digits and brackets": lambda t: t.translate(FULL),
    "half-width digits and brackets": lambda t: t.translate(HALF),
    "half-width commas": lambda t: t.translate(str.maketrans("，；！？", ",;!?")),
    "straight quotation marks": lambda t: t.translate(str.maketrans("“”", '""')),
    "1、 for 1.": numbered(lambda n: f"{n}、"),
    "1) for 1.": numbered(lambda n: f"{n})"),
    "a blank behind the number": lambda t: re.sub(r"(?m)^(\d{1,2}[.．]|[一二三四五六七八九十]{1,2}、)(?!\d)", r"\1 ", t),
    "windows line ends": lambda t: t.replace("\n", "\r\n"),
    "blank lines": lambda t: t.replace("\n", "\n\n"),
    "indented paragraphs": lambda t: "\n".join("\u3000\u3000" + line for line in t.split("\n")),
    "tabs as blanks": lambda t: t.replace("\t", "    "),
    "cells between bars": lambda t: t.replace("\t", "|"),
}
MUCH_THE_SAME = {
    "（1） for 1.": numbered(lambda n: f"（{n}）"),
    "① for 1.": numbered(lambda n: chr(0x245F + int(n)) if 0 < int(n) <= 20 else f"{n}."),
    "headings stuck to their words": lambda t: HEADING.sub(r"\1", t),
    "headings before a blank": lambda t: HEADING.sub(r"\1 ", t),
    "28 characters wide": wrapped(28),
    "28 characters wide, indented": wrapped(28, "\u3000\u3000"),
    "40 characters wide": wrapped(40),
    "40 characters wide, indented": wrapped(40, "\u3000\u3000"),
    "two blanks for each line break": lambda t: t.replace("\n", "\u3000\u3000"),
    "one line": lambda t: t.replace("\n", ""),
}
