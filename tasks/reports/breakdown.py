"""The same assignments by unit, kind of unit and month of the due date. Pure."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from datetime import date

from tasks.assessment.scoring import Fact
from tasks.reports.bars import Breakdown
from tasks.reports.figures import count
from tasks.reports.material import Given


def breakdown(given: Iterable[Given], kinds: Mapping[int, str], on: date) -> Breakdown:
    """`kinds`: the word for each unit's kind by its key."""
    by_unit: dict[tuple[int, str], list[Fact]] = defaultdict(list)
    by_kind, by_month = defaultdict(list), defaultdict(list)
    for one in given:
        fact = one.fact
        by_unit[one.unit, one.unit_name].append(fact)
        by_kind[kinds.get(one.unit, "其他")].append(fact)
        by_month[(one.due_on.year, one.due_on.month)].append(fact)
    order = list(dict.fromkeys(kinds.values()))
    return Breakdown(
        units=tuple((name, figures) for (_, name), figures in _counted(by_unit, on)),
        kinds=tuple(sorted(_counted(by_kind, on), key=lambda pair: order.index(pair[0]) if pair[0] in order else len(order))),
        months=tuple((f"{year}年{month}月", figures) for (year, month), figures in sorted(_counted(by_month, on))),
    )


def _counted(groups: Mapping[Hashable, list[Fact]], on: date) -> list[tuple]:
    """Groups with something that counts."""
    counted = [(key, count(facts, on)) for key, facts in groups.items()]
    return [(key, figures) for key, figures in counted if figures.given or figures.cancelled]
