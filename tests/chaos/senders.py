"""Senders alone, killed while their letters travel: python -m tests.chaos.senders [KILLS] [SEED], on SQLite and on PostgreSQL.

A killed sender is forked anew from a process that has all loaded, so that each kill falls on one at work, however busy the machine is.
The large drill (`make chaos`) kills web, clock, queue and mail server too, and wants a quiet one.
"""

import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import nullcontext
from pathlib import Path

import django
from django.conf import settings
from django.core.management import call_command
from django.db import connections
from django.utils import timezone

django.setup()

from accounts.letters.models import Letter, LetterState  # noqa: E402 (the apps must stand first)
from deploy import places, postgres  # noqa: E402
from tests.chaos import app, fill, sink  # noqa: E402 (app: a short lease and, under CONTROL=1, a sender that marks too early)
from tests.chaos.drill import environment  # noqa: E402
from tests.services.office import wait_until  # noqa: E402
from tests.services.smtp import free_port  # noqa: E402

DELAY, FOR_EACH_KILL, PATIENCE = 0.05, 15, 300
UNSETTLED = [LetterState.QUEUED, LetterState.SENDING]


def one(kills: int, seed: int) -> None:
    """Fill this process's own database, kill, wait, count; prints the line."""
    places.prepare(Path(settings.VAR_DIR))
    call_command("migrate", verbosity=0)
    fill.fill(people=300, matters=0, letters=kills * FOR_EACH_KILL)
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()
    taken = Path(settings.VAR_DIR) / "taken"
    taken.touch()
    server = subprocess.Popen([sys.executable, "-m", "tests.chaos.sink", str(settings.EMAIL_PORT), str(taken), str(DELAY)])
    try:
        done = torment(kills, random.Random(seed), taken)
        last = forked()
        wait_until(lambda: not Letter.objects.filter(state__in=UNSETTLED).exists(), PATIENCE)
        time.sleep(1)  # a second copy would still arrive
        kill(last)
    finally:
        server.kill()
    arrived = Counter(message for message, _, _ in sink.read(str(taken)))
    assert set(arrived) <= set(Letter.objects.values_list("message_id", flat=True)), "a second copy under another Message-ID"
    lost = Letter.objects.exclude(message_id__in=arrived).count()
    twice, bound = sum(arrived.values()) - len(arrived), done * settings.LETTERS_AT_A_TIME
    stuck = Letter.objects.filter(state__in=UNSETTLED).count()
    print(f"{kills * FOR_EACH_KILL:6}  {done:4}  {lost:4}  {twice:4} ({bound:3})  {max(arrived.values()):8}  {stuck:4}")


def torment(kills: int, chance: random.Random, taken: Path) -> int:
    """Kill a sender as often, each after some letters of its own have arrived; returns how often that was."""
    for done in range(kills):
        child = forked()
        before, wanted = len(sink.read(str(taken))), chance.randint(1, FOR_EACH_KILL // 2)
        went_on = wait_until(lambda least=before + wanted: len(sink.read(str(taken))) >= least, PATIENCE)
        time.sleep(chance.uniform(0, DELAY))
        kill(child)
        if not went_on:
            return done
    return kills


def forked() -> int:
    """A process that sends what is due until it is killed."""
    connections.close_all()
    child = os.fork()
    while not child:
        app.deliver.deliver(limit=5000, now=timezone.now())
        time.sleep(0.1)
    return child


def kill(child: int) -> None:
    """kill -9."""
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


def main(kills: int, seed: int) -> None:
    """Both databases, then the control on SQLite, each in a process of its own."""
    print("数据库      方式     信件  强杀  丢失  重复(上限)  一封最多  遗留")
    for name, kind in (("SQLite", ""), ("PostgreSQL", ""), ("SQLite", "1")):
        with (
            postgres.server() if name == "PostgreSQL" else nullcontext("") as url,
            tempfile.TemporaryDirectory(prefix="dj-") as folder,
        ):
            env = environment(Path(folder), url) | ({"CONTROL": kind} if kind else {})
            command = [sys.executable, "-m", "tests.chaos.senders", "one", str(kills), str(seed)]
            run = subprocess.run(command, env=env, check=True, capture_output=True, text=True)
        print(f"{name:10}  {'control' if kind else 'killed':7}  {run.stdout.splitlines()[-1]}", flush=True)


if __name__ == "__main__":
    if sys.argv[1:2] == ["one"]:
        one(int(sys.argv[2]), int(sys.argv[3]))
    else:
        main(int(sys.argv[1] if len(sys.argv) > 1 else 50), int(sys.argv[2] if len(sys.argv) > 2 else 1))
