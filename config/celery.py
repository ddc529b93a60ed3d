"""The worker and the static minute tick. Truth is in the database; a message is only a hint to look there."""

import logging.config
import os
import time

from celery import Celery, signals
from celery.schedules import crontab
from django.conf import settings
from django.core.cache import cache

from config.caching import first_in_this_minute
from config.fitting import insist

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")


def transport_options(patience: float) -> dict:
    """How to talk to the queue: Redis, or the folder that stands in for it on a computer without Redis.

    `patience` is how many seconds one answer of Redis may take.
    """
    if settings.CELERY_BROKER_URL.startswith("filesystem:"):
        folder = settings.VAR_DIR / "queue"
        (folder / "control").mkdir(parents=True, exist_ok=True)
        return {"data_folder_in": folder, "data_folder_out": folder, "control_folder": folder / "control"}
    return {
        "visibility_timeout": 900,
        # Every ten seconds; without the second, only every tenth of these looks (RELIABILITY 2.2: 103 s).
        "unacked_restore_interval": 10,
        "unacked_restore_throttle": 1,
        "health_check_interval": 30,
        "socket_keepalive": True,
        "socket_connect_timeout": patience,
        "socket_timeout": patience,
    }


app = Celery("config")
app.conf.update(
    broker_url=settings.CELERY_BROKER_URL,
    broker_connection_retry_on_startup=True,
    broker_connection_max_retries=None,
    # A page waits for Redis two seconds at most; what could not be said then, the next tick finds in the database.
    broker_transport_options=transport_options(patience=0.4),
    task_serializer="json",
    accept_content=["json"],
    task_ignore_result=True,
    task_acks_late=True,
    task_reject_on_worker_lost=True,
    task_publish_retry_policy={"max_retries": 1, "interval_start": 0, "interval_step": 0.2, "interval_max": 0.2},
    worker_prefetch_multiplier=1,
    worker_max_tasks_per_child=200,
    worker_max_memory_per_child=400_000,
    worker_hijack_root_logger=False,
    worker_cancel_long_running_tasks_on_connection_loss=True,
    worker_soft_shutdown_timeout=30,
    task_soft_time_limit=60,
    task_time_limit=90,
    task_default_queue="mail",
    task_routes={
        "speeches.*": {"queue": "read"},
        "tasks.reports.*": {"queue": "report"},
        "tasks.exchange.*": {"queue": "report"},
        "tasks.wall.*": {"queue": "read"},
        "tasks.assessment.*": {"queue": "read"},
    },
    timezone="Asia/Shanghai",
    beat_cron_starting_deadline=120,
    beat_schedule={"tick": {"task": "config.tick", "schedule": crontab(), "options": {"expires": 50}}},
)
app.autodiscover_tasks(
    [
        "accounts.trail",
        "accounts.anchors",
        "accounts.letters",
        "accounts.health",
        "accounts.backups",
        "accounts.rights",
        "accounts.glass",
        "speeches",
        "tasks.items",
        "tasks.dual_responsibility",
        "tasks.duties",
        "tasks.supervision",
        "tasks.rectification",
        "tasks.ballots",
        "tasks.assessment",
        "tasks.exchange",
        "tasks.reports",
        "tasks.wall",
    ],
    related_name="jobs",
)


@signals.celeryd_init.connect
def wait_longer(conf, **kwargs) -> None:
    """A worker has time: a short stall of Redis must not make it drop its connection and its running jobs."""
    conf.broker_transport_options = transport_options(patience=30) | {"retry_on_timeout": True}


@signals.celeryd_init.connect
@signals.beat_init.connect
def fit(**kwargs) -> None:
    """Neither worker nor clock starts on a database of another version."""
    insist()


@signals.setup_logging.connect
def speak_like_the_site(**kwargs) -> None:
    """Worker and beat write the same lines as the web process."""
    logging.config.dictConfig(settings.LOGGING)


# Each is harmless when it runs twice, and each finds by itself what is due.
EACH_MINUTE = (
    "accounts.backups.look",
    "accounts.health.tell",
    "speeches.sweep",
    "tasks.assessment.check",
    "tasks.ballots.purge",
    "tasks.duties.open_periods",
    "tasks.dual_responsibility.follow",
    "tasks.rectification.tell",
    "tasks.exchange.sweep",
    "tasks.reports.sweep",
    "tasks.wall.keep",
    "tasks.supervision.plan",
    "accounts.letters.deliver",
    "accounts.trail.seal",
    "accounts.anchors.keep",
    "accounts.rights.tell",
    "accounts.glass.expire",
)


@app.task(name="config.tick")
def tick() -> None:
    """Wake every job that looks for due work, and feel the pulse of every queue. Of several clocks, one a minute is heard."""
    if settings.ONE_TICK and not first_in_this_minute("tick", cache, time.time()):
        return
    for queue in ("mail", "read", "report"):
        app.send_task("accounts.health.beat", args=[queue], queue=queue, ignore_result=True)
    for name in EACH_MINUTE:
        app.send_task(name, ignore_result=True)
