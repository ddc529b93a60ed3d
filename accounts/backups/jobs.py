"""The clock looks each minute whether a backup, a drill or a check of files is due, and starts it in a process of its own.

Such a run may take an hour: no worker waits for it, no time limit of a job cuts it off, and its row tells how it ended.
"""

import subprocess
import sys

from celery import shared_task
from django.conf import settings
from django.utils import timezone

from accounts.backups.models import Kind, Run
from config.plans import ATTEMPTS, is_due

COMMANDS = {Kind.FILES: ("verify_files", "--sweep"), Kind.BACKUP: ("backup",), Kind.DRILL: ("restore_drill",)}


@shared_task(name="accounts.backups.look")
def look() -> None:
    """Start the first that is due; what is due besides comes a minute later."""
    for kind in COMMANDS:
        if due(kind):
            start(kind)
            return


def due(kind: Kind) -> bool:
    """By the plan of the settings and the rows of the last runs; a drill needs a backup."""
    last = list(Run.objects.filter(kind=kind).order_by("-started_at").values_list("started_at", "ok")[: ATTEMPTS + 1])
    if kind == Kind.DRILL and not Run.objects.filter(kind=Kind.BACKUP, ok=True).exists():
        return False
    return is_due(settings.RUN_PLANS[kind], last, timezone.localtime())


def start(kind: Kind) -> subprocess.Popen:
    """In a session of its own; what it says goes to log/<kind>.log."""
    folder = settings.VAR_DIR / "log"
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / f"{kind.value}.log").open("ab") as log:
        return subprocess.Popen(
            [sys.executable, "manage.py", *COMMANDS[kind]],
            cwd=settings.BASE_DIR,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
