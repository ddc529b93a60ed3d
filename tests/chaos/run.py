"""One drill in this process's own database: python -m tests.chaos.run KIND SEED KILLS; the last line printed is its result as JSON."""

import json
import sys
import time
from collections import Counter
from dataclasses import asdict, dataclass
from pathlib import Path

import django
from django.conf import settings
from django.core.management import call_command

django.setup()

from accounts.letters.models import Letter, LetterState  # noqa: E402 (the apps must stand first)
from deploy import places  # noqa: E402
from tasks.supervision.models import Reminder  # noqa: E402
from tests.chaos import fill, sink  # noqa: E402
from tests.chaos.drill import Drill, environment  # noqa: E402

PATIENCE = 600
UNSETTLED = [LetterState.QUEUED, LetterState.SENDING]
# How many sends can be under way at a kill: a worker has two processes.
AT_ONCE = dict.fromkeys(("worker", "sink", "redis"), 2 * settings.LETTERS_AT_A_TIME)


@dataclass
class Result:
    """What a drill showed. `bound`: sends that can have been under way at the kills; `midway`: messages taken when the last kill fell.

    Where little was taken by then, the machine was too busy to start again what was killed: the kills fell on idle processes and show little.
    """

    kind: str
    seed: int
    letters: int
    reminders: int
    kills: int
    mattered: int
    midway: int
    lost: int
    twice: int
    bound: int
    same_id: bool
    stuck: int
    seconds: float
    page: int


def kinds(kind: str) -> dict:
    """The shapes of drill: killed (default), control (marks before it sends), quiet (no kills, two of everything), folder (no Redis)."""
    people, matters, letters = (300, 1000, 700) if kind != "quiet" else (300, 0, 20_000)
    return {"people": people, "matters": matters, "letters": letters}


def main(kind: str, seed: int, kills: int) -> Result:
    """Fill, start, kill, wait, compare what was to be said with what the mail server took."""
    folder = Path(settings.VAR_DIR)
    places.prepare(folder)
    call_command("migrate", verbosity=0)
    wanted = kinds(kind)
    fill.fill(**wanted)
    env = environment(folder, "") | ({"DATABASE_URL": _url()} if _url() else {})
    env |= {"CONTROL": "1"} if kind == "control" else {}
    env |= {"CELERY_BROKER_URL": "filesystem://"} if kind == "folder" else {}
    two = 2 if kind == "quiet" else 1
    drill = Drill(folder, env, 0.0 if kind == "quiet" else 0.16, redis=kind != "folder", workers=two, clocks=two)
    try:
        drill.start_all()
        mattered = drill.torment(kills, seed, unsettled) if kills else 0
        midway = len(sink.read(str(drill.taken)))
        ended = time.monotonic()
        while unsettled() or Reminder.objects.count() < wanted["matters"]:
            if time.monotonic() - ended > PATIENCE:
                break
            time.sleep(0.5)
        seconds = time.monotonic() - ended
        time.sleep(3)  # a second copy would still arrive
        return _compare(kind, seed, drill, mattered, midway, seconds)
    finally:
        drill.close()


def _url() -> str:
    return "" if settings.DATABASES["default"]["ENGINE"].endswith("sqlite3") else sys.argv[4]


def unsettled() -> int:
    """Letters that are still to be sent; before the first plan there are none, so the plan counts too."""
    return Letter.objects.filter(state__in=UNSETTLED).count()


def _compare(kind: str, seed: int, drill: Drill, mattered: int, midway: int, seconds: float) -> Result:
    """Message by message, by its ID and, apart from that, by recipient and subject."""
    taken = sink.read(str(drill.taken))
    arrived = Counter(line[0] for line in taken)
    letters = list(Letter.objects.values_list("message_id", "to__email", "subject"))
    by_words = Counter((to, subject) for _, to, subject in taken)
    unsaid = Reminder.objects.filter(letter__message_id__in=[m for m, _, _ in letters if m not in arrived]).count()
    planned = Reminder.objects.count()
    expected = kinds(kind)["matters"]
    return Result(
        kind=kind,
        seed=seed,
        letters=len(letters),
        reminders=planned,
        kills=sum(drill.kills.values()),
        mattered=mattered,
        midway=midway,
        lost=sum(m not in arrived for m, _, _ in letters) + (expected - planned) + unsaid,
        twice=sum(count - 1 for count in arrived.values()),
        bound=sum(AT_ONCE.get(name.rstrip("0123456789"), 0) * count for name, count in drill.kills.items()),
        same_id=sum(count - 1 for count in by_words.values()) == sum(count - 1 for count in arrived.values()),
        stuck=unsettled(),
        seconds=round(seconds, 1),
        page=drill.page_answers(),
    )


if __name__ == "__main__":
    print(json.dumps(asdict(main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3])))))
