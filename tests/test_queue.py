"""Redis may be slow or gone: a page does not wait for it. Worker and clock do what is due by themselves."""

import json
import signal

import pytest

from config.celery import EACH_MINUTE, app, transport_options
from tasks.exchange.actions.leases import LEASE
from tests.services.office import Office, wait_until

pytestmark = pytest.mark.once
LONGEST_WAIT = 2.0
# Publishes three times in an ordinary web process and prints the seconds of each attempt and whether it got through.
PUBLISH = """
import json, time, django
django.setup()
from config.celery import tick
tries = []
for _ in range(3):
    began = time.monotonic()
    try:
        tick.delay()
        sent = True
    except Exception as error:
        sent = False
    tries.append([sent, time.monotonic() - began])
print(json.dumps(tries))
"""
COMMIT = """
import django
django.setup()
from django.db import transaction
from config.celery import tick
with transaction.atomic():
    transaction.on_commit(tick.delay, robust=True)
print("saved")
"""
DUE = """
import django
django.setup()
from datetime import UTC, datetime
from accounts.letters.models import Letter
from accounts.users.actions import open_account
user = open_account(username="zhang", name="张三", email="zhang@example.cn", by=None)
now = datetime.now(UTC)
Letter.objects.create(key="trial:1", kind="try_out", to=user, address=user.email, subject="提醒", text="正文", created_at=now, not_before=now, message_id="<trial.1@x>")
"""


def test_what_the_design_asks_of_the_queue_is_what_the_worker_is_told(settings) -> None:
    settings.CELERY_BROKER_URL = "redis://queue:6379/0"
    told, redis = app.conf, transport_options(patience=1)
    assert (told.task_acks_late, told.task_reject_on_worker_lost, told.worker_prefetch_multiplier) == (True, True, 1)
    assert (told.task_ignore_result, told.result_backend, told.worker_send_task_events) == (True, None, False)
    assert (told.worker_cancel_long_running_tasks_on_connection_loss, told.worker_soft_shutdown_timeout) == (True, 30)
    assert (told.timezone, told.enable_utc, told.beat_cron_starting_deadline) == ("Asia/Shanghai", True, 120)
    assert (redis["visibility_timeout"], redis["unacked_restore_interval"], redis["unacked_restore_throttle"]) == (900, 10, 1)


def test_a_job_is_ended_before_its_lease_and_long_before_redis_hands_it_out_again() -> None:
    app.loader.import_default_modules()
    longest = {
        name: job.time_limit or app.conf.task_time_limit for name, job in app.tasks.items() if not name.startswith("celery.")
    }
    large = {name: limit for name, limit in longest.items() if name.startswith(("tasks.exchange", "tasks.reports"))}
    assert (longest["tasks.reports.make"], max(large.values()) < LEASE.total_seconds()) == (360, True)
    assert max(longest.values()) < 900


def tries(office: Office) -> list[list]:
    """[[got through, seconds], …] of three publishes in a process of its own."""
    return json.loads(office.python("-c", PUBLISH))


def test_a_message_gets_through_when_redis_is_there(own_office: Office) -> None:
    own_office.start_queue()
    assert [sent for sent, _ in tries(own_office)] == [True, True, True]


def test_without_redis_a_page_waits_two_seconds_at_most(own_office: Office) -> None:
    assert [(sent, seconds <= LONGEST_WAIT) for sent, seconds in tries(own_office)] == [(False, True)] * 3


def test_when_redis_hangs_a_page_waits_two_seconds_at_most(own_office: Office) -> None:
    redis = own_office.start_queue()
    redis.send_signal(signal.SIGSTOP)
    try:
        assert [(sent, seconds <= LONGEST_WAIT) for sent, seconds in tries(own_office)] == [(False, True)] * 3
    finally:
        redis.send_signal(signal.SIGCONT)


def test_what_was_saved_stays_saved_when_the_wake_up_call_fails(own_office: Office) -> None:
    assert own_office.python("-c", COMMIT) == "saved\n"


@pytest.fixture
def working_office(own_office: Office) -> Office:
    """An office with tables, one due letter, Redis, one worker and the clock."""
    own_office.migrate()
    own_office.python("-c", DUE)
    own_office.start_queue()
    celery = ("-m", "celery", "-A", "config")
    own_office.start(
        "worker", *celery, "worker", "--queues=mail,read,report", "--concurrency=2", "--loglevel=INFO", "--without-mingle"
    )
    beat_file = own_office.folder / "run" / "beat-schedule"
    own_office.start("beat", *celery, "beat", f"--schedule={beat_file}", "--pidfile=", "--loglevel=INFO")
    return own_office


def test_within_a_minute_all_that_is_due_is_done_and_both_end_when_told(working_office: Office) -> None:
    office = working_office

    def done(name: str) -> bool:
        return any(f"Task {name}[" in line and "succeeded" in line for line in office.log("worker").splitlines())

    assert wait_until(lambda: all(map(done, EACH_MINUTE)), 100), office.log("worker")
    assert wait_until(lambda: office.ask("SELECT state FROM accounts_letter") == [("sent",)], 10)
    assert wait_until(lambda: office.ask("SELECT count(*) FROM accounts_entry WHERE sealed_at IS NULL") == [(0,)], 10)
    assert "Traceback" not in office.log("worker")
    _, worker, beat = office.children
    beat.terminate()
    worker.terminate()
    assert (beat.wait(20), worker.wait(40)) == (0, 0)


def test_without_redis_the_one_who_stands_by_sends_what_is_due_and_ends_when_told(own_office: Office) -> None:
    own_office.migrate()
    own_office.python("-c", DUE)
    standby = own_office.start("standby", "manage.py", "stand_by")
    assert wait_until(lambda: own_office.ask("SELECT state FROM accounts_letter") == [("sent",)], 60), own_office.log("standby")
    assert "Traceback" not in own_office.log("standby")
    standby.terminate()
    assert standby.wait(20) == 0
