"""One drill in this process's own database (DATABASE_URL, VAR_DIR): python -m tests.pairs.run [SECONDS_DOWN]."""

import sys
import time
from collections import Counter
from pathlib import Path

import django
from django.conf import settings
from django.core.management import call_command
from django.db import Error, connection

django.setup()

from accounts.health.models import Pulse  # noqa: E402 (the apps must stand first)
from accounts.letters.models import Letter, LetterState  # noqa: E402
from deploy import places  # noqa: E402
from deploy.words import say  # noqa: E402
from tasks.progress.models import Report  # noqa: E402
from tests.chaos import sink  # noqa: E402
from tests.pairs import fill, telling  # noqa: E402
from tests.pairs.browser import trusting  # noqa: E402
from tests.pairs.machines import PAIRS, START, Machines  # noqa: E402
from tests.pairs.telling import Phase  # noqa: E402
from tests.pairs.traffic import Exporter, Person, Reporter, Visitor  # noqa: E402

CALM, CLOCK_DOWN, DATABASE_DOWN, PATIENCE = 6, 75, 30, 600
UNSETTLED = [LetterState.QUEUED, LetterState.SENDING]


class Drill:
    """Traffic all the while, one thing after the other done to the machines, a watch on pulse and letters."""

    def __init__(self, down: int) -> None:
        self.down = down
        self.machines = Machines(Path(settings.VAR_DIR), sys.argv[1])
        self.phases: list[Phase] = []
        self.pulses: list[float] = []
        self.posted = 0
        self.fallen: list[str] = []
        self.people: list[Person] = []

    def begin(self) -> None:
        """Tables, office, processes, people."""
        call_command("migrate", verbosity=0)
        matters = fill.fill()
        self.machines.prepare()
        self.machines.start_all()
        trust = trusting(str(self.machines.folder / "site.crt"))
        for number, (name, own) in enumerate(matters.items()):
            kind = Exporter if name == "ducha" else Visitor if number % 4 == 3 else Reporter
            self.people.append(kind(name, self.machines.https, trust, f"127.0.0.{number + 10}", own))
        for person in self.people:
            person.start()

    def wait(self, seconds: float) -> None:
        """Post letters and feel the pulse meanwhile."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            try:
                self._watch()
            except Error:  # the database is away
                connection.close()
            time.sleep(1)

    def _watch(self) -> None:
        fill.post_letters(self.posted, 2)
        self.posted += 2
        at = Pulse.objects.filter(name="mail").values_list("at", flat=True).first()
        if at and (not self.pulses or at.timestamp() > self.pulses[-1]):
            self.pulses.append(at.timestamp())

    def phase(self, name: str, act, seconds: float) -> None:
        """Something is done, and what happens in the seconds after it belongs to it."""
        began = time.monotonic()
        took = act()
        self.wait(seconds)
        self.phases.append(Phase(name, began, time.monotonic(), took or 0.0))
        self.fallen += self.machines.fallen()

    def torment(self) -> None:
        """Each is killed once and stays away; the database is away for half a minute; then each is told to end, as systemd does, and started again."""
        self.phase("平静", lambda: None, 60)
        for name in (*PAIRS, "redis"):
            self.phase(f"强杀 {name}", lambda name=name: self.machines.kill(name), CLOCK_DOWN if "clock" in name else self.down)
            self.back(name)
        self.phase(telling.AWAY, self.machines.stop_database, DATABASE_DOWN)
        self.phase(telling.BACK, self.machines.start_database, DATABASE_DOWN)
        for name in PAIRS:
            if name.startswith("web"):
                self.phase(f"摘下 {name}", lambda name=name: self.machines.drain(name), 0)
            self.phase(f"停止 {name}", lambda name=name: self.machines.stop(name), 4)
            self.back(name)

    def back(self, name: str) -> None:
        """Started again; only when it works is the next one's turn: one at a time."""

        def start() -> None:
            self.machines.start(name)
            until = time.monotonic() + START
            while not self.machines.ready(name) and time.monotonic() < until:
                self.wait(1)

        self.phase(f"起来 {name}", start, CALM)
        if name.startswith("web"):
            self.machines.drain()

    def end(self) -> list[str]:
        """Let everybody finish, then compare; returns what is wrong."""
        for person in self.people:
            person.ended.set()
        for person in self.people:
            person.join(120)
        began = time.monotonic()
        while Letter.objects.filter(state__in=UNSETTLED).exists() and time.monotonic() - began < PATIENCE:
            time.sleep(1)
        time.sleep(3)
        return telling.tell(self, self.stored(), self.arrived())

    def stored(self) -> Counter[str]:
        """How often each text stands in the database."""
        return Counter(Report.objects.values_list("text", flat=True))

    def arrived(self) -> tuple[int, int]:
        """Letters lost and copies too many."""
        taken = Counter(line[0] for line in sink.read(str(self.machines.taken)))
        sent = list(Letter.objects.values_list("message_id", flat=True))
        return sum(one not in taken for one in sent), sum(count - 1 for count in taken.values())


def main(down: int) -> int:
    """The exit code: 0 when nothing was lost and nothing done twice."""
    places.prepare(Path(settings.VAR_DIR))
    drill = Drill(down)
    try:
        drill.begin()
        drill.torment()
        wrong = drill.end()
    finally:
        drill.machines.close()
    for line in wrong:
        say(f"不对：{line}")
    say(f"{len(wrong)} failed")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[2]) if len(sys.argv) > 2 else 12))
