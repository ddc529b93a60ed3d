"""Is reading alive (settings.HEALTH_CHECKS)."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from accounts.health.checks import Check, minutes
from speeches.models import Speech

LATE_AFTER = timedelta(minutes=10)


def unread(now: datetime) -> Iterator[Check]:
    """No speech waits for the reader longer than ten minutes."""
    oldest = Speech.objects.unread(now).order_by("received_at").values_list("received_at", flat=True).first()
    late = oldest is not None and now - oldest > LATE_AFTER
    words = f"最早一份已等待 {minutes(now - oldest)}，请检查后台任务。" if late else "没有久等的讲话。"
    yield Check("unread", "待识别讲话", not late, words)
