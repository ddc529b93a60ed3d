"""Are the closed cycles as they were decided (settings.HEALTH_CHECKS)."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.utils import timezone

from accounts.health.checks import Check
from tasks.assessment.models import Cycle, CycleState, SnapshotCheck

OLDEST = timedelta(days=2)


def kept(now: datetime) -> Iterator[Check]:
    """Every closed cycle was held against its digest last night or the night before, and matched."""
    closed = Cycle.objects.filter(state=CycleState.CLOSED, snapshots__isnull=False).distinct().count()
    checks = list(SnapshotCheck.objects.select_related("cycle").order_by("at"))
    broken = [one for one in checks if one.faults]
    if not closed:
        return
    if broken:
        words = f"{'、'.join(str(one.cycle) for one in broken)}的快照与摘要不符，已写信给审计管理员，请配合核查。"
        yield Check("snapshots", "考核快照", False, words)
    elif len(checks) < closed:
        yield Check("snapshots", "考核快照", None, "新审定的考核尚未核对，每日凌晨两点以后自动核对。")
    else:
        last = timezone.localtime(checks[0].at)
        late = now - checks[0].at > OLDEST
        words = f"{closed}个已审定的考核与摘要一致，{last:%Y-%m-%d %H:%M} 核对。"
        yield Check(
            "snapshots", "考核快照", not late, words if not late else f"自 {last:%Y-%m-%d %H:%M} 以来没有核对，请检查后台任务。"
        )
