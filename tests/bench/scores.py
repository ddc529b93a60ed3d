"""make bench ARGS="scores": facts and scores of all units against the bare SQL of the same aggregates, in a county and in a province."""

import os
import sys
import tempfile

from deploy.postgres import server
from tests.bench.pages import databases, environment, named, run
from tests.bench.wall import OFFICES, SEED, multiply

# `fill` knows neither weights nor returns nor excuses, and the more kinds of facts there are, the less can be put together.
VARIED = (
    "UPDATE tasks_item SET weight = (ARRAY[0.5, 1, 1, 1, 1.5, 2, 3])[1 + id % 7]",
    """INSERT INTO tasks_submission (assignment_id, claim, "on", at, by_id, decision, result, decided_on, decided_at, decided_by_id)
       SELECT assignment_id, claim, "on" - 9, at, by_id, 'returned', '请补充。', "on" - 8, at, by_id
       FROM tasks_submission CROSS JOIN generate_series(1, 3) AS turn WHERE decision = 'approved' AND assignment_id % 20 + turn <= 3""",
    """INSERT INTO tasks_excuse (assignment_id, due_on, reason, "on", at, by_id, post, withdrawn_reason)
       SELECT a.id, a.due_on, '汛期抢险。', a.due_on, now(), (SELECT min(id) FROM accounts_user), '', '' FROM tasks_assignment a
       WHERE a.id % 10 = 0 AND (a.submitted_on > a.due_on OR a.submitted_on IS NULL AND a.due_on < current_date)""",
)


def scores(large: str = "", keep: bool = False) -> None:
    """Make both offices on a private PostgreSQL and compute a year's scores in each.

    `large`: "units,assignments" instead of a province's; `keep` as for the wall (bench_county_scores, bench_province_scores).
    """
    if keep and not os.environ.get("DATABASE_URL", "").startswith("postgres"):
        sys.exit("--keep 需要 DATABASE_URL 指明一个 PostgreSQL，两个试用库留在那里。")
    offices = OFFICES | ({"bench_province": tuple(int(n) for n in large.split(","))} if large else {})
    with server() as url, tempfile.TemporaryDirectory(prefix="dangjian-bench-") as var:
        there = {name for (name,) in databases(url, "SELECT datname FROM pg_database")}
        for office, (units, count) in offices.items():
            name = f"{office}_scores"
            env = environment(url, name, var)
            if not (keep and name in there):
                databases(url, f"DROP DATABASE IF EXISTS {name}", f"CREATE DATABASE {name}")
                run(env, "manage.py", "migrate", "-v0")
                run(env, "manage.py", "fill", "--units", str(units), "--items", str(min(count, SEED)))
                multiply(named(url, name), count // min(count, SEED) - 1, "tasks_submission")
                databases(named(url, name), *VARIED, "VACUUM ANALYZE")
            run(env, "-m", "tests.bench.scores_computed")
            if not keep:
                databases(url, f"DROP DATABASE {name} WITH (FORCE)")
