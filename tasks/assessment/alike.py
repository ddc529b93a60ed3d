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
from tasks.rectification.queries import facts as rightings

# How the two databases hand out the ids of a group, and subtract days.
WORDS = {
    "postgresql": {
        "ids": "array_agg(a.id)",
        "weights": "array_to_string(array_agg(i.weight), ',')",
        "late": "s.delivered_on - a.due_on",
    },
    "sqlite": {
        "ids": "group_concat(a.id)",
        "weights": "group_concat(i.weight)",
        "late": "julianday(s.delivered_on) - julianday(a.due_on)",
    },
}
# From `state` on stands all that a score asks of an assignment but its weight: where its days lie, not which days they are. So the earliest due date and
# the earliest delivery of a group are a pair of days that stand for each pair in it (what is late, is late by the same number of days).
CLASSES = """
SELECT a.unit_id, {ids}, {weights}, min(a.due_on), min(s.delivered_on),
       a.state, a.part, coalesce(s.returns, 0), i.source = 'problem',
       a.due_on BETWEEN %(from_on)s AND %(to_on)s, a.due_on < %(since)s, a.due_on >= %(on)s,
       s.delivered_on BETWEEN %(from_on)s AND %(to_on)s,
       CASE WHEN s.delivered_on > a.due_on THEN {late} END
FROM tasks_assignment a
JOIN tasks_item i ON i.id = a.item_id
LEFT JOIN (SELECT assignment_id, max("on") FILTER (WHERE decision = 'approved') AS delivered_on,
                  count(*) FILTER (WHERE decision = 'returned') AS returns
           FROM tasks_submission WHERE decision IN ('approved', 'returned') GROUP BY assignment_id) s ON s.assignment_id = a.id
WHERE a.due_on BETWEEN %(from_on)s AND %(to_on)s OR s.delivered_on BETWEEN %(from_on)s AND %(to_on)s
GROUP BY 1, 6, 7, 8, 9, 10, 11, 12, 13, 14
"""
TENTH = Decimal("0.1")  # a weight has one decimal
KEY = 5  # the columns before it say which assignments these are


def alike(
    units: Iterable[Unit], scheme: Scheme, from_on: date, to_on: date, on: date, *, since: date | None = None
) -> Mapping[int, list[Alike]]:  # fmt: skip
    """By unit the same facts as `queries.gather_facts` hands out one by one, as far as `scheme` asks for them: two to five queries."""
    units = list(units)
    wanted, more = {unit.pk for unit in units}, _more(units, scheme, since or from_on, to_on, on)
    days = {"from_on": str(from_on), "to_on": str(to_on), "on": str(on), "since": str(since or from_on)}
    facts: dict[tuple, Fact] = {}
    known: dict[str, Decimal] = {}
    found: dict[int, list[Alike]] = defaultdict(list)
    for row in _rows(days):
        if row[0] not in wanted:
            continue
        key = row[KEY:]
        fact = facts.get(key) or facts.setdefault(key, _fact(row))
        own, weights = _ids(row[1]), _weights(row[2], known)
        if more.keys().isdisjoint(own):
            found[row[0]].append(_together(fact, own, weights))
        else:
            found[row[0]] += _apart(fact, own, weights, more)
    return found


def _rows(days: dict[str, str]) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(CLASSES.format(**WORDS[connection.vendor]), days)
        return cursor.fetchall()


def _fact(row: tuple) -> Fact:
    """What stands for each assignment of the row."""
    _, _, _, due_on, delivered_on, state, part, returns, problem, *_ = row
    return Fact(0, Decimal(0), state, part, _day(due_on), _day(delivered_on), returns, problem=bool(problem))


def _ids(column: list[int] | str) -> list[int]:
    return [int(pk) for pk in column.split(",")] if isinstance(column, str) else column


def _day(column: date | str | None) -> date | None:
    return date.fromisoformat(column) if isinstance(column, str) else column


def _weights(column: str, known: dict[str, Decimal]) -> list[Decimal]:
    """Few are different; SQLite knows no decimals and writes them as it likes."""
    texts = column.split(",")
    for text in texts:
        if text not in known:
            known[text] = Decimal(text).quantize(TENTH)
    return [known[text] for text in texts]


def _together(fact: Fact, own: list[int], weights: list[Decimal]) -> Alike:
    return Alike(fact, own, weights, sum(weights, Decimal(0)))


def _apart(fact: Fact, own: list[int], weights: list[Decimal], more: Mapping[int, dict[str, Any]]) -> Iterator[Alike]:
    """Those of whom more is known get a fact of their own."""
    groups: dict[Fact, list[tuple[int, Decimal]]] = defaultdict(list)
    for pk, weight in zip(own, weights, strict=True):
        groups[fact._replace(**more[pk]) if pk in more else fact].append((pk, weight))
    for each, pairs in groups.items():
        yield _together(each, [pk for pk, _ in pairs], [weight for _, weight in pairs])


def _more(units: list[Unit], scheme: Scheme, first: date, to_on: date, on: date) -> Mapping[int, dict[str, Any]]:
    """By assignment, what its row does not say; only what the scheme asks for."""
    found: dict[int, dict[str, Any]] = defaultdict(dict)
    for pk, sentence in excuses_of().items():
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
