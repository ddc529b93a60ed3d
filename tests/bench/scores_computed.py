"""A year's scores of one office, by turns with the bare aggregate. A process of its own."""

import os
import resource
import statistics
import time
from collections.abc import Callable
from datetime import date

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from django.db import connection, transaction  # noqa: E402 - Django has to be set up first
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.utils import timezone  # noqa: E402

from accounts.models import Post  # noqa: E402
from accounts.roles import Role  # noqa: E402
from tasks.assessment import actions  # noqa: E402
from tasks.assessment.gathering import gather  # noqa: E402
from tasks.assessment.models import Cycle, Scheme  # noqa: E402
from tasks.assessment.queries import assessed_units  # noqa: E402
from tasks.assessment.scoring import score  # noqa: E402
from tasks.items.models import Assignment  # noqa: E402

ROUNDS = 3
# The same three indicators of the same assignments: how much weight was to be done, is done, on time, and without a return.
BARE = """
SELECT a.unit_id, sum(i.weight),
       sum(i.weight) FILTER (WHERE a.state IN ('completed', 'closed_off')),
       sum(i.weight) FILTER (WHERE a.state IN ('completed', 'closed_off') AND s.delivered_on <= a.due_on),
       sum(i.weight) FILTER (WHERE a.state IN ('completed', 'closed_off') AND coalesce(s.returns, 0) = 0)
FROM tasks_assignment a
JOIN tasks_item i ON i.id = a.item_id
LEFT JOIN (SELECT assignment_id, max("on") FILTER (WHERE decision = 'approved') AS delivered_on,
                  count(*) FILTER (WHERE decision = 'returned') AS returns
           FROM tasks_submission GROUP BY assignment_id) s ON s.assignment_id = a.id
WHERE a.part <> 'support' AND a.state NOT IN ('cancelled', 'submitted', 'objected', 'told')
  AND (a.due_on BETWEEN %s AND %s OR s.delivered_on BETWEEN %s AND %s)
GROUP BY a.unit_id
"""


def open_cycle(today: date) -> Cycle:
    """The year of today under the seeded scheme."""
    by = Post.objects.filter(role=Role.OFFICE_ADMIN, user__is_active=True).earliest("id").user
    scheme, first = Scheme.objects.get(), date(today.year, 1, 1)
    if scheme.published_on is None:
        scheme = actions.publish_scheme(scheme=scheme, on=date(today.year - 1, 12, 20), today=today, by=by)
    return actions.open_cycle(
        title="年度考核", from_on=first, to_on=date(today.year, 12, 31), scheme=scheme, now=timezone.now(), by=by
    )


def facts_and_scores(cycle: Cycle, today: date) -> int:
    """All units, as `compute` does it, without writing; returns the number of units with a score."""
    frozen, units, scored = actions.frozen_scheme(cycle), assessed_units(), 0
    for first in range(0, len(units), actions.UNITS_AT_ONCE):
        part = units[first : first + actions.UNITS_AT_ONCE]
        facts = gather(cycle, part, today, frozen)
        for unit in part:
            scored += score(facts.get(unit.pk, []), frozen, on=today, **actions.span(cycle)).total is not None
    return scored


def bare(cycle: Cycle) -> int:
    """One statement; returns the number of units."""
    with connection.cursor() as cursor:
        cursor.execute(BARE, [cycle.from_on, cycle.to_on] * 2)
        return len(cursor.fetchall())


def seconds(act: Callable[[], object]) -> float:
    """By the clock: the database's work belongs to both."""
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def main() -> None:
    """Alternated rounds, medians; then once with writing."""
    today = timezone.localdate()
    with transaction.atomic():
        cycle = open_cycle(today)
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")
    with CaptureQueriesContext(connection) as captured:
        scored = facts_and_scores(cycle, today)
    pairs = [(seconds(lambda: facts_and_scores(cycle, today)), seconds(lambda: bare(cycle))) for _ in range(ROUNDS)]
    ours, sql = (statistics.median(each) for each in zip(*pairs, strict=True))
    count, units = Assignment.objects.count(), len(assessed_units())
    print(f"{units} 个单位（{scored} 个有得分，裸聚合 {bare(cycle)} 个），{count:,} 项；负荷 {os.getloadavg()[0]:.1f}")
    print(
        f"  事实与得分 {ours:.2f} 秒，{ours / count * 1e6:.1f} 微秒/项，{len(captured)} 次查询；裸聚合 {sql:.2f} 秒；倍数 {ours / sql:.1f}"
    )
    written = seconds(lambda: actions.compute(cycle=cycle, on=today, now=timezone.now(), by=cycle.opened_by))
    print(f"  计算并写入 {written:.2f} 秒；最大内存 {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB", flush=True)


if __name__ == "__main__":
    main()
