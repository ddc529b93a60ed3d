"""The test client that all view tests share: what a request writes must be in the trail, and reading writes nothing."""

import re
from collections.abc import Callable
from contextlib import ExitStack
from typing import Any

from django.db import connections
from django.test import Client, client

TRAIL = "accounts_entry"
GUESSES = "accounts_guesses"
BUSINESS = ("accounts_", "speeches_", "tasks_")
# Tables of our apps that hold no business, with the reason.
TECHNICAL = {
    TRAIL: "the trail itself",
    "accounts_letter": "a letter follows from an act that has its own row",
    "accounts_pulse": "the heartbeat of the queues",
    "accounts_storedfile": "the inventory of files: a file follows from an act that has its own row",
    "accounts_dayuse": "how much was uploaded on a day, counted by acts that have their own rows",
    "accounts_session": "where people are signed in: follows from signing in, and from using the session",
    GUESSES: "when passwords were tried: nobody has acted yet",
    "tasks_draft": "a text that nobody has sent yet; only its writer sees it",
    "tasks_typedreport": "a text that nobody has saved yet; only its writer sees it",
}
# Single columns that Django itself writes into business tables, with the reason.
TECHNICAL_COLUMNS = {
    ("accounts_user", "last_login"): "the time of a sign-in, written by django.contrib.auth",
}
WRITE = re.compile(
    r"""^\s*(?:INSERT(?:\s+OR\s+\w+)?\s+INTO|UPDATE|DELETE\s+FROM)\s+["`]?(\w+)["`]?(?:\s+SET\s+["`]?(\w+)["`]?)?""", re.I
)


_store = client.store_rendered_templates


def keep_the_page(store: dict, signal: Any, sender: Any, template: Any, context: Any, **more: Any) -> None:
    """What a test may ask of a response: the page's own template and context (letters are written without a request).

    Django keeps a copy of the whole context for each of the hundred small templates of a form.
    """
    if "context" not in store and getattr(context, "request", None) is not None:
        _store(store, signal, sender, template, context, **more)


client.store_rendered_templates = keep_the_page


class Writes:
    """A wrapper for executed statements that remembers which tables were written."""

    def __init__(self) -> None:
        self.tables: list[str] = []

    def __call__(self, execute: Callable, sql: str, params: Any, many: bool, context: dict) -> Any:
        """Run the statement and note its table when it writes."""
        found = WRITE.match(str(sql))
        if found and not self.is_technical_column(found, sql):
            self.tables.append(found[1])
        return execute(sql, params, many, context)

    @staticmethod
    def is_technical_column(found: re.Match, sql: str) -> bool:
        """True for an UPDATE of one single column that is named in TECHNICAL_COLUMNS."""
        assignments = str(sql).split(" WHERE ")[0]
        return (found[1], found[2]) in TECHNICAL_COLUMNS and assignments.count(" = ") == 1

    @property
    def business(self) -> set[str]:
        """The business tables that were written."""
        return {table for table in self.tables if table.startswith(BUSINESS) and table not in TECHNICAL}


class TrailClient(Client):
    """django.test.Client that fails a test when a successful request changed business rows without a trail row.

    A safe method (GET, HEAD, OPTIONS) must not change any business table at all.
    """

    def request(self, **request: Any) -> Any:
        """Send the request and look at what it wrote."""
        writes = Writes()
        with ExitStack() as stack:
            for connection in connections.all():
                stack.enter_context(connection.execute_wrapper(writes))
            response = super().request(**request)
        if response.status_code < 400:
            check(request.get("REQUEST_METHOD", "GET"), request.get("PATH_INFO", ""), writes)
        return response


def check(method: str, path: str, writes: Writes) -> None:
    """Raise AssertionError when the writes break the rule."""
    changed = ", ".join(sorted(writes.business))
    if method in ("GET", "HEAD", "OPTIONS"):
        assert not changed, f"{method} {path} changed {changed}: reading must not write"
    assert not changed or TRAIL in writes.tables, f"{method} {path} changed {changed} without a row in the trail"
