"""Are votes off the disk after closing (settings.HEALTH_CHECKS)."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from accounts.health.checks import Check, minutes
from tasks.ballots.models import Ballot, BallotState

LATE_AFTER = timedelta(minutes=10)


def purged(now: datetime) -> Iterator[Check]:
    """No closed 测评 waits longer than ten minutes for its sheets to leave the disk."""
    waiting = Ballot.objects.filter(state=BallotState.CLOSED, purged_at=None)
    oldest = waiting.order_by("closed_at").values_list("closed_at", flat=True).first()
    late = oldest is not None and now - oldest > LATE_AFTER
    words = f"已结束的测评，原票{minutes(now - oldest)}仍未从磁盘清除，请检查后台任务。" if late else "没有等待清除的测评原票。"
    yield Check("purged", "测评原票", not late, words)
