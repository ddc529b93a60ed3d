"""The facts of all units for scoring: assignments of which a score says the same are put together by the database.

A province has a million assignments and some twenty kinds of facts in each unit. What a row does not say by itself (an excuse, milestones,
a problem that came back) is known of few, and is looked up for them.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db import connection

from accounts.models import Unit
from tasks.assessment.kinds import Formula, Ground
from tasks.assessment.queries import excuses_of, steps_kept_of, steps_of
from tasks.assessment.scheme import Scheme
from tasks.assessment.scoring import Alike, Fact
from tasks.items.models import Item
from tasks.rectification.queries import facts as rightings

# How the two databases hand out the ids of a group, and subtract days.
WORDS = {
    "postgresql": {"ids": "array_agg(a.id)", "late": "s.delivered_on - a.due_on"},
    "sqlite": {"ids": "group_concat(a.id)", "late": "julianday(s.delivered_on) - julianday(a.due_on)"},
}
# The fourth column on is all that a score asks of an assignment: where its days lie, not which days they are. So the earliest due date and
# the earliest delivery of a group are a pair of days that stand for each pair in it (what is late, is late by the same number of days).
CLASSES = """
SELECT a.unit_id, {ids}, min(a.due_on), min(s.delivered_on),
       i.weight, a.state, a.part, coalesce(s.returns, 0), i.source = 'problem',
       a.due_on BETWEEN %(from_on)s AND %(to_on)s, a.due_on < %(since)s, a.due_on >= %(on)s,
       s.delivered_on BETWEEN %(from_on)s AND %(to_on)s,
       CASE WHEN s.delivered_on > a.due_on THEN {late} END
FROM tasks_assignment a
JOIN tasks_item i ON i.id = a.item_id
LEFT JOIN (SELECT assignment_id, max("on") FILTER (WHERE decision = 'approved') AS delivered_on,
                  count(*) FILTER (WHERE decision = 'returned') AS returns
           FROM tasks_submission WHERE decision IN ('approved', 'returned') GROUP BY assignment_id) s ON s.assignment_id = a.id
WHERE a.due_on BETWEEN %(from_on)s AND %(to_on)s OR s.delivered_on BETWEEN %(from_on)s AND %(to_on)s
GROUP BY 1, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14
"""
KEY = 4  # the columns before it say which assignments these are


def alike(
    units: Iterable[Unit], scheme: Scheme, from_on: date, to_on: date, on: date, *, since: date | None = None
) -> Mapping[int, list[Alike]]:  # fmt: skip
    """By unit the same facts as `queries.gather_facts` hands out one by one, as far as `scheme` asks for them: two to five queries."""
    units = list(units)
    wanted, more = {unit.pk for unit in units}, _more(units, scheme, since or from_on, to_on, on)
    days = {"from_on": str(from_on), "to_on": str(to_on), "on": str(on), "since": str(since or from_on)}
    facts: dict[tuple, Fact] = {}
    found: dict[int, list[Alike]] = defaultdict(list)
    for row in _rows(days):
        if row[0] not in wanted:
            continue
        key = row[KEY:]
        fact = facts.get(key) or facts.setdefault(key, _fact(row))
        found[row[0]] += _apart(fact, _ids(row[1]), more)
    return found


def _rows(days: dict[str, str]) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(CLASSES.format(**WORDS[connection.vendor]), days)
        return cursor.fetchall()


def _fact(row: tuple) -> Fact:
    """What stands for each assignment of the row."""
    _, _, due_on, delivered_on, weight, state, part, returns, problem, *_ = row
    return Fact(0, _weight(weight), state, part, _day(due_on), _day(delivered_on), returns, problem=bool(problem))


def _ids(column: list[int] | str) -> list[int]:
    return [int(pk) for pk in column.split(",")] if isinstance(column, str) else column


def _day(column: date | str | None) -> date | None:
    return date.fromisoformat(column) if isinstance(column, str) else column


def _weight(column: Decimal | float) -> Decimal:
    """SQLite knows no decimals."""
    places = Item._meta.get_field("weight").decimal_places
    return Decimal(str(column)).quantize(Decimal(1).scaleb(-places))


def _apart(fact: Fact, own: list[int], more: Mapping[int, dict[str, Any]]) -> Iterator[Alike]:
    """Those of whom more is known get a fact of their own."""
    few = more.keys() & own if more else ()
    if not few:
        yield Alike(fact, own)
        return
    if rest := [pk for pk in own if pk not in few]:
        yield Alike(fact, rest)
    groups: dict[Fact, list[int]] = defaultdict(list)
    for pk in sorted(few):
        groups[fact._replace(**more[pk])].append(pk)
    yield from (Alike(each, ids) for each, ids in groups.items())


def _more(units: list[Unit], scheme: Scheme, first: date, to_on: date, on: date) -> Mapping[int, dict[str, Any]]:
    """By assignment, what its row does not say; only what the scheme asks for."""
    found: dict[int, dict[str, Any]] = defaultdict(dict)
    for pk, sentence in excuses_of(units).items():
        found[pk]["excused"] = sentence
    if scheme.measures(Formula.MILESTONES):
        until = min(to_on, on - timedelta(days=1))
        for name, counted in (("steps", steps_of(units, first, until)), ("steps_kept", steps_kept_of(units, first, until))):
            for pk, number in counted.items():
                found[pk][name] = number
    if scheme.measures(Formula.RECTIFICATION) or scheme.rests_on(Ground.RELAPSE):
        for one in rightings(units, first, to_on):
            if one.times_back:
                found[one.assignment]["times_back"] = one.times_back
    return found
