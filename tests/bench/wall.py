"""make bench ARGS="wall": the wall from figures that are counted ahead, against the live aggregate, in a county and in a province."""

import os
import sys
import tempfile

from deploy.postgres import server
from tests.bench.pages import databases, environment, named, run

# name -> units, assignments
OFFICES = {"bench_county": (300, 50_000), "bench_province": (2000, 1_000_000)}
# What `fill` makes by rows; the rest is that many copies of it by the database itself.
SEED = 25_000


def wall(large: str = "", keep: bool = False) -> None:
    """Make both offices on a private PostgreSQL (`keep`: on that of DATABASE_URL, once for many runs), then visit their walls.

    `large`: "units,assignments" instead of those of a province.
    """
    if keep and not os.environ.get("DATABASE_URL", "").startswith("postgres"):
        sys.exit("--keep 需要 DATABASE_URL 指明一个 PostgreSQL，两个试用库（bench_county、bench_province）留在那里。")
    offices = OFFICES | ({"bench_province": tuple(int(n) for n in large.split(","))} if large else {})
    with server() as url, tempfile.TemporaryDirectory(prefix="dangjian-bench-") as var:
        there = {name for (name,) in databases(url, "SELECT datname FROM pg_database")}
        try:
            for name, (units, count) in offices.items():
                env = environment(url, name, var)
                if not (keep and name in there):
                    databases(url, f"DROP DATABASE IF EXISTS {name}", f"CREATE DATABASE {name}")
                    run(env, "manage.py", "migrate", "-v0")
                    run(env, "manage.py", "fill", "--units", str(units), "--items", str(min(count, SEED)))
                    multiply(named(url, name), count // min(count, SEED) - 1)
                    databases(named(url, name), "VACUUM ANALYZE")
                else:
                    run(env, "manage.py", "migrate", "-v0")
                run(env, "-m", "tests.bench.wall_visits")
        finally:
            if not keep:
                databases(url, *(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)" for name in offices))


def multiply(url: str, copies: int, *more: str) -> None:
    """Copies of every item with its assignments and what `more` holds of them, for the same units: COPY's speed, and the real shape of the rows."""
    tables = ("tasks_item", "tasks_assignment", *(more or ("tasks_move",)))
    step = max(databases(url, f"SELECT max(id) FROM {table}")[0][0] for table in tables)
    highest = databases(url, "SELECT max(number) FROM tasks_item")[0][0]
    own = {"tasks_assignment": ("id", "item_id"), "tasks_item": ("id",), TRAIL: ("id", "target_id", "number")}
    own |= {table: ("id", "assignment_id") for table in more or ("tasks_move",) if table != TRAIL}
    for number in range(1, copies + 1):
        for table in tables:
            columns = [name for (name,) in databases(url, COLUMNS.format(table=table))]
            shifts = {column: number * step for column in own[table]} | (
                {"number": number * highest} if table == "tasks_item" else {}
            )
            shifted = {name: f'"{name}" + {shift}' for name, shift in shifts.items()}
            shifted |= {"key": f"\"key\" || '-{number}'"} if table == "tasks_report" else {}
            values = [shifted.get(name, f'"{name}"') for name in columns]
            names = ", ".join(f'"{name}"' for name in columns)
            databases(url, f"INSERT INTO {table} ({names}) SELECT {', '.join(values)} FROM {table} WHERE id <= {step}")
    for table in tables:
        databases(url, f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))")


TRAIL = "accounts_entry"
COLUMNS = "SELECT column_name FROM information_schema.columns WHERE table_name = '{table}' ORDER BY ordinal_position"
