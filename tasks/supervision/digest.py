"""The one letter a day: its lines, its subject, its calendar file. Pure but for the addresses in it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from tasks.duties.queries import Line as DutyLine
from tasks.duties.queries import labels
from tasks.duties.rules.standing import missed_in_words
from tasks.items.links import matter_path
from tasks.items.models import Assignment
from tasks.items.states import State
from tasks.supervision.ladder import Matter, sentence
from tasks.supervision.states import ReminderKind

AT_MOST = 50
TITLES = 60


@dataclass(frozen=True)
class Line:
    """One matter in the letter, or one standing duty (then without an assignment)."""

    assignment: int | None
    title: str
    unit: str
    said: str
    left: int
    pending: bool
    path: str


def lines(told: Iterable[tuple[Assignment, str]], on: date, to: int, *, office: bool = False) -> list[Line]:
    """One line for each assignment with its link for the person `to` (primary key), whatever the number of kinds said about it; nearest due date first.

    For the `office` the line leads to the matter's page: it looks and urges, the unit acts.
    """
    kinds: dict[int, set[str]] = {}
    matters: dict[int, Assignment] = {}
    for assignment, kind in told:
        matters[assignment.pk] = assignment
        kinds.setdefault(assignment.pk, set()).add(kind)
    ordered = sorted(matters.values(), key=lambda a: (a.due_on, a.pk))
    return [_line(assignment, kinds[assignment.pk], on, None if office else to) for assignment in ordered]


def _line(assignment: Assignment, kinds: set[str], on: date, to: int | None) -> Line:
    pending = ReminderKind.ACKNOWLEDGE in kinds and assignment.state == State.PENDING
    facts = Matter(assignment.state, assignment.assigned_on, assignment.due_on)
    return Line(
        assignment=assignment.pk,
        title=assignment.item.title,
        unit=assignment.unit.short,
        said=sentence(facts, kinds if pending else kinds - {ReminderKind.ACKNOWLEDGE}, on),
        left=(assignment.due_on - on).days,
        pending=pending,
        path=matter_path(assignment.pk, to) if to is not None else reverse("desk:assignment", args=[assignment.pk]),
    )


def duty_lines(told: Iterable[DutyLine], on: date) -> list[Line]:
    """One line for each standing duty in a unit; soonest first."""
    duties = {line.period.pk: line for line in told}
    return sorted((_duty_line(line, on) for line in duties.values()), key=lambda line: line.left)


def _duty_line(line: DutyLine, on: date) -> Line:
    """How many periods are missing, and until when the current one is to be done."""
    period = line.period
    left = (period.due_on - on).days
    current = "" if left < 0 else f"{period.short_label}时限{period.due_on:%-m月%-d日}，{f'还有{left}天' if left else '今天到期'}"
    missing = missed_in_words(labels(line.missed))
    return Line(
        assignment=None,
        title=period.duty.title,
        unit=period.unit.short,
        said="；".join(word for word in (missing, current) if word),
        left=(line.missed[-1].due_on - on).days if line.missed else left,
        pending=False,
        path=reverse("duties:period", args=[period.pk]),
    )


def together(*found: list[Line]) -> list[Line]:
    """Matters and standing duties in one order: what is late first."""
    return sorted((line for lines_ in found for line in lines_), key=lambda line: line.left)


def context(found: list[Line], on: date, *, office: bool = False) -> dict[str, Any]:
    """What the templates letters/digest.* show: the first fifty lines, how many more there are, and the subject's words."""
    return {
        "on": on,
        "lines": found[:AT_MOST],
        "count": len(found),
        "more": max(0, len(found) - AT_MOST),
        "summary": summary(found),
        "path": f"{reverse('supervision:lights')}?color=red" if office else reverse("desk:today"),
        "for_office": office,
        "button": "登录查看" if office else "登录办理",
        "many_units": len({line.unit for line in found}) > 1,
    }


def summary(found: list[Line]) -> str:
    """「1项已逾期、今日3项到期、2项临近时限：…」, so that the subject alone tells what to do."""
    counts = (
        ("{}项已逾期", sum(line.left < 0 for line in found)),
        ("今日{}项到期", sum(line.left == 0 for line in found)),
        ("{}项临近时限", sum(line.left > 0 and not line.pending for line in found)),
        ("{}项待签收", sum(line.left > 0 and line.pending for line in found)),
    )
    words = "、".join(text.format(count) for text, count in counts if count)
    titles = "；".join(line.title for line in found)
    return f"{words}：{titles if len(titles) <= TITLES else titles[:TITLES] + '…'}"
