"""A year's scores of one office, by turns with the bare aggregate. A process of its own."""

import os
import resource
import statistics
import time
from collections.abc import Callable
from datetime import date
from decimal import Decimal

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from django.db import connection, transaction  # noqa: E402 - Django has to be set up first
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.utils import timezone  # noqa: E402

from accounts.models import Post  # noqa: E402
from accounts.roles import Role  # noqa: E402
from tasks.assessment import actions  # noqa: E402
from tasks.assessment.gathering import gather_alike  # noqa: E402
from tasks.assessment.models import Cycle, Scheme  # noqa: E402
from tasks.assessment.queries import assessed_units  # noqa: E402
from tasks.assessment.scoring import Result, Scorer  # noqa: E402
from tasks.items.models import Assignment  # noqa: E402
from tests.bench.wall_visits import database  # noqa: E402

ROUNDS = 7
# The same three indicators of the same assignments, under the same rules: how much weight was to be done (due and not ahead, not excused
# while it is open), is done, on time or excused, and without a return. That it is the same is asserted for each unit.
BARE = """
SELECT a.unit_id, sum(i.weight),
       sum(i.weight) FILTER (WHERE a.state IN ('completed', 'closed_off')),
       sum(i.weight) FILTER (WHERE a.state IN ('completed', 'closed_off') AND (s.delivered_on <= a.due_on OR e.id IS NOT NULL)),
       sum(i.weight) FILTER (WHERE a.state IN ('completed', 'closed_off') AND coalesce(s.returns, 0) = 0)
FROM tasks_assignment a
JOIN tasks_item i ON i.id = a.item_id
LEFT JOIN (SELECT assignment_id, max("on") FILTER (WHERE decision = 'approved') AS delivered_on,
                  count(*) FILTER (WHERE decision = 'returned') AS returns
           FROM tasks_submission GROUP BY assignment_id) s ON s.assignment_id = a.id
LEFT JOIN tasks_excuse e ON e.assignment_id = a.id AND e.due_on = a.due_on AND e.withdrawn_on IS NULL
WHERE a.part <> 'support' AND a.state NOT IN ('cancelled', 'submitted', 'objected', 'told')
  AND (a.due_on BETWEEN %s AND %s OR a.state IN ('completed', 'closed_off') AND s.delivered_on BETWEEN %s AND %s)
  AND NOT (a.state IN ('pending', 'active') AND (a.due_on >= %s OR e.id IS NOT NULL))
GROUP BY a.unit_id
"""
Sums = dict[int, tuple[Decimal, ...]]


def open_cycle(today: date) -> Cycle:
    """The year of today under the seeded scheme."""
    by = Post.objects.filter(role=Role.OFFICE_ADMIN, user__is_active=True).earliest("id").user
    scheme, first = Scheme.objects.get(), date(today.year, 1, 1)
    if scheme.published_on is None:
        scheme = actions.publish_scheme(scheme=scheme, on=date(today.year - 1, 12, 20), today=today, by=by)
    return actions.open_cycle(
        title="年度考核", from_on=first, to_on=date(today.year, 12, 31), scheme=scheme, now=timezone.now(), by=by
    )


def facts_and_scores(cycle: Cycle, today: date) -> dict[int, Result]:
    """All units, as `compute` does it, without writing."""
    frozen, units = actions.frozen_scheme(cycle), assessed_units()
    facts, scorer = gather_alike(cycle, units, today, frozen), Scorer(frozen, on=today, **actions.span(cycle))
    return {unit.pk: scorer.score(facts.get(unit.pk, [])) for unit in units}


def sums(results: dict[int, Result]) -> Sums:
    """What the bare statement hands out, from the scores."""
    scored = {unit: result.lines for unit, result in results.items() if result.total is not None}
    return {unit: (lines[0].denominator, *(line.numerator for line in lines)) for unit, lines in scored.items()}


def bare(cycle: Cycle, today: date) -> Sums:
    """One statement."""
    with connection.cursor() as cursor:
        cursor.execute(BARE, [cycle.from_on, cycle.to_on, cycle.from_on, cycle.to_on, today])
        return {unit: tuple(one or Decimal(0) for one in numbers) for unit, *numbers in cursor.fetchall()}


def costs(act: Callable[[], object]) -> tuple[float, float]:
    """(seconds by the clock, seconds of work in this process and in its database process)."""
    began, worked = time.perf_counter(), time.process_time() + database()
    act()
    return time.perf_counter() - began, time.process_time() + database() - worked


def main() -> None:
    """Alternated rounds, medians; then once with writing."""
    today = timezone.localdate()
    with transaction.atomic():
        cycle = Cycle.objects.first() or open_cycle(today)
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")
    with CaptureQueriesContext(connection) as captured:
        results = facts_and_scores(cycle, today)
    assert sums(results) == bare(cycle, today)
    entries = sum(len(line.entries) for result in results.values() for line in result.lines)
    del results
    pairs = [(costs(lambda: facts_and_scores(cycle, today)), costs(lambda: bare(cycle, today))) for _ in range(ROUNDS)]
    ours, sql = ([statistics.median(one[n] for one in each) for n in (0, 1)] for each in zip(*pairs, strict=True))
    count, units = Assignment.objects.count(), len(assessed_units())
    print(f"{units} 个单位，{count:,} 项，计算过程 {entries:,} 行；负荷 {os.getloadavg()[0]:.1f}；得数与裸聚合逐单位相同")
    print(
        f"  事实与得分 {ours[0]:.2f} 秒，{ours[0] / count * 1e6:.1f} 微秒/项，{len(captured)} 次查询；裸聚合 {sql[0]:.2f} 秒；"
        f"倍数 {ours[0] / sql[0]:.1f}；只算做功 {ours[1]:.2f} / {sql[1]:.2f} 秒，倍数 {ours[1] / sql[1]:.1f}"
    )
    print(f"  最大内存 {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    written = costs(lambda: actions.compute(cycle=cycle, on=today, now=timezone.now(), by=cycle.opened_by))[0]
    print(f"  计算并写入 {written:.2f} 秒；最大内存 {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB", flush=True)


if __name__ == "__main__":
    main()
