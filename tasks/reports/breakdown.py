"""The same assignments by unit, kind of unit and month of the due date. Pure."""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping
from datetime import date

from tasks.reports.bars import Breakdown
from tasks.reports.figures import Figures, places, summed
from tasks.reports.material import Given

# How often the same places (figures.places) were found.
Found = Mapping[tuple[str, ...], int]
# The same by unit, its name, year and month of the due date.
Cells = Mapping[tuple[int, str, int, int, tuple[str, ...]], int]

# A picture of more months is no picture any more; then it is one of years.
MONTHS = 36


def breakdown(given: Iterable[Given], kinds: Mapping[int, str], on: date) -> Breakdown:
    """`kinds`: the word for each unit's kind by its key."""
    return broken_down(cells_of(given, on), kinds)


def cells_of(given: Iterable[Given], on: date) -> Cells:
    """Counts assignments."""
    return Counter((one.unit, one.unit_name, one.due_on.year, one.due_on.month, places(one, on)) for one in given)


def broken_down(cells: Cells, kinds: Mapping[int, str], order: Iterable[int] = ()) -> Breakdown:
    """The same from counted cells; `order`: the keys of the units in the office's order."""
    by_unit, by_kind, by_time = (defaultdict(lambda: defaultdict(int)) for _ in range(3))
    yearly = _spans(cells) > MONTHS
    for (unit, name, year, month, where), often in cells.items():
        by_unit[unit, name][where] += often
        by_kind[kinds.get(unit, "其他")][where] += often
        by_time[(year,) if yearly else (year, month)][where] += often
    ranks, kind_ranks = _ranks(order), _ranks(kinds.values())
    units = sorted(_counted(by_unit), key=lambda pair: ranks.get(pair[0][0], len(ranks)))
    return Breakdown(
        units=tuple((name, figures) for (_, name), figures in units),
        kinds=tuple(sorted(_counted(by_kind), key=lambda pair: kind_ranks.get(pair[0], len(kind_ranks)))),
        months=tuple((_time(*when), figures) for when, figures in sorted(_counted(by_time))),
        yearly=yearly,
    )


def _ranks(order: Iterable[Hashable]) -> dict[Hashable, int]:
    return {one: n for n, one in enumerate(dict.fromkeys(order))}


def _spans(cells: Iterable[tuple]) -> int:
    """How many months lie between the first due date and the last."""
    months = [year * 12 + month for _, _, year, month, _ in cells]
    return max(months) - min(months) + 1 if months else 0


def _time(year: int, month: int | None = None) -> str:
    return f"{year}年{month}月" if month else f"{year}年"


def _counted(groups: Mapping[Hashable, Found]) -> list[tuple[Hashable, Figures]]:
    """Groups with something that counts."""
    found = [(key, summed(where)) for key, where in groups.items()]
    return [(key, figures) for key, figures in found if figures.given or figures.cancelled]
