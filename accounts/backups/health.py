"""How old the last backup, its copy, the last drill and the last check of files are, and how they ended (settings.HEALTH_CHECKS)."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone

from accounts.backups.models import Kind, Run
from accounts.health.checks import Check, minutes

# A run that is planned may begin late and last long.
OLDEST = {Kind.BACKUP: timedelta(hours=30), Kind.COPY: timedelta(hours=30), Kind.DRILL: timedelta(days=8)}
OLDEST |= {Kind.FILES: timedelta(hours=30)}
SWITCHES = {Kind.BACKUP: "BACKUP_AT", Kind.DRILL: "DRILL_AT", Kind.FILES: "FILES_AT"}


def backups(now: datetime) -> Iterator[Check]:
    """One line for each kind; the copy only where BACKUP_COPY says how."""
    for kind in (Kind.BACKUP, Kind.COPY, Kind.DRILL, Kind.FILES):
        planned = bool(settings.BACKUP_COPY) if kind == Kind.COPY else settings.RUN_PLANS[kind] is not None
        if planned or kind != Kind.COPY:
            ok, words = said(kind, planned, now)
            yield Check(kind.value, kind.label, ok, words)


def said(kind: Kind, planned: bool, now: datetime) -> tuple[bool | None, str]:
    """Whether it is well, and why."""
    ended = Run.objects.filter(kind=kind).exclude(ended_at=None).order_by("-id")
    last, good = ended.first(), ended.filter(ok=True).first()
    if last is None:
        if planned:
            return (False if kind == Kind.BACKUP else None), f"尚无{kind.label}记录，到时间会自动进行。"
        return None, f"还没有{kind.label}记录，也没有设定自动进行的时间（{SWITCHES[kind]}）。"
    if not last.ok:
        before = f"最近一次成功在{minutes(now - good.ended_at)}前。" if good else "还没有成功过。"
        return False, f"{minutes(now - last.ended_at)}前失败：{first_line(last)}{before}"
    when = f"{minutes(now - last.ended_at)}前（{timezone.localtime(last.ended_at):%-m月%-d日%H:%M}）：{first_line(last)}"
    if planned and now - last.ended_at > OLDEST[kind]:
        return False, f"没有按时进行，最近一次在{when}"
    return True, when


def first_line(run: Run) -> str:
    """What stands on one line."""
    return run.sentence.split("\n")[0]
