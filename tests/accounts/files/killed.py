"""python -m tests.accounts.files.killed ASSIGNMENT USER POINTS: uploads by the real action, killed on the way; tells how each ended."""

import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from django.utils import timezone  # noqa: E402 (the apps must stand first)

from accounts.models import User  # noqa: E402
from tasks.items.models import Assignment  # noqa: E402
from tasks.progress.actions import report  # noqa: E402
from tasks.progress.files import Proof, check  # noqa: E402
from tests.accounts.killing import at_points  # noqa: E402
from tests.tasks.unit_day import picture  # noqa: E402


def made(number: int) -> Proof:
    """A picture that nobody has sent before, with a small picture beside it."""
    found = check(picture("red", (9 + number, 9)), f"现场{number}.png")
    return Proof(found.data, found.name, found.kind, found.digest, found.data[:60])


def main(assignment: int, user: int, points: int) -> None:
    """One report with a proof of its own at each point."""
    proofs = [made(number) for number in range(points + 1)]

    def upload(number: int) -> None:
        matter, by = Assignment.objects.get(pk=assignment), User.objects.get(pk=user)
        said = {"text": "已办。", "percent": 50, "proof": proofs[number], "key": f"k{number}", "now": timezone.now(), "by": by}
        report(assignment=matter, version=matter.version, **said)

    for ended in at_points(upload, points, seed=20261130):
        print(ended, flush=True)


main(*map(int, sys.argv[1:]))
