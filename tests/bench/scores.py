"""make bench ARGS="scores": facts and scores of all units against the bare SQL of the same aggregates, in a county and in a province."""

import tempfile

from deploy.postgres import server
from tests.bench.pages import databases, environment, named, run
from tests.bench.wall import OFFICES, SEED, multiply


def scores(large: str = "") -> None:
    """Make both offices on a private PostgreSQL and compute a year's scores in each. `large`: "units,assignments" instead of a province's."""
    offices = OFFICES | ({"bench_province": tuple(int(n) for n in large.split(","))} if large else {})
    with server() as url, tempfile.TemporaryDirectory(prefix="dangjian-bench-") as var:
        for name, (units, count) in offices.items():
            env = environment(url, name, var)
            databases(url, f"DROP DATABASE IF EXISTS {name}", f"CREATE DATABASE {name}")
            run(env, "manage.py", "migrate", "-v0")
            run(env, "manage.py", "fill", "--units", str(units), "--items", str(min(count, SEED)))
            multiply(named(url, name), count // min(count, SEED) - 1, "tasks_submission")
            databases(named(url, name), "VACUUM ANALYZE")
            run(env, "-m", "tests.bench.scores_computed")
            databases(url, f"DROP DATABASE {name} WITH (FORCE)")
