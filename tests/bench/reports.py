"""The assessment report of one list with 100,000 assignments: what gathering, Excel, Word and PDF cost, and the memory of the worker.

`python -m tests.bench reports [--rows N]`, `--province` for a list of 1,000,000 assignments in 2,000 units: a private PostgreSQL, filled in one process; each file is made by another one, as a worker would.
"""

import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path

import django

django.setup()

from django.core.management import call_command  # noqa: E402 (the apps must stand first)
from django.db import connection  # noqa: E402
from django.db.models import F  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.urls import reverse  # noqa: E402
from django.utils import timezone  # noqa: E402

from accounts.models import User  # noqa: E402
from deploy import postgres  # noqa: E402
from tasks.assessment.models import Cycle, Scheme  # noqa: E402
from tasks.items.models import Assignment, Item, ResponsibilityList  # noqa: E402
from tasks.items.states import Source  # noqa: E402
from tasks.management.filling import fill  # noqa: E402
from tasks.reports import exporting, making  # noqa: E402
from tests.bench.wall import TRAIL, multiply  # noqa: E402
from tests.bench.wall_visits import seconds  # noqa: E402
from tests.chaos.drill import environment  # noqa: E402
from tests.tasks.speech import seed_speech  # noqa: E402

KINDS = ("assessment_page", "assessment_xlsx", "assessment_docx", "assessment_pdf")
ROUNDS = 3
# What `fill` makes by rows; the rest is that many copies of it by the database itself.
SEED = 100_000
# The figures of the report in one statement for each of its tables: by item, by unit, by month of the due date.
BARE = """
    SELECT {by}, count(*) FILTER (WHERE state <> 'cancelled') AS given, count(*) FILTER (WHERE state IN ('completed', 'closed_off')) AS done,
        count(*) FILTER (WHERE state IN ('completed', 'closed_off') AND delivered_on <= due_on) AS on_time,
        count(*) FILTER (WHERE state = 'submitted') AS waiting, count(*) FILTER (WHERE state = 'terminated') AS ended,
        count(*) FILTER (WHERE state IN ('pending', 'active') AND due_on < %s) AS overdue, count(*) FILTER (WHERE returns > 0) AS returned
    FROM (SELECT a.item_id, a.unit_id, a.state, a.due_on, max(s.on) FILTER (WHERE s.decision = 'approved') AS delivered_on,
            count(s.id) FILTER (WHERE s.decision = 'returned') AS returns
        FROM tasks_assignment a JOIN tasks_item i ON i.id = a.item_id LEFT JOIN tasks_submission s ON s.assignment_id = a.id
        WHERE i.responsibility_list_id = %s AND a.part <> 'support' GROUP BY a.id) found
    GROUP BY {by}
"""
BY = ("item_id", "unit_id", "date_trunc('month', due_on)")


