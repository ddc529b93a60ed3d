"""python -m tests.upgrade.same FILE [chain]: what the tables of a database are, as a set, and what lies in them after migrate, as JSON.

With "chain" the empty database is first brought to its end one migration after the other, as those did who began early (decision 0058).
"""

import json
import os
import sys
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from django.db import connection  # noqa: E402 (the apps must stand first)
from django.db.migrations.executor import MigrationExecutor  # noqa: E402

OURS = "table_schema = 'public'"
CATALOG = {
    "sqlite": ("SELECT type, name, tbl_name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'",),
    "postgresql": (
        "SELECT table_name, column_name, data_type, character_maximum_length, numeric_precision, numeric_scale, is_nullable, "
        f"column_default, is_identity, collation_name FROM information_schema.columns WHERE {OURS}",
        "SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'",
        "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint "
        "WHERE connamespace = 'public'::regnamespace",
        "SELECT tgrelid::regclass::text, tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal",
        "SELECT proname, prosrc FROM pg_proc WHERE pronamespace = 'public'::regnamespace",
    ),
}


def tables() -> list[str]:
    """Every table, column, index, constraint, trigger and function, one line each; SQLite's columns in the order of their names."""
    with connection.cursor() as cursor:
        rows = []
        for sql in CATALOG[connection.vendor]:
            cursor.execute(sql)
            rows += cursor.fetchall()
    return sorted(str([*row[:-1], in_order(row[-1])] if connection.vendor == "sqlite" else row) for row in rows)


def in_order(sql: str | None) -> list[str]:
    """A column added later stands last, which means nothing: what CREATE TABLE lists between its brackets, by name."""
    if not (sql or "").startswith("CREATE TABLE"):
        return [sql or ""]
    head, _, listed = sql.partition("(")
    parts, depth = [""], 0
    for sign in listed.removesuffix(")"):
        depth += {"(": 1, ")": -1}.get(sign, 0)
        if sign == "," and not depth:
            parts.append("")
        else:
            parts[-1] += sign
    return [head, *sorted(part.strip() for part in parts)]


def contents() -> dict[str, list[str]]:
    """The rows of every table but Django's own list of migrations."""
    with connection.cursor() as cursor:
        found = {}
        for table in sorted(set(connection.introspection.table_names(cursor)) - {"django_migrations"}):
            cursor.execute(f'SELECT * FROM "{table}"')
            names = [column[0] for column in cursor.description]
            found[table] = sorted(str(sorted(zip(names, map(str, row), strict=True))) for row in cursor.fetchall())
    return found


def go_by_the_chain() -> None:
    """As `migrate` does, without the migrations that make all at once."""
    executor = MigrationExecutor(connection)
    executor.loader.replace_migrations = False
    executor.loader.build_graph()
    squashed = {key for key, migration in executor.loader.disk_migrations.items() if migration.replaces}
    executor.migrate([key for key in executor.loader.graph.leaf_nodes() if key not in squashed])


if __name__ == "__main__":
    if sys.argv[2:] == ["chain"]:
        go_by_the_chain()
    Path(sys.argv[1]).write_text(json.dumps([tables(), contents()]), encoding="utf-8")
