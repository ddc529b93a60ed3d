"""Units × themes as the page shows it: groups of lines, each cell with its light, its number and the address behind it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache, lru_cache
from typing import TypedDict
from urllib.parse import quote_plus, urlencode

from django.urls import get_urlconf, reverse

from accounts.models import Unit, UnitKind
from speeches.reading.glossary import THEMES
from tasks.supervision.lights import Color
from tasks.wall.counting import RED, SHORT, Counts, Themes, done, in_hand, shape, total, words, worst
from tasks.wall.place import Place
from tasks.wall.queries import Figures

VOCABULARY = tuple(dict.fromkeys(theme for _, themes in THEMES for theme in themes))
NO_THEME = "未分类"
# So many columns stand side by side on 1280; beyond them the rest is one more, which opens.
COLUMNS = 11
# Up to so many lines stand open; beyond, groups are folded, and an open one is shown page by page.
UNFOLDED, PAGE = 60, 100
REST = "其他类别"


class Cell(TypedDict):
    """One number: all text ready."""

    column: str
    color: str
    shape: str
    word: str
    count: int
    href: str
    tip: str


@dataclass(frozen=True)
class Line:
    """A unit, or a folded group: its name, where the name leads, its cells (None: nothing there), and how much is in hand and done."""

    name: str
    full: str
    href: str
    cells: list[Cell | None]
    open: int
    done: int
    calm: bool
    more: bool = False


@dataclass(frozen=True)
class Group:
    """Units of one kind. Folded: `line` holds their sum, and `href` opens it."""

    label: str
    count: int
    lines: list[Line] = field(default_factory=list)
    line: Line | None = None
    href: str = ""
    pages: list[tuple[str, str, bool]] = field(default_factory=list)


@dataclass(frozen=True)
class Matrix:
    """The whole table."""

    columns: list[str]
    whole: Line
    groups: list[Group]
    rest: int


@dataclass(frozen=True)
class Shown:
    """What of it is asked for: the kind that stands open, its page, the columns beyond the first ones, and how addresses are kept."""

    on: date
    today: date
    kept: Mapping[str, str]
    open: str = ""
    page: int = 1
    rest: bool = False

    @property
    def mark(self) -> tuple:
        """Everything that it says."""
        return self.on, self.today, tuple(self.kept.items()), self.open, self.page, self.rest

    def address(self, **values: str | int) -> str:
        """This wall with some parameters replaced."""
        said = {name: value for name, value in (self.kept | values).items() if value}
        return f"{reverse('wall:wall')}?{urlencode(said)}" if said else reverse("wall:wall")

    def matters(self, unit: int | None, theme: str, light: str, own: bool = False) -> str:
        """The list behind a number: of today in 事项总表, of a past day in the wall's own list."""
        past = self.on < self.today
        said = [f"on={self.on.isoformat()}"] if past else []
        said += [f"unit={unit}"] if unit else []
        said += ["own=1"] if own else []
        said += [f"theme={_quoted(theme)}"] if theme else []
        said += [f"{'state' if light == 'done' and not past else 'light'}={light}"] if light else []
        page = _address("wall:matters" if past else "desk:matters", get_urlconf())
        return f"{page}?{'&'.join(said)}" if said else page


@cache
def _address(page: str, urlconf: str | None) -> str:
    """Where a page is; a wall asks a thousand times."""
    return reverse(page, urlconf=urlconf)


_quoted = lru_cache(200)(quote_plus)


def matrix(place: Place, found: Figures, shown: Shown) -> Matrix:
    """The table of a place on a day."""
    whole = found.together(place.tops)
    first, others = _columns(whole)
    columns = others if shown.rest and others else first
    rest = [] if columns is others else others
    table = _Table(columns, rest, shown)
    line = table.line(
        place.base.pk if place.base else None, "合计", "合计", whole, shown.matters(place.base and place.base.pk, "", "")
    )
    names = columns + ([REST] if rest else [])
    return Matrix(names, line, list(_groups(place, found, shown, table)), len(rest))


