"""Leader × field × unit: who is in charge of each field of a unit, what is in hand there, who did what; and the holes."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from accounts.models import Post, Unit
from speeches.reading.glossary import THEMES
from tasks.dual_responsibility.queries.charge import Book, in_hand, running_on
from tasks.dual_responsibility.queries.deeds import Deed, deeds, in_post
from tasks.dual_responsibility.states import IDLE, SHARED, UNLED, Hole
from tasks.duties.rules.periods import Span

NO_THEME = "未写类别"
KNOWN = tuple(dict.fromkeys(theme for _, themes in THEMES for theme in themes))


@dataclass(frozen=True)
class Owner:
    """A leader in charge of the field, with his acts in it in the period."""

    post: Post
    deeds: int
    last: date | None


@dataclass(frozen=True)
class Field:
    """One field of one unit. `fallback`: who answers for it while nobody is in charge."""

    unit: Unit
    name: str
    matters: int
    open: int
    owners: list[Owner]
    fallback: Post | None
    holes: list[Hole]

    @property
    def label(self) -> str:
        """The field's name."""
        return self.name or NO_THEME


@dataclass(frozen=True)
class Row:
    """One unit with a cell (or None) for each column."""

    unit: Unit
    cells: list[tuple[str, Field | None]]


def fields(units: list[Unit], span: Span, day: date) -> dict[int, dict[str, Field]]:
    """The fields of these units as of the day, by unit and name; a fixed number of queries."""
    ids, last = {unit.pk for unit in units}, min(span.end, day)
    book = Book.of(ids, day)
    given = _given(ids, span, day)
    users = {post.user_id for owners in book.owners.values() for post in owners}
    done = deeds(users, span.start, last)
    found: dict[int, dict[str, Field]] = defaultdict(dict)
    by_id = {unit.pk: unit for unit in units}
    for unit, name in sorted({*given, *book.owners}):
        owners = [_owner(post, name, done, span.start, last) for post in book.owners.get((unit, name), [])]
        number, running = given.get((unit, name), (0, 0))
        holes = list(_holes(number, owners))
        found[unit][name] = Field(by_id[unit], name, number, running, owners, book.secretaries.get(unit), holes)
    return found


def _given(units: set[int], span: Span, day: date) -> dict[tuple[int, str], tuple[int, int]]:
    """By unit and field how many matters are in hand, and how many of them still run: one query."""
    rows = in_hand(span, day).filter(unit__in=units).order_by().values_list("unit", "item__theme")
    counted = rows.annotate(Count("pk"), running=Count("pk", filter=running_on(day)))
    return {(unit, theme): (number, running) for unit, theme, number, running in counted}


def table(units: list[Unit], span: Span, day: date) -> tuple[list[str], list[Row]]:
    """(columns, rows) of the matrix: only fields with matters or holes, in the glossary's order."""
    found = fields(units, span, day)
    names = {name for own in found.values() for name, cell in own.items() if cell.matters or cell.holes}
    columns = [name for name in KNOWN if name in names] + sorted(names - set(KNOWN))
    return [name or NO_THEME for name in columns], [
        Row(unit, [(name or NO_THEME, found[unit.pk].get(name)) for name in columns]) for unit in units if names & {*found[unit.pk]}
    ]


def holes(units: list[Unit], span: Span, day: date) -> list[tuple[Hole, Field]]:
    """Every hole of these units, kind by kind, then in the order of the units."""
    found = fields(units, span, day)
    cells = [cell for unit in units for cell in found.get(unit.pk, {}).values()]
    return [(hole, cell) for hole in (UNLED, SHARED, IDLE) for cell in cells if hole in cell.holes]


def _owner(post: Post, name: str, done: dict[int, list[Deed]], first: date, last: date) -> Owner:
    own = [deed for deed in in_post(post, done.get(post.user_id, ()), first, last) if deed.theme == name]
    return Owner(post, len(own), max((deed.on for deed in own), default=None))


def _holes(matters: int, owners: list[Owner]) -> Iterator[Hole]:
    if matters and not owners:
        yield UNLED
    if len(owners) > 1:
        yield SHARED
    if matters and owners and not any(owner.deeds for owner in owners):
        yield IDLE
