"""Letters leave without the queue: whoever stands by does the minute's work as soon as nobody else does."""

from datetime import timedelta

import pytest
from celery import current_app
from django.utils import timezone

from accounts.health import jobs, queries, standby
from accounts.health.models import Pulse
from accounts.letters.actions import post
from accounts.models import Letter
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def waiting(settings, mailoutbox) -> Letter:
    """A letter that may leave at any hour."""
    to = factories.user()
    to.email = "zhang@example.gov.cn"
    to.save(update_fields=["email"])
    current_app.loader.import_default_modules()
    return post(to=to, template="try_out", context={"at": timezone.now()}, key="waiting", now=timezone.now())


def words() -> str:
    return next(check.words for check in queries.checks(timezone.now()) if check.name == "standby")


def test_while_the_worker_is_heard_nothing_is_done_here(waiting, mailoutbox):
    jobs.beat("mail")
    assert (standby.round_(timezone.now()), mailoutbox) == ([], [])
    assert words() == "运行正常，队列停用时接替发信。"


def test_when_the_queue_is_silent_the_letter_leaves_all_the_same(waiting, mailoutbox, settings):
    jobs.beat("mail")
    Pulse.objects.update(at=timezone.now() - timedelta(minutes=3))
    assert standby.round_(timezone.now()) == list(settings.STANDBY_JOBS)
    assert [message.subject for message in mailoutbox] == ["【党建清单】邮件设置测试"]
    assert words() == "正在代为发信：队列或后台任务停用。"
    standby.round_(timezone.now())
    assert len(mailoutbox) == 1


def test_a_job_that_fails_does_not_hold_up_the_next(waiting, mailoutbox, settings):
    settings.STANDBY_JOBS = ("no.such.job", "accounts.letters.deliver")
    assert standby.round_(timezone.now()) == ["accounts.letters.deliver"]
    assert len(mailoutbox) == 1


def test_nobody_standing_by_is_said(waiting):
    assert words() == "没有运行：队列停用时信件发不出去，请启动备用发信。"
