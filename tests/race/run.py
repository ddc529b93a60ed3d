"""All heats on this process's own database: python -m tests.race.run SIZES [WORDS]; each line printed is the JSON of one door.

Before them the control, in which the guards are taken away and faults must be seen.
"""

import json
import logging
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import django
import time_machine
from django.conf import settings
from django.test import Client

django.setup()

from django.core.management import call_command  # noqa: E402 (the apps must stand first)
from django.db import connection  # noqa: E402
from django.test.utils import setup_test_environment  # noqa: E402

from tests.doors import probe  # noqa: E402
from tests.doors.door import Door  # noqa: E402
from tests.race import heat, judge, ledger, table  # noqa: E402
from tests.race.arena import Arena  # noqa: E402
from tests.race.control import without_guards  # noqa: E402
from tests.race.heat import Answer  # noqa: E402

NOW = datetime(2026, 11, 24, 10, tzinfo=ZoneInfo("Asia/Shanghai"))
# Each heat begins at the same moment, however long the run: nobody's session has grown old, and no minute ends within it.
START = NOW + timedelta(minutes=15)


class Course:
    """An arena with what stood in it before the start."""

    def __init__(self, arena: Arena) -> None:
        self.arena = arena
        arena.put_back()
        self.first = ledger.take()

    def alone(self, door: Door, rule: judge.Rule) -> tuple[list[str], judge.Trace]:
        """The cookies of those who may, and what one of them alone leaves behind: colleagues, or one person with many pages open."""
        caller, _, _ = self.arena.entry(door)
        for cookies in ([] if rule.one_person else [self.arena.crowd[caller.name]]) + [self.arena.own[caller.name]]:
            found, answers = self.heat(door, rule, cookies[:1])
            if found.statuses == (door.done,) and (found.trace.rows or found.trace.acts or found.trace.words):
                return cookies, found.trace
        raise AssertionError(f"{door}: alone {found.statuses} {found.trace}, the doors' table says {door.done} {answers[0].crash}")

    def _absent(self, door: Door, cookie: str) -> set[str]:
        """Tokens (version and the like) that the doors' table sends and the form of the address's own page does not carry."""
        _, address, spot = self.arena.entry(door)
        tokens = {name for name in probe.payload(door, spot) if table.is_token(name)}
        if door.get != 200 or not tokens:
            return set()  # its form stands on other pages
        client = Client()
        client.cookies.load(cookie)
        page = client.get(address).content.decode()
        return {name for name in tokens if f'name="{name}"' not in page}

    def heat(self, door: Door, rule: judge.Rule, cookies: list[str]) -> tuple[judge.Heat, list[Answer]]:
        """Everybody sends what the page carries, with his own words."""
        with time_machine.travel(START, tick=True):
            return self._heat(door, rule, cookies)

    def _heat(self, door: Door, rule: judge.Rule, cookies: list[str]) -> tuple[judge.Heat, list[Answer]]:
        _, address, spot = self.arena.entry(door)
        self.arena.put_back()
        absent, payloads = self._absent(door, cookies[0]), []
        for n in range(len(cookies)):
            said = {name: value for name, value in probe.payload(door, spot).items() if name not in absent}
            payloads.append(table.own_words(said, n, rule.also))
        answers = heat.run(cookies, address, payloads)
        rows, acts = (now := ledger.take()).since(self.first)
        shown = frozenset(n for n, answer in enumerate(answers) if ledger.MARK.format(n) in answer.page)
        trace = judge.Trace(rows, acts, now.words)
        return judge.Heat(tuple(answer.status for answer in answers), shown, trace), answers


def results(course: Course, doors: list[tuple[str, Door]], sizes: list[int]) -> Iterator[dict]:
    """For each door and number of racers: how many won, were told, and what was wrong."""
    for label, door in doors:
        said: dict = {"door": label, "heats": [], "faults": []}
        try:
            rule = table.rule_of(label, door)
            cookies, trace = course.alone(door, rule)
            for size in sizes:
                found, answers = course.heat(door, rule, cookies[:size])
                wrong = judge.faults(rule, door.done, trace, found)
                wins = len(judge.won(found, door.done))
                said["heats"].append([size, wins, sum(s in rule.told for s in found.statuses), len(wrong)])
                said["faults"] += [f"{size}: {fault}" for fault in wrong]
                said["faults"] += [f"{size}: {answer.crash}" for answer in answers if answer.crash][:1]
        except Exception as error:  # noqa: BLE001 - the other doors are run all the same
            said["faults"].append(f"{type(error).__name__}: {error}")
        yield said


def prepare() -> None:
    """An empty database, and nothing that tests do not need: strong hashes, letters, log lines."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    setup_test_environment()
    # How long people wait for each other on a slow machine is not what is tried here.
    said = settings.DATABASES["default"]["OPTIONS"]
    said |= {"options": "-c lock_timeout=120000"} if "options" in said else {"timeout": 120}
    logging.disable(logging.CRITICAL)
    call_command("migrate", verbosity=0)


def main(sizes: list[int], words: list[str], arena: Arena | None = None) -> None:
    """The control and all races."""
    with time_machine.travel(NOW, tick=True):
        course = Course(arena or Arena())
        chosen = [(label, door) for label, door in table.races() if not words or any(word in label for word in words)]
        with without_guards():
            control = [(label, door) for label, door in chosen if door.name in table.CONTROL]
            for said in results(course, control, sizes[-1:]):
                print(json.dumps(said | {"control": True}), flush=True)
        for n, said in enumerate(results(course, chosen, sizes), 1):
            print(json.dumps(said), flush=True)
            if n % 20 == 0:  # standard error is the screen
                print(f"{connection.vendor}: {n} of {len(chosen)}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    prepare()
    main([int(size) for size in sys.argv[1].split(",")], sys.argv[2:])
