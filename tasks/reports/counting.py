"""The figures of one list, counted by the database: for a report that tells each item as a row, and lists none of its assignments.

Like assignments are put together and the rules judge each kind of them once (decision 0055); nothing is known here of what counts as what.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal

from django.db import connection
from django.db.models import QuerySet

from tasks.assessment.scoring import Fact
from tasks.items.models import Assignment, ResponsibilityList
from tasks.items.states import Part, State
from tasks.reports.breakdown import Cells
from tasks.reports.figures import Figures, places, summed

# `given` is written by the ORM: it knows whose reach this is. Of an assignment only its kind is kept, which is what the rules ask of it, as one
# number; `judged` says what the rules make of each kind. So the database puts together by a single number, and hands out two.
COUNTED = """
WITH given (id, item, unit, part, state, due_on) AS ({given}),
handed AS (SELECT assignment_id, max("on") FILTER (WHERE decision = 'approved') AS delivered_on,
                  count(*) FILTER (WHERE decision = 'returned') AS returns
           FROM tasks_submission WHERE decision IN ('approved', 'returned') GROUP BY assignment_id),
kinds AS (
    SELECT item * {kinds} AS of_item, (unit * {months} + {month}) * {kinds} AS of_unit,
           CASE state {states} END * 64 + CASE part {parts} END * 16 + CASE WHEN due_on < %s THEN 8 ELSE 0 END
           + CASE WHEN delivered_on <= due_on THEN 4 WHEN delivered_on > due_on THEN 2 ELSE 0 END + CASE WHEN returns > 0 THEN 1 ELSE 0 END AS kind
    FROM given LEFT JOIN handed ON assignment_id = id),
judged (named, place) AS (VALUES {judged}),
found AS MATERIALIZED (SELECT of_item + place AS of_item, -of_unit - place AS of_unit FROM kinds JOIN judged ON named = kind)
SELECT of_item, count(*) FROM found GROUP BY 1
UNION ALL
SELECT of_unit, count(*) FROM found GROUP BY 1
"""
MONTH = {
    "postgresql": "12 * date_part('year', due_on)::int + date_part('month', due_on)::int - 1",
    "sqlite": "12 * substr(due_on, 1, 4) + substr(due_on, 6, 2) - 1",
}
STATES, PARTS = list(State), list(Part)
MONTHS, KINDS = 12 * 10_000, 64 * len(STATES)
DAY = timedelta(1)


def counted(
    listed: ResponsibilityList, assignments: QuerySet[Assignment], names: dict[int, str], on: date
) -> tuple[dict[int, Figures], Cells]:
    """Of the list's assignments those that are among `assignments`, as of the day `on`; `names` of the units: the figures of each item
    that has any, and the cells of a breakdown. One query.
    """
    by_item: dict[int, dict[tuple[str, ...], int]] = defaultdict(dict)
    cells: dict[tuple[int, str, int, int, tuple[str, ...]], int] = {}
    judged = [places(_standing_for(kind, on), on) for kind in range(KINDS)]
    known = sorted(set(judged))
    for key, often in _rows(listed, assignments, [known.index(one) for one in judged], on):
        if key > 0:
            item, place = divmod(key, KINDS)
            by_item[item][known[place]] = often
        else:
            of, place = divmod(-key, KINDS)
            unit, month = divmod(of, MONTHS)
            cells[unit, names[unit], month // 12, month % 12 + 1, known[place]] = often
    return {item: summed(found) for item, found in by_item.items()}, cells


def _rows(listed: ResponsibilityList, assignments: QuerySet[Assignment], judged: list[int], on: date) -> list[tuple[int, int]]:
    own = assignments.filter(item__responsibility_list=listed).order_by()
    given, values = own.values_list("pk", "item", "unit", "part", "state", "due_on").query.sql_with_params()
    named = {"states": _numbered(STATES), "parts": _numbered(PARTS), "month": MONTH[connection.vendor]}
    named["judged"] = ", ".join(f"({kind}, {place})" for kind, place in enumerate(judged))
    with connection.cursor() as cursor:
        cursor.execute(COUNTED.format(given=given, kinds=KINDS, months=MONTHS, **named), [*values, on.isoformat()])
        return cursor.fetchall()


def _numbered(words: Iterable[str]) -> str:
    return " ".join(f"WHEN '{word}' THEN {n}" for n, word in enumerate(words))


def _standing_for(kind: int, on: date) -> Fact:
    """An assignment of which the rules say the same as of each of its kind."""
    state, part = STATES[kind // 64], PARTS[kind // 16 % 4 % len(PARTS)]
    due = on - DAY if kind & 8 else on
    delivered = {4: due, 2: due + DAY}.get(kind & 6)
    return Fact(0, Decimal(0), state, part, due, delivered, kind & 1)
