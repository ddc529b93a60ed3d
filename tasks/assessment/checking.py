"""Each night the snapshot of every closed cycle is held against its digest; what does not match is told to the audit administrators."""

from datetime import date, datetime, time

from django.db import transaction
from django.utils import timezone

from accounts.letters.actions import post
from accounts.models import Post, User
from accounts.roles import Role
from accounts.trail.actions import record
from tasks.assessment.models import Cycle, CycleState, SnapshotCheck
from tasks.assessment.snapshots import faults

FROM = time(2)
TOLD = "snapshot_broken"


def check_closed(now: datetime) -> list[SnapshotCheck]:
    """The checks of today that were still to be made: once a day for each closed cycle, from two o'clock on."""
    here = timezone.localtime(now)
    if here.time() < FROM:
        return []
    waiting = Cycle.objects.filter(state=CycleState.CLOSED, snapshots__isnull=False).distinct()
    waiting = waiting.exclude(snapshot_check__on__gte=here.date()).order_by("pk")
    return [check(cycle=cycle, on=here.date(), now=now) for cycle in waiting]


@transaction.atomic
def check(*, cycle: Cycle, on: date, now: datetime) -> SnapshotCheck:
    """One cycle: the result is kept, and a change of it leaves a trail; a bad one writes to each audit administrator, every day until it is well."""
    before = SnapshotCheck.objects.filter(cycle=cycle).first()
    found = list(faults(cycle))
    made, _ = SnapshotCheck.objects.update_or_create(cycle=cycle, defaults={"on": on, "at": now, "faults": found})
    if found != (before.faults if before else []):
        act = "快照核对不符" if found else "快照核对恢复相符"
        record(act=act, target=cycle, before={"faults": before.faults} if before else {}, after={"faults": found}, at=now, by=None)
    for person in _auditors(on) if found else ():
        context = {"cycle": cycle, "faults": found, "at": now}
        post(to=person, template=TOLD, context=context, key=f"{TOLD}:{cycle.pk}:{person.pk}:{on}", now=now)
    return made


def _auditors(on: date) -> list[User]:
    held = Post.objects.on(on).filter(role=Role.AUDIT_ADMIN)
    return list(User.objects.filter(posts__in=held, is_active=True).distinct())
