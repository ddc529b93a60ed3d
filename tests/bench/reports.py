"""The assessment report of one list with 100,000 assignments: what gathering, Excel, Word and PDF cost, and the memory of the worker.

`python -m tests.bench reports [--rows N]`: a private PostgreSQL, filled in one process; each file is made by another one, as a worker would.
"""

import os
import resource
import subprocess
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path

import django

django.setup()

from django.core.management import call_command  # noqa: E402 (the apps must stand first)
from django.db.models import F  # noqa: E402
from django.utils import timezone  # noqa: E402

from accounts.models import User  # noqa: E402
from deploy import postgres  # noqa: E402
from tasks.assessment.models import Cycle, Scheme  # noqa: E402
from tasks.items.models import Assignment, Item, ResponsibilityList  # noqa: E402
from tasks.items.states import Source  # noqa: E402
from tasks.management.filling import fill  # noqa: E402
from tasks.reports import exporting, making  # noqa: E402
from tests.chaos.drill import environment  # noqa: E402
from tests.tasks.speech import seed_speech  # noqa: E402

KINDS = ("assessment_xlsx", "assessment_docx", "assessment_pdf")


def prepare(rows: int) -> None:
    """One list that answers the seed speech, with all the rows, and an open cycle around it."""
    call_command("migrate", verbosity=0)
    today = timezone.localdate()
    fill(units=300, items=rows, today=today)
    office = User.objects.filter(posts__role="office_admin").first()
    speech = seed_speech(office)
    listed = ResponsibilityList.objects.order_by("pk").first()
    Item.objects.update(responsibility_list=listed, number=F("pk"))
    directives = list(speech.directives.all())
    for n, directive in enumerate(directives):
        own = [pk for pk in Item.objects.values_list("pk", flat=True) if pk % len(directives) == n]
        Item.objects.filter(pk__in=own).update(
            directive=directive, source=Source.DIRECTIVE, spans=[[directive.start, directive.end]]
        )
    ResponsibilityList.objects.filter(pk=listed.pk).update(speech=speech)
    scheme = Scheme.objects.first()
    period = {"from_on": today - timedelta(360), "to_on": today}
    Cycle.objects.create(title="试算考核", scheme=scheme, frozen=scheme.rules, opened_at=timezone.now(), opened_by=office, **period)


def one(kind: str) -> None:
    """Make one file as the worker does; prints rows, size, seconds, seconds of gathering, memory before and at most."""
    office, cycle = User.objects.filter(posts__role="office_admin").first(), Cycle.objects.get()
    before = _peak()
    began = time.perf_counter()
    if kind == "gather":
        _, _, _, made = making.report(office, cycle.pk, {}, timezone.localtime())
        print(len(made.answers), Assignment.objects.count(), f"{time.perf_counter() - began:.1f}", before, _peak())
        return
    ordered = exporting.order(kind=kind, about=cycle.pk, chosen={}, now=timezone.now(), by=office)
    export = exporting.make(pk=ordered.pk, now=timezone.now())
    assert export is not None, type(ordered).objects.get(pk=ordered.pk).reason
    print(export.file.size, export.total, f"{time.perf_counter() - began:.1f}", before, _peak())


def _peak() -> int:
    """MB at most so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def main(rows: int) -> None:
    """Fill, then each file in a process of its own."""
    print("考核报告（PostgreSQL）", flush=True)
    with postgres.server() as url, tempfile.TemporaryDirectory(prefix="dj-") as folder:
        env = os.environ | environment(Path(folder), url)
        program = [sys.executable, "-W", "ignore", "-m", "tests.bench.reports"]
        subprocess.run([*program, "prepare", str(rows)], env=env, check=True)
        for kind in ("gather", *KINDS):
            said = subprocess.run([*program, kind], env=env, check=True, capture_output=True, text=True).stdout.split()
            size, given, seconds, before, most = said
            what = f"{size} 项要求事项" if kind == "gather" else f"{int(size) / 1e6:.1f} MB"
            print(f"{kind}：{given} 项次，{what}，{seconds} 秒，内存最多 {most} MB（开始前 {before} MB）", flush=True)


if __name__ == "__main__":
    if sys.argv[1] == "prepare":
        prepare(int(sys.argv[2]))
    else:
        one(sys.argv[1])
