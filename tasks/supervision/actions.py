"""Plan the day's reminders, and set the office's rules."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.conflict import Refused, Stale
from accounts.letters.actions import post
from accounts.trail.actions import record
from tasks.days.queries import calendar
from tasks.items.ics import with_letter
from tasks.supervision import digest
from tasks.supervision.ladder import may_send
from tasks.supervision.models import Policy, Reminder
from tasks.supervision.planning import Saying, by_person, sayings, unsaid
from tasks.supervision.queries import newest_version, rules_on
from tasks.supervision.rules import Rules


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
    written = set(Reminder.objects.filter(on=local.date()).values_list("to", flat=True))
    groups = by_person(unsaid(sayings(local.date(), rules, days)))
    counts = [_try_to_write(told, local.date(), now) for person, told in groups.items() if person not in written]
    return Planned(sum(count > 0 for count in counts), sum(counts))


def _try_to_write(told: list[Saying], on: date, now: datetime) -> int:
    """As _write; when another planner was faster with one of the rows, nothing is written and the next tick looks again."""
    try:
        return _write(told, on, now)
    except IntegrityError:
        return 0


@transaction.atomic
def _write(told: list[Saying], on: date, now: datetime) -> int:
    """One person's digest with its reminder rows, or nothing when it was written meanwhile; returns the number of rows."""
    to = told[0].post.user
    found = digest.lines(((saying.assignment, saying.step.kind) for saying in told), on, to.pk)
    letter = post(
        to=to,
        template="digest",
        context=digest.context(found, on),
        key=f"digest:{to.pk}:{on}",
        now=now,
        data={"on": str(on)},
        calendar=with_letter((saying.assignment for saying in told), now),
    )
    if letter is None:
        return 0
    rows = [
        Reminder(
            key=saying.key,
            kind=saying.step.kind,
            step=saying.step.days,
            assignment=saying.assignment,
            to=to,
            on=on,
            why=saying.why,
            planned_at=now,
            letter=letter,
        )
        for saying in told
    ]
    Reminder.objects.bulk_create(rows)
    record(act="提醒", target=letter, after={"to": str(to), "items": [line.assignment for line in found]}, at=now, by=None)
    return len(rows)


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
        raise Stale("督导规则刚被他人修改。请重新打开页面，看过新规则后再改。")
    before = rules_on(valid_from).as_dict()
    made = Policy.objects.create(version=newest + 1, rules=rules.as_dict(), valid_from=valid_from, made_at=now, made_by=by)
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
