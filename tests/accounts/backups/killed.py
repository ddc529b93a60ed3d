"""python -m tests.accounts.backups.killed POINTS: backups as the command makes them, killed on the way; tells how each ended and what is left."""

import os
import sys
from datetime import timedelta

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

import time_machine  # noqa: E402 (the apps must stand first)
from django.utils import timezone  # noqa: E402

from accounts.backups import making, running, runs  # noqa: E402
from tests.accounts.killing import at_points  # noqa: E402


def main(points: int) -> None:
    """One backup at each point, a minute after the other: a backup's name is its second."""
    now = timezone.now()

    def backup(number: int) -> None:
        with time_machine.travel(now + timedelta(minutes=number)):
            running.backup(lambda words: None)

    for ended in at_points(backup, points, seed=20261130):
        left = len(list(runs.folder().glob(f"{making.DRAFT}*")))
        print(ended, f"drafts:{left}", *making.names(runs.folder()), flush=True)


main(int(sys.argv[1]))
