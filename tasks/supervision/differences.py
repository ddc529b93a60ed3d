"""What would be different this week under other rules: figures, and the matters concerned. Read only; the rules are pure functions."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from tasks.days.calendar import Calendar
from tasks.items.models import Assignment
from tasks.items.states import RUNNING, WAITING, State
from tasks.supervision.ladder import Matter, Step, reason, said_within
from tasks.supervision.lights import Color, Facts, light, review_light
from tasks.supervision.lights import Step as Milestone
from tasks.supervision.milestones import missed
from tasks.supervision.models import Reminder
from tasks.supervision.planning import END_OF_TIME
from tasks.supervision.rules import Rules

SHOWN = 20
WEEK = 7
Said = frozenset[tuple[str, int]]


@dataclass(frozen=True)
class Change:
    """One matter that would be treated otherwise: its light today, and what would be said in the week, in words."""

    assignment: Assignment
    light_now: str
    light_then: str
    said_now: tuple[str, ...]
    said_then: tuple[str, ...]


@dataclass(frozen=True)
class Difference:
    """(label, now, then) for each figure; the first matters concerned, and how many there are."""

    first: date
    last: date
    figures: list[tuple[str, int, int]]
    changes: list[Change]
    count: int


@dataclass(frozen=True)
class Side:
    """How one matter fares under one version of the rules."""

    light: str
    yellow: bool
    said: tuple[str, ...]


class View:
    """One version of the rules over the week; many matters share dates, so each answer is computed once."""

    def __init__(self, rules: Rules, calendar: Calendar, on: date) -> None:
        self.rules, self.calendar, self.on = rules, calendar, on
        self.last = on + timedelta(WEEK - 1)
        self.workdays = [day for n in range(WEEK) if calendar.is_workday(day := on + timedelta(n))]
        self.known: dict[tuple[Matter, Said, Milestone | None], Side] = {}

    def side(self, matter: Matter, said: Said, lag: Milestone | None) -> Side:
        """Light today, and what would be said in the week; `lag`: the milestone that the matter is behind."""
        key = (matter, said, lag)
        if key not in self.known:
            now = light(Facts(matter.state, matter.due_on, missed=lag), self.rules, self.on)
            found = said_within(matter, self.rules, self.calendar, self.workdays, said)
            words = tuple(self._words(day, step) for day, step in found)
            self.known[key] = Side(now.word, now.color == Color.YELLOW, words)
        return self.known[key]

    def _words(self, day: date, step: Step) -> str:
        return f"{day:%-m月%-d日}（{reason(step, self.rules)}）"

    def latest(self, after: int) -> date:
        """The latest due date with which a matter counts as `after` days overdue today, on a working day."""
        due_on = self.on - timedelta(after)
        while self.calendar.workday_on_or_after(due_on + timedelta(after)) > self.on:
            due_on -= timedelta(1)
        return due_on


def difference(now: Rules, then: Rules, calendar: Calendar, on: date) -> Difference:
    """The week from `on` under both versions, as if the new one were in force from today."""
    old, new = View(now, calendar, on), View(then, calendar, on)
    sums = {name: [0, 0] for name in ("黄灯（今天）", "本周提醒、催办（项次）")}
    changed: dict[int, tuple[Side, Side]] = {}
    for pk, *facts in _matters(on):
        sides = (old.side(*facts), new.side(*facts))
        for place, side in enumerate(sides):
            sums["黄灯（今天）"][place] += side.yellow
            sums["本周提醒、催办（项次）"][place] += len(side.said)
        if sides[0] != sides[1]:
            changed[pk] = sides
    figures = [(name, *pair) for name, pair in sums.items()] + _others(old, new)
    rows = Assignment.objects.filter(pk__in=list(changed)[:SHOWN]).select_related("item", "unit").order_by("due_on", "id")
    changes = [Change(one, *_told(changed[one.pk])) for one in rows]
    return Difference(on, old.last, figures, changes, len(changed))


def _told(sides: tuple[Side, Side]) -> tuple:
    now, then = sides
    return now.light, then.light, now.said, then.said


def _matters(on: date) -> Iterator[tuple[int, Matter, Said, Milestone | None]]:
    """Every matter whose clock runs, nearest due date first, with what was said about its present dates and what it is behind."""
    said: dict[tuple[int, str], set] = defaultdict(set)
    told = Reminder.objects.filter(assignment__state__in=RUNNING).values_list("assignment", "key", "kind", "step")
    for pk, key, kind, step in told:
        said[pk, key.split(":")[3]].add((kind, step))
    found = Assignment.objects.filter(state__in=RUNNING, due_on__lt=END_OF_TIME).order_by("due_on", "id")
    rows = list(found.values_list("pk", "item", "part", "state", "assigned_on", "due_on"))
    lags = missed((row[:3] for row in rows), on)
    for pk, _, _, state, assigned_on, due_on in rows:
        told_now = frozenset(said[pk, str(due_on)] | said[pk, str(assigned_on)])
        yield pk, Matter(state, assigned_on, due_on), told_now, lags.get(pk)


def _others(old: View, new: View) -> list[tuple[str, int, int]]:
    """What follows from other thresholds: late reviews, and matters for which a 督办单 or a talk is proposed."""
    waiting = list(
        Assignment.objects.filter(state__in=WAITING - {State.TOLD}, submitted_on__isnull=False).values_list(
            "submitted_on", flat=True
        )
    )
    running = Assignment.objects.filter(state__in=RUNNING)
    found = []
    late = [sum(review_light(on, view.rules, view.calendar, view.on).color == Color.RED for on in waiting) for view in (old, new)]
    found.append(("审核超期（今天）", *late))
    for label, name in (("逾期满督办天数", "order_after_days"), ("逾期满谈话天数", "talk_after_days")):
        counts = [running.filter(due_on__lte=view.latest(getattr(view.rules, name))).count() for view in (old, new)]
        found.append((label, *counts))
    return found
