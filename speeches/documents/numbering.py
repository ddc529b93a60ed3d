"""The numbers that Word makes for list paragraphs (一、 （一） 1.), which are not in the text of the file."""

import re
from collections import defaultdict
from dataclasses import dataclass

from docx.oxml.ns import qn

from speeches.documents.number_shapes import number_in
from speeches.documents.word_styles import Styles, switched, value, whole

PLACE = re.compile(r"%([1-9])")


@dataclass(frozen=True)
class Level:
    """One level of a list: format, text such as （%1）, first number, and how it behaves."""

    shape: str
    text: str
    start: int
    restart: int | None  # 0: never starts again; n: only after level n
    legal: bool  # all numbers of the label in 1, 2, 3
    follow: str  # what Word puts after the label
    style: str | None


class Numbering:
    """Counts list paragraphs in the order of the body and gives each its label."""

    def __init__(self, opened, styles: Styles) -> None:
        self._styles = styles
        self._levels: dict[str, dict[int, Level]] = {}
        self._abstract: dict[str, str] = {}
        # Lists of the same definition go on counting, unless one says where it starts.
        self._starts: dict[str, dict[int, int]] = {}
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        for part in (r.target_part for r in opened.part.rels.values() if r.reltype.endswith("/numbering") and not r.is_external):
            self._read(part.element)

    def label(self, paragraph, follows: str) -> str:
        """The label of the next paragraph with what stands between it and the text that follows; "" when it has none."""
        number, depth = self._where(paragraph)
        level = self._levels.get(number, {}).get(depth)
        if level is None:
            return ""
        counts = self._count(number, depth, level)
        if level.shape in ("bullet", "none"):
            return ""
        shown = PLACE.sub(lambda hit: self._shown(number, int(hit[1]) - 1, counts, level.legal), level.text)
        return shown + _gap(shown, level.follow, follows)

    def _count(self, number: str, depth: int, level: Level) -> dict[int, int]:
        counts = self._counts[self._abstract[number]]
        first = self._starts[number].pop(depth, None)
        counts[depth] = counts.get(depth, level.start - 1) + 1 if first is None else first
        for deeper in [d for d in counts if d > depth]:
            rule = self._levels[number][deeper].restart if deeper in self._levels[number] else None
            if rule is None or depth < rule:
                del counts[deeper]
        return counts

    def _shown(self, number: str, depth: int, counts: dict[int, int], legal: bool) -> str:
        level = self._levels[number].get(depth)
        if level is None:
            return ""
        return number_in("decimal" if legal else level.shape, counts.get(depth, level.start))

    def _where(self, paragraph) -> tuple[str | None, int]:
        """(list id, level) from the paragraph, else from its style."""
        properties = paragraph.find(qn("w:pPr"))
        own = None if properties is None else properties.find(qn("w:numPr"))
        number, depth = value(own, "w:numId"), value(own, "w:ilvl")
        if number is None:
            number, inherited, style = self._styles.list_of(value(properties, "w:pStyle"))
            tied = next((str(n) for n, one in self._levels.get(number, {}).items() if style and one.style == style), None)
            depth = depth or inherited or tied
        return number, whole(depth, 0)

    def _read(self, root) -> None:
        abstract = {a.get(qn("w:abstractNumId")): a for a in root.iterchildren(qn("w:abstractNum"))}
        named = {value(a, "w:styleLink"): key for key, a in abstract.items() if value(a, "w:styleLink")}
        for num in root.iterchildren(qn("w:num")):
            number, target = num.get(qn("w:numId")), value(num, "w:abstractNumId")
            if target in abstract:
                target = named.get(value(abstract[target], "w:numStyleLink"), target)
                self._abstract[number], self._levels[number] = target, _levels(abstract[target])
                self._starts[number] = {}
                self._override(number, num)

    def _override(self, number: str, num) -> None:
        for change in num.iterchildren(qn("w:lvlOverride")):
            depth = whole(change.get(qn("w:ilvl")), 0)
            self._levels[number] |= _levels(change)
            if (start := value(change, "w:startOverride")) is not None:
                self._starts[number][depth] = whole(start, 1)


def _levels(parent) -> dict[int, Level]:
    return {whole(one.get(qn("w:ilvl")), 0): _level(one) for one in parent.iterchildren(qn("w:lvl"))}


def _level(one) -> Level:
    restart = value(one, "w:lvlRestart")
    return Level(
        shape=value(one, "w:numFmt") or "decimal",
        text=(value(one, "w:lvlText") or "")[:40],
        start=whole(value(one, "w:start"), 0),
        restart=None if restart is None else whole(restart, 0),
        legal=bool(switched(one, "w:isLgl")),
        follow=value(one, "w:suff") or "tab",
        style=value(one, "w:pStyle"),
    )


def _gap(label: str, follow: str, text: str) -> str:
    """A blank where label and text would run into each other: 第一条 总则, 1. 5亿元."""
    if follow == "nothing" or not label:
        return ""
    return " " if label[-1].isdecimal() or label[-1].isalpha() or (label[-1] in ".．" and text[:1].isdigit()) else ""
