"""Silence must be visible: a clock, a worker, mail, reading or a disk that stands still is said, to machines and to people."""

import json
from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from accounts.health import checks, jobs, queries, standby
from accounts.health.models import Pulse
from accounts.letters.actions import post
from accounts.roles import Role
from speeches.models import Speech
from tests import factories
from tests.client import TrailClient

pytestmark = pytest.mark.django_db


@pytest.fixture
def alive() -> None:
    """Every queue has just been heard."""
    for queue in (*checks.QUEUES, standby.NAME):
        jobs.beat(queue)


def failed() -> list[str]:
    return [check.name for check in queries.checks(timezone.now()) if check.ok is False]


def ask(**headers) -> tuple[int, dict]:
    answer = TrailClient().get(reverse("accounts:health"), headers=headers)
    return answer.status_code, json.loads(answer.content)


def test_before_anything_runs_nothing_is_called_well():
    assert failed() == ["queue_mail", "queue_read", "queue_report", "standby"]
    assert ask() == (503, {"state": "degraded"})


def test_when_all_is_alive_a_stranger_learns_just_that(alive):
    assert ask() == (200, {"state": "ok"})


def test_a_queue_that_is_silent_for_five_minutes_is_named(alive):
    Pulse.objects.filter(name="read").update(at=timezone.now() - timedelta(minutes=4))
    assert failed() == []
    Pulse.objects.filter(name="read").update(at=timezone.now() - timedelta(minutes=6))
    assert failed() == ["queue_read"]


def test_a_letter_and_a_speech_that_wait_too_long_are_named(alive):
    late = timezone.now() - timedelta(minutes=11)
    said = {"template": "try_out", "context": {"at": late}, "key": "late"}
    post(to=factories.user(), now=late, **said)
    Speech.objects.create(title="讲话", digest="0" * 64, received_at=late, received_by=factories.user())
    assert failed() == ["letters", "unread"]


def test_a_full_disk_is_named(alive, monkeypatch):
    monkeypatch.setattr(checks, "LEAST_FREE_MB", 10**9)
    assert failed() == ["disk"]


def test_a_clock_that_is_wrong_is_named_where_the_database_has_its_own(alive):
    right, wrong = list(checks.clocks(timezone.now())), list(checks.clocks(timezone.now() + timedelta(hours=2)))
    if connection.vendor == "sqlite":
        assert (right, wrong) == ([], [])
        return
    assert [(check.ok, check.words.split("（")[0]) for check in right + wrong] == [
        (True, "与数据库相差 0 秒"),
        (False, "与数据库相差 7200 秒"),
    ]


def test_the_monitor_with_the_token_sees_the_checks_and_nobody_else(alive, settings):
    assert "checks" not in ask(Authorization="Bearer ")[1]
    settings.HEALTH_TOKEN = "a-long-secret"
    assert "checks" not in ask(Authorization="Bearer wrong")[1]
    said = ask(Authorization="Bearer a-long-secret")[1]["checks"]
    assert {check["name"] for check in said} >= {"queue_mail", "letters", "unread", "disk", "backup"}


def test_the_system_administrator_reads_it_in_words(alive):
    admin = TrailClient()
    admin.force_login(factories.post(Role.SYSTEM_ADMIN, factories.unit()).user)
    page = admin.get(reverse("accounts:running")).content.decode()
    assert ("各部分运行正常" in page, "定时器与发信" in page, "还没有备份记录" in page) == (True, True, True)
