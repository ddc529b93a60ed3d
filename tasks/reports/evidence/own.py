"""Rows of several tables about the same assignments, counted in one statement: the database gathers the assignments once."""

from django.db import connection
from django.db.models import IntegerField, QuerySet, Value

STATEMENT = "WITH found (n, assignment) AS ({found}) SELECT n, count(*) FROM found WHERE assignment IN ({own}) GROUP BY n"


def counts(own: QuerySet, *found: tuple[QuerySet, str]) -> list[int]:
    """How many rows each of `found` has whose column of that name is one of the assignments `own`."""
    numbered = (rows.order_by().values_list(Value(n, IntegerField()), column) for n, (rows, column) in enumerate(found))
    parts = [rows.query.sql_with_params() for rows in numbered]
    given, values = own.order_by().values_list("pk").query.sql_with_params()
    statement = STATEMENT.format(found=" UNION ALL ".join(part for part, _ in parts), own=given)
    with connection.cursor() as cursor:
        cursor.execute(statement, [*(one for _, more in parts for one in more), *values])
        counted = dict(cursor.fetchall())
    return [counted.get(n, 0) for n in range(len(found))]
