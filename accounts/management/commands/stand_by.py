"""Runs beside worker and clock, and does the minute's work while they or Redis are down."""

import logging
import signal
import time

from celery import current_app
from django.core.management.base import BaseCommand
from django.db import Error, close_old_connections
from django.utils import timezone

from accounts.health import standby
from config.fitting import insist

log = logging.getLogger(__name__)
EACH_SECONDS = 30


class Command(BaseCommand):
    """manage.py stand_by."""

    help = "备用发信：队列（Redis）或后台任务停用时，照常生成提醒、发信；平时只看不做。"

    def handle(self, *args, **options) -> None:
        """A round each half minute until told to end."""
        insist()
        self.told = False
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self.end)
        current_app.loader.import_default_modules()
        while not self.told:
            self.round()
            until = time.monotonic() + EACH_SECONDS
            while not self.told and time.monotonic() < until:
                time.sleep(0.5)

    def end(self, number: int, frame: object) -> None:
        """Signal handler: the letter under way is finished first."""
        self.told = True

    def round(self) -> None:
        """One round; a database that is away is waited for."""
        close_old_connections()
        try:
            done = standby.round_(timezone.now())
        except Error:
            log.exception("standby: the database does not answer")
            return
        if done:
            log.warning("standby: the queue is silent; done here: %s", ", ".join(done))
