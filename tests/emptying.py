"""Between tests that commit, tables are emptied and get back what the migrations had put in (glossary, library, scheme).

The trail's guard is lifted for just that moment. Rows are kept and put back as the driver gives them: through objects it would take
twenty times as long, and that for each such test.
"""

from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.operations import BaseDatabaseOperations

from accounts.trail import guard

_empty = BaseDatabaseOperations.execute_sql_flush
# by alias and table: the statement that puts its rows back, and the rows
_first_contents: dict[str, dict[str, tuple[str, list[tuple]]]] = {}


def remember_first_contents() -> None:
    """Keep what a fresh database holds; called once, after the migrations."""
    for connection in connections.all():
        _first_contents[connection.alias] = _contents(connection)


def _contents(connection: BaseDatabaseWrapper) -> dict[str, tuple[str, list[tuple]]]:
    """The tables that Django empties and that are not empty now."""
    quote, found = connection.ops.quote_name, {}
    with connection.cursor() as cursor:
        for table in connection.introspection.django_table_names(only_existing=True, include_views=False):
            cursor.execute(f"SELECT * FROM {quote(table)}")
            columns = [column[0] for column in cursor.description]
            if rows := cursor.fetchall():
                names, places = ", ".join(map(quote, columns)), ", ".join(["%s"] * len(columns))
                found[table] = f"INSERT INTO {quote(table)} ({names}) VALUES ({places})", rows
    return found


def _lift_empty_and_refill(self, statements: list[str]) -> None:
    """Take the guard down, empty the tables, put it up again, all in one transaction; then the first contents come back."""
    connection = self.connection
    first, vendor = _first_contents.get(connection.alias, {}), connection.vendor
    if vendor == "postgresql":
        # TRUNCATE makes new files for every table and index, and most have nothing in them: only where something was written.
        now = _contents(connection)
        first = {table: first.get(table) for table in now.keys() | first.keys() if now.get(table) != first.get(table)}
        statements = [f"DELETE FROM {connection.ops.quote_name(table)}" for table in first]
    _empty(self, [*guard.REMOVE[vendor], *statements, *guard.install(vendor)])
    # Foreign keys are looked at when the transaction ends: the order of the tables does not matter.
    with transaction.atomic(connection.alias), connection.cursor() as cursor:
        for insert, rows in filter(None, first.values()):
            cursor.executemany(insert, rows)


BaseDatabaseOperations.execute_sql_flush = _lift_empty_and_refill
