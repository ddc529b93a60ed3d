"""Between tests that commit, tables are emptied and get back what the migrations had put in (glossary, library, scheme).

The trail's guard is lifted for just that moment.
"""

from django.db import connections
from django.db.backends.base.operations import BaseDatabaseOperations

from accounts.trail import guard

_empty = BaseDatabaseOperations.execute_sql_flush
_first_contents: dict[str, str] = {}


def remember_first_contents() -> None:
    """Keep what a fresh database holds; called once, after the migrations."""
    for connection in connections.all():
        _first_contents[connection.alias] = connection.creation.serialize_db_to_string()


def _lift_empty_and_refill(self, statements: list[str]) -> None:
    """Take the guard down, empty the tables, put it up again, all in one transaction; then the first contents come back."""
    vendor = self.connection.vendor
    _empty(self, [*guard.REMOVE[vendor], *statements, *guard.install(vendor)])
    if self.connection.alias in _first_contents:
        self.connection.creation.deserialize_db_from_string(_first_contents[self.connection.alias])


BaseDatabaseOperations.execute_sql_flush = _lift_empty_and_refill