def _columns(whole: Themes) -> tuple[list[str], list[str]]:
    """The themes in the order of the vocabulary; those with most matters stand side by side when they are too many."""
    known = [theme for theme in VOCABULARY if theme in whole]
    themes = known + sorted(theme for theme in whole if theme not in VOCABULARY and theme) + [""] * ("" in whole)
    if len(themes) <= COLUMNS + 1:
        return [theme or NO_THEME for theme in themes], []
    most = set(sorted(themes, key=lambda theme: -sum(whole[theme]))[:COLUMNS])
    return [theme or NO_THEME for theme in themes if theme in most], [theme or NO_THEME for theme in themes if theme not in most]


def _groups(place: Place, found: Figures, shown: Shown, table: "_Table"):
    """One after another, in the order in which kinds are named; the unit's own matters first. A kind that is alone stands open."""
    if place.base and found.own.get(place.base.pk):
        own = table.line(place.base.pk, place.base.short, place.base.name, found.own[place.base.pk], own=True)
        yield Group("本级", 1, [own])
    folded = len(place.units) > UNFOLDED
    for kind in UnitKind:
        units = [unit for unit in place.units if unit.kind == kind]
        if not units:
            continue
        if folded and shown.open != kind and len(units) < len(place.units):
            yield _folded(kind, units, found, shown, table)
            continue
        at = units[(shown.page - 1) * PAGE : shown.page * PAGE] if folded else units
        lines = [table.unit(unit, found.below.get(unit.pk, {}), unit.pk in place.parents) for unit in at]
        close = shown.address(open="", p="") if folded and len(units) < len(place.units) else ""
        yield Group(kind.label, len(units), lines, href=close, pages=_pages(kind, len(units), shown) if folded else [])


def _folded(kind: UnitKind, units: Sequence[Unit], found: Figures, shown: Shown, table: "_Table") -> Group:
    href = shown.address(open=kind.value, p="")
    sum_ = table.line(None, kind.label, kind.label, found.together(units), href, linked=False)
    return Group(kind.label, len(units), line=sum_, href=href)


def _pages(kind: UnitKind, count: int, shown: Shown) -> list[tuple[str, str, bool]]:
    """(label, address, whether it is shown) of each hundred."""
    starts = range(0, count, PAGE) if count > PAGE else ()
    return [
        (f"{start + 1}–{min(start + PAGE, count)}", shown.address(open=kind.value, p=n), n == shown.page)
        for n, start in enumerate(starts, 1)
    ]


@dataclass(frozen=True)
class _Table:
    """How a line is made from its counts."""

    columns: list[str]
    rest: list[str]
    shown: Shown

    def unit(self, unit: Unit, themes: Themes, has_below: bool) -> Line:
        href = self.shown.address(unit=unit.pk, open="", p="") if has_below else self.shown.matters(unit.pk, "", "")
        return self.line(unit.pk, unit.short, unit.name, themes, href, more=has_below)

    def line(
        self, pk: int | None, name: str, full: str, themes: Themes, href: str = "", *, own=False, linked=True, more=False
    ) -> Line:
        cells = [
            self._cell(pk, full, column, themes.get("" if column == NO_THEME else column), own, linked) for column in self.columns
        ]
        if self.rest:
            cells.append(self._others(full, themes))
        counts = total(themes.values())
        href = href or self.shown.matters(pk, "", "", own)
        return Line(name, full, href, cells, in_hand(counts), done(counts), counts[RED] == 0, more)

    def _cell(self, pk: int | None, full: str, column: str, counts: Counts | None, own: bool, linked: bool) -> Cell | None:
        worst_ = worst(counts) if counts else None
        if worst_ is None:
            return None
        color, _ = worst_
        light = "done" if color == Color.GREY else color.value
        href = self.shown.matters(pk, column, light, own) if linked else ""
        return _cell_of(column, counts, worst_, href, f"{full} · {column}：{words(counts)}")

    def _others(self, full: str, themes: Themes) -> Cell | None:
        counts = total(themes.get("" if column == NO_THEME else column, ()) or (0,) * 5 for column in self.rest)
        worst_ = worst(counts)
        href = self.shown.address(rest="1")
        return worst_ and _cell_of(REST, counts, worst_, href, f"{full} · {'、'.join(self.rest)}：{words(counts)}")


def _cell_of(column: str, counts: Counts, worst_: tuple[Color, int], href: str, tip: str) -> Cell:
    color, count = worst_
    return Cell(column=column, color=color.value, shape=shape(color), word=SHORT[color], count=count, href=href, tip=tip)
