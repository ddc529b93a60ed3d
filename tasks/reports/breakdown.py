"""The same assignments by unit, kind of unit and month of the due date. Pure."""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping
from datetime import date

from tasks.reports.bars import Breakdown
from tasks.reports.figures import Figures, places, summed
from tasks.reports.material import Given

# How often the same places (figures.places) were found.
Found = Counter[tuple[str, ...]]

# A picture of more months is no picture any more; then it is one of years.
MONTHS = 36


def breakdown(given: Iterable[Given], kinds: Mapping[int, str], on: date) -> Breakdown:
    """`kinds`: the word for each unit's kind by its key."""
    cells = Counter((one.unit, one.unit_name, one.due_on.year, one.due_on.month, places(one, on)) for one in given)
    by_unit: dict[tuple[int, str], Found] = defaultdict(Counter)
    by_kind, by_time = defaultdict(Counter), defaultdict(Counter)
    yearly = _spans(cells) > MONTHS
    for (unit, name, year, month, where), often in cells.items():
        by_unit[unit, name][where] += often
        by_kind[kinds.get(unit, "其他")][where] += often
        by_time[(year,) if yearly else (year, month)][where] += often
    order = {kind: n for n, kind in enumerate(dict.fromkeys(kinds.values()))}
    return Breakdown(
        units=tuple((name, figures) for (_, name), figures in _counted(by_unit)),
        kinds=tuple(sorted(_counted(by_kind), key=lambda pair: order.get(pair[0], len(order)))),
        months=tuple((_time(*when), figures) for when, figures in sorted(_counted(by_time))),
        yearly=yearly,
    )


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
