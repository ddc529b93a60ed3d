"""The checks of this room. Each is a function (now) -> Check; other rooms add theirs by settings.HEALTH_CHECKS."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import connection

from accounts.health import standby as stand_in
from accounts.health.models import Pulse
from accounts.letters.queries import stands_still_since

QUIET_AFTER = timedelta(minutes=5)
LEAST_FREE_MB = 500
SECONDS_APART = 5
QUEUES = {"mail": "定时器与发信", "read": "讲话识别", "report": "报表生成"}


@dataclass(frozen=True)
class Check:
    """One line of the page: `ok` None means that it cannot be said yet."""

    name: str
    label: str
    ok: bool | None
    words: str


def pulses(now: datetime) -> Iterator[Check]:
    """The clock and a worker of each queue were alive within five minutes."""
    last = dict(Pulse.objects.values_list("name", "at"))
    for name, label in QUEUES.items():
        at = last.get(name)
        if at is None:
            yield Check(f"queue_{name}", label, False, "尚无运行记录，请检查定时器和后台任务是否已启动。")
        elif now - at > QUIET_AFTER:
            yield Check(f"queue_{name}", label, False, f"已 {minutes(now - at)} 没有动静，请检查定时器和后台任务。")
        else:
            yield Check(f"queue_{name}", label, True, f"{minutes(now - at)}前运行正常。")


def standby(now: datetime) -> Iterator[Check]:
    """Whoever sends letters while the queue is down was alive within five minutes, and says whether it is at work now."""
    at = Pulse.objects.filter(name=stand_in.NAME).values_list("at", flat=True).first()
    well = at is not None and now - at <= QUIET_AFTER
    if not well:
        words = "没有运行：队列停用时信件发不出去，请启动备用发信。"
    else:
        words = "正在代为发信：队列或后台任务停用。" if stand_in.is_needed(now) else "运行正常，队列停用时接替发信。"
    yield Check("standby", "备用发信", well, words)


def letters(now: datetime) -> Iterator[Check]:
    """No letter is ten minutes late."""
    since = stands_still_since(now)
    words = f"最早一封已晚发 {minutes(now - since)}，请查看邮件运行。" if since else "没有晚发的信件。"
    yield Check("letters", "信件发出", since is None, words)


def disk(now: datetime) -> Iterator[Check]:
    """There is room for files and logs; FILES_DIR may be another disk."""
    places = [Path(settings.VAR_DIR), *(place for place in (Path(settings.MEDIA_ROOT),) if place.exists())]
    free = min(shutil.disk_usage(place).free for place in places) // 1_000_000
    yield Check("disk", "磁盘空间", free >= LEAST_FREE_MB, f"剩余 {free:,} MB（不少于 {LEAST_FREE_MB} MB）。")


def clocks(now: datetime) -> Iterator[Check]:
    """The database's clock and ours agree; SQLite uses ours."""
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        apart = abs((cursor.fetchone()[0] - now).total_seconds())
    yield Check("clocks", "时钟", apart <= SECONDS_APART, f"与数据库相差 {apart:.0f} 秒（不超过 {SECONDS_APART} 秒）。")


def minutes(span: timedelta) -> str:
    """「3分钟」, 「5小时」, 「2天」."""
    whole = max(0, int(span.total_seconds() // 60))
    if whole < 120:
        return f"{whole}分钟" if whole else "不到1分钟"
    return f"{whole // 60}小时" if whole < 2880 else f"{whole // 1440}天"
