"""The daily letter: once a day to whoever keeps the system, from nine o'clock on, and it names what is wrong."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from accounts.health.daily import tell
from accounts.health.models import Pulse
from accounts.models import Letter
from tests.factories import office

pytestmark = pytest.mark.django_db
CHINA = ZoneInfo("Asia/Shanghai")
NINE = datetime(2026, 11, 29, 9, 1, tzinfo=CHINA)  # a Sunday: silence must be seen on any day


@pytest.fixture(autouse=True)
def checked(settings) -> None:
    """The checks that go by the given time; the others look at the real clock and disk."""
    settings.HEALTH_CHECKS = [f"accounts.health.checks.{name}" for name in ("pulses", "standby", "letters")]


def alive(at: datetime) -> None:
    for name in ("mail", "read", "report", "standby"):
        Pulse.objects.update_or_create(name=name, defaults={"at": at})


def test_once_a_day_the_system_administrator_alone_reads_that_all_is_well():
    small = office()
    alive(NINE)
    assert tell(NINE.replace(hour=8)) == []
    assert [(letter.to, letter.subject) for letter in tell(NINE)] == [(small.system_admin, "【党建清单】系统运行正常")]
    assert (tell(NINE.replace(hour=10)), Letter.objects.filter(kind="health").count()) == ([], 1)
    assert len(tell(NINE.replace(day=30))) == 1


def test_what_is_wrong_is_named():
    office()
    alive(NINE.replace(hour=8))
    (letter,) = tell(NINE)
    assert letter.subject == "【党建清单】系统运行异常4项"
    assert all("讲话识别" in words and "没有动静" in words for words in (letter.text, letter.html))
