"""Plan the day's reminders, and set the office's rules."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.conflict import Refused, Stale
from accounts.letters.actions import post
from accounts.roles import Role
from accounts.trail.actions import record
from tasks.days.queries import calendar
from tasks.items.ics import with_letter
from tasks.supervision import digest
from tasks.supervision.duty_planning import DutySaying, duty_sayings, unsaid_of_duties
from tasks.supervision.ladder import may_send
from tasks.supervision.models import DutyReminder, Policy, Reminder
from tasks.supervision.planning import Saying, by_person, sayings, unsaid
from tasks.supervision.queries import newest_version, rules_on
from tasks.supervision.rules import Rules

CHANGED = "督导规则刚被他人修改。请重新打开页面，看过新规则后再改。"


@dataclass(frozen=True)
class Planned:
    """How many letters and how many single reminders a run made."""

    letters: int = 0
    reminders: int = 0


def plan(*, now: datetime) -> Planned:
    """Say what should have been said by now: one digest for each person who has something unsaid, on a working day, in the window.

    May run at any time, twice at once, or after weeks of standstill: the keys of reminders and letters are unique.
    """
    local = timezone.localtime(now)
    rules, days = rules_on(local.date()), calendar()
    if not may_send(rules, days, local.date(), local.hour):
        return Planned()
    on = local.date()
    written = {to for model in (Reminder, DutyReminder) for to in model.objects.filter(on=on).values_list("to", flat=True)}
    matters = by_person(unsaid(sayings(on, rules, days)))
    duties = by_person(unsaid_of_duties(duty_sayings(on, rules, days)))
    people = [person for person in {**matters, **duties} if person not in written]
    counts = [_try_to_write(matters.get(person, []), duties.get(person, []), on, now) for person in people]
    return Planned(sum(count > 0 for count in counts), sum(counts))


def _try_to_write(told: list[Saying], duties: list[DutySaying], on: date, now: datetime) -> int:
    """As _write; when another planner was faster with one of the rows, nothing is written and the next tick looks again."""
    try:
        return _write(told, duties, on, now)
    except IntegrityError:
        return 0


@transaction.atomic
def _write(told: list[Saying], duties: list[DutySaying], on: date, now: datetime) -> int:
    """One person's digest with its reminder rows, or nothing when it was written meanwhile; returns the number of rows."""
    to = [*told, *duties][0].post.user
    office = all(saying.post.role == Role.OFFICE_ADMIN for saying in [*told, *duties])
    matters = digest.lines(((saying.assignment, saying.step.kind) for saying in told), on, to.pk, office=office)
    found = digest.together(matters, digest.duty_lines((saying.line for saying in duties), on))
    letter = post(
        to=to,
        template="digest",
        context=digest.context(found, on, office=office),
        key=f"digest:{to.pk}:{on}",
        now=now,
        data={"on": str(on), "office": office, "duties": bool(duties)},
        calendar=with_letter((saying.assignment for saying in told), now),
    )
    if letter is None:
        return 0
    row = {"to": to, "on": on, "planned_at": now, "letter": letter}
    Reminder.objects.bulk_create(Reminder(assignment=saying.assignment, **_said(saying), **row) for saying in told)
    DutyReminder.objects.bulk_create(DutyReminder(period=saying.period, **_said(saying), **row) for saying in duties)
    after = {"to": str(to), "items": [line.assignment for line in matters]}
    if duties:
        after["duties"] = [saying.period.pk for saying in duties]
    record(act="提醒", target=letter, after=after, at=now, by=None)
    return len(told) + len(duties)


def _said(saying: Saying | DutySaying) -> dict[str, Any]:
    """What both kinds of row tell of a saying."""
    return {"key": saying.key, "kind": saying.step.kind, "step": saying.step.days, "why": saying.why}


@transaction.atomic
def set_policy(*, rules: Rules, valid_from: date, based_on: int, now: datetime, by) -> Policy:
    """A new version of the office's rules, in force from `valid_from` on; `based_on` is the version that the form showed.

    Past days keep the rules of their day, so `valid_from` is today at the earliest.
    """
    today = timezone.localdate(now)
    if valid_from < today:
        raise Refused(f"起用日期不能早于今天。请改为 {today:%Y年%-m月%-d日} 或以后。")
    newest = newest_version()
    if newest != based_on:
        raise Stale(CHANGED)
    before = rules_on(valid_from).as_dict()
    made = _next_policy(version=newest + 1, rules=rules.as_dict(), valid_from=valid_from, made_at=now, made_by=by)
    changed = {name: value for name, value in made.rules.items() if value != before[name]}
    record(
        act="修改督导规则",
        target=made,
        before={name: before[name] for name in changed},
        after=changed | {"valid_from": valid_from},
        at=now,
        by=by,
    )
    return made


def _next_policy(**row) -> Policy:
    """The next version; of two people who save at once the second is told so."""
    try:
        with transaction.atomic():
            return Policy.objects.create(**row)
    except IntegrityError as error:
        raise Stale(CHANGED) from error
