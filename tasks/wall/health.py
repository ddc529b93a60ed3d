"""Are the wall's figures of today kept (settings.HEALTH_CHECKS)."""

from collections.abc import Iterator
from datetime import datetime

from django.utils import timezone

from accounts.health.checks import Check, minutes
from tasks.wall.models import WallDay
from tasks.wall.queries import STANDS_STILL


def kept(now: datetime) -> Iterator[Check]:
    """The newest figures are not older than they should ever be; nothing is said of an office in which none were counted yet."""
    last = WallDay.objects.defer("seen").order_by("-on").first()
    if last is None:
        yield Check("wall", "挂图汇总", None, "尚未汇总过。")
        return
    late = now - last.made_at > STANDS_STILL
    words = (
        f"已 {minutes(now - last.made_at)} 没有汇总，挂图作战的数字停在那时，请检查后台任务。"
        if late
        else f"{timezone.localtime(last.made_at):%H:%M} 汇总。"
    )
    yield Check("wall", "挂图汇总", not late, words)
