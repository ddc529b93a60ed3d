"""How old the last anchor is (settings.HEALTH_CHECKS)."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.utils import timezone

from accounts.health.checks import Check
from accounts.trail import anchors
from accounts.trail.standalone import read_head

OLDEST = timedelta(days=1)


def anchored(now: datetime) -> Iterator[Check]:
    """The head of the trail was signed today or yesterday, and the line can be read."""
    lines = anchors.lines()
    if not lines:
        yield Check("anchor", "痕迹锚定", None, "还没有锚定记录，有了入链的痕迹以后每日自动锚定。")
        return
    try:
        head = read_head(lines[-1], "")
    except ValueError as error:
        yield Check("anchor", "痕迹锚定", False, f"最后一条锚定记录{error}，请核对锚定文件。")
        return
    fresh = head["day"] >= (timezone.localtime(now) - OLDEST).date().isoformat()
    words = f"最近一次 {head['day']}，链上第{head['number']}号。"
    yield Check("anchor", "痕迹锚定", fresh, words if fresh else f"没有按时锚定，{words}")