def prepare(units: int, rows: int) -> None:
    """One list that answers the seed speech, with all the rows, and an open cycle around it."""
    call_command("migrate", verbosity=0)
    today = timezone.localdate()
    seed = min(rows, SEED)
    fill(units=units, items=seed, today=today)
    multiply(os.environ["DATABASE_URL"], rows // seed - 1, "tasks_submission", "tasks_move", "tasks_report", TRAIL)
    office = User.objects.filter(posts__role="office_admin").first()
    speech = seed_speech(office)
    listed = ResponsibilityList.objects.order_by("pk").first()
    Item.objects.update(number=F("number") + 100_000_000)  # out of the way of the numbers that they get
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
    """Make one file as the worker does; prints rows, size, seconds, memory before and at most."""
    office, cycle = User.objects.filter(posts__role="office_admin").first(), Cycle.objects.get()
    before = _peak()
    began = time.perf_counter()
    if kind == "gather":
        return gathering(office, cycle)
    if kind == "visit":
        return visiting(office, cycle)
    worked = time.process_time()
    ordered = exporting.order(kind=kind, about=cycle.pk, chosen={}, now=timezone.now(), by=office)
    export = exporting.make(pk=ordered.pk, now=timezone.now())
    assert export is not None, type(ordered).objects.get(pk=ordered.pk).reason
    seconds, size = time.perf_counter() - began, export.file.size / 1e6
    print(f"{kind}：{export.total} 项次，{size:.1f} MB，{seconds:.1f} 秒（本进程 {time.process_time() - worked:.1f} 秒），", end="")
    print(f"内存最多 {_peak()} MB（开始前 {before} MB），排版子进程 {_peak(resource.RUSAGE_CHILDREN)} MB", flush=True)


def gathering(office, cycle: Cycle) -> None:
    """Gathering and the bare aggregates by turns, for half of the rows and for all: by the clock, and work here and in the database; queries; memory.

    What page, Word and PDF print; and for the larger one what the Excel file lists besides.
    """
    today, listed = timezone.localdate(), ResponsibilityList.objects.get(speech__isnull=False)
    other = ResponsibilityList.objects.filter(speech=None).first()
    scope = (office, cycle.pk, {"list": str(listed.pk)})
    making.report(*scope, timezone.localtime())  # loads what a worker has loaded
    _asked("SET max_parallel_workers_per_gather = 0")  # so that all work of the database is done by the process that is watched
    for share in (2, 1):
        Item.objects.update(responsibility_list=listed)
        if share == 2:
            Item.objects.annotate(odd=F("pk") % 2).filter(odd=1).update(responsibility_list=other)
        _asked("ANALYZE")
        rows = Assignment.objects.filter(item__responsibility_list=listed).count()
        for whole in (False, True) if share == 1 and rows <= SEED else (False,):
            ours, bare = [], []
            for _ in range(ROUNDS):
                with CaptureQueriesContext(connection) as asked:
                    ours.append(seconds(lambda whole=whole: making.report(*scope, timezone.localtime(), whole=whole)))
                bare.append(seconds(lambda: [_asked(BARE.format(by=by), [today, listed.pk]) for by in BY]))
            (clock, here, there), (bare_clock, bare_here, bare_there) = map(_median, (ours, bare))
            print(
                f"汇集 {rows} 项次{'（Excel，含逐项明细）' if whole else ''}：{clock:.2f} 秒（本进程 {here:.2f}，数据库 {there:.2f}），"
                f"{len(asked)} 次查询，内存最多 {_peak()} MB；同样汇总的三条 SQL {bare_clock:.2f} 秒（{bare_here:.2f}，{bare_there:.2f}）；"
                f"倍数：时钟 {clock / bare_clock:.1f}，工作量 {(here + there) / (bare_here + bare_there):.1f}",
                flush=True,
            )


def visiting(office, cycle: Cycle) -> None:
    """The page of the report once the worker has gathered it, beside the bare aggregates."""
    ordered = exporting.order(kind=making.PAGE, about=cycle.pk, chosen={}, now=timezone.now(), by=office)
    exporting.make(pk=ordered.pk, now=timezone.now())
    _asked("SET max_parallel_workers_per_gather = 0")
    client, address = Client(headers={"host": "localhost"}), reverse("reports:assessment", args=[cycle.pk])
    client.force_login(office, backend="allauth.account.auth_backends.AuthenticationBackend")
    listed, today, ours, bare = ResponsibilityList.objects.get(speech__isnull=False), timezone.localdate(), [], []
    sizes = [len(b"".join(client.get(address).streaming_content))]
    for _ in range(ROUNDS):
        ours.append(seconds(lambda: sizes.append(len(b"".join(client.get(address).streaming_content)))))
        bare.append(seconds(lambda: [_asked(BARE.format(by=by), [today, listed.pk]) for by in BY]))
    (clock, here, there), (bare_clock, bare_here, bare_there) = map(_median, (ours, bare))
    print(
        f"打开汇集好的报告（{sizes[0] / 1e6:.1f} MB）：{clock * 1000:.0f} 毫秒（本进程 {here * 1000:.0f}，数据库 {there * 1000:.0f}）；"
        f"每秒次数是三条 SQL 的 {bare_clock / clock:.1f} 倍，按工作量 {(bare_here + bare_there) / (here + there):.1f} 倍",
        flush=True,
    )


def _asked(statement: str, values: list | None = None) -> list:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall() if cursor.description else []


def _median(taken: list[tuple[float, float, float]]) -> tuple[float, ...]:
    return tuple(statistics.median(each) for each in zip(*taken, strict=True))


def _peak(who: int = resource.RUSAGE_SELF) -> int:
    """MB at most so far."""
    return resource.getrusage(who).ru_maxrss // 1024


def main(rows: int, *, province: bool = False) -> None:
    """Fill, then each file in a process of its own; of a province, whose list no paper tells, gathering alone."""
    print("考核报告（PostgreSQL）", flush=True)
    units, rows, kinds = (2000, 1_000_000, ("gather",)) if province else (300, rows, ("gather", "visit", *KINDS))
    with postgres.server() as url, tempfile.TemporaryDirectory(prefix="dj-") as folder:
        env = os.environ | environment(Path(folder), url)
        program = [sys.executable, "-W", "ignore", "-m", "tests.bench.reports"]
        subprocess.run([*program, "prepare", str(units), str(rows)], env=env, check=True)
        for kind in kinds:
            subprocess.run([*program, kind], env=env, check=True)


if __name__ == "__main__":
    if sys.argv[1] == "prepare":
        prepare(int(sys.argv[2]), int(sys.argv[3]))
    else:
        one(sys.argv[1])
