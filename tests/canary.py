"""Whatever a test types, and whomever the factories name, is a canary: it must not come into the log (RELIABILITY P17).

The root logger gets one more handler; what it heard during a test is compared with what was planted during that test.
"""

import logging
import re
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import unquote_plus, urlsplit

from django.core.handlers.base import BaseHandler
from django.test.client import RequestFactory

from config.logs import OneLine

# What tells something about somebody: words, an address, a long number. Ids, dates and choices do not.
TELLS = re.compile(r"[\u4e00-\u9fff].*[\u4e00-\u9fff]|[^@\s]@[^@\s]+\.\w+|\d{7,}", re.S)
SECRET = re.compile(r"password|again|code|token|old|new|login|credential", re.I)
SHORTEST, TICKET = 4, 30
# The mail server, the provider of identities and the like that tests bring along.
TOOLS = ("mail.", "werkzeug", "oidc_provider_mock", "httpx", "asyncio")


class Canaries(logging.Handler):
    """What was planted, and the lines of the log as production writes them."""

    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self.setFormatter(OneLine())
        self.forget()

    def forget(self) -> None:
        """A new test begins."""
        self.planted: set[str] = set()
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """One line; what the tests' own servers say is no log of ours."""
        if not record.name.startswith(TOOLS):
            self.lines.append(self.format(record))

    def plant(self, values: Iterable[str]) -> None:
        """From now on these must not be seen."""
        self.planted.update(value for value in values if len(value) >= SHORTEST)

    def found(self) -> list[tuple[str, str]]:
        """(canary, line) for each line that holds one."""
        if not self.lines or not self.planted:
            return []
        everything = "\n".join(self.lines)
        seen = [value for value in self.planted if value in everything]
        return [(value, line) for value in seen for line in self.lines if value in line]


canaries = Canaries()


def typed(name: str, value: Any) -> Iterable[str]:
    """The canaries in one field: all of a secret, else what tells something."""
    for each in value if isinstance(value, list | tuple) else (value,):
        if isinstance(each, str) and (TELLS.search(each) or (SECRET.search(name) and len(each) >= 2 * SHORTEST)):
            yield each.strip()[:200]


def in_address(path: str) -> Iterable[str]:
    """What stands in the query, and tickets in the path."""
    said = urlsplit(path)
    for pair in said.query.split("&"):
        name, _, value = pair.partition("=")
        if any(True for _ in typed(name, unquote_plus(value))):
            yield from (unquote_plus(value), value)
    yield from (part for part in said.path.split("/") if len(part) >= TICKET and ":" in part)


def listen() -> None:
    """Every request of a test client tells what is typed with it, and so does every request of a browser to the tests' own site."""
    encode, generic, answer = RequestFactory._encode_data, RequestFactory.generic, BaseHandler.get_response

    def _encode_data(self, data: Any, content_type: str):
        if isinstance(data, Mapping):
            for name, value in data.items():
                canaries.plant(typed(str(name), value))
        return encode(self, data, content_type)

    def _generic(self, method: str, path: str, data: Any = "", content_type: str = "application/octet-stream", **extra):
        query = extra.get("QUERY_STRING", "")
        canaries.plant(in_address(str(path)))
        canaries.plant(in_address(f"?{query}") if query else ())
        for name, value in (extra.get("query_params") or {}).items():
            canaries.plant(typed(str(name), value))
        return generic(self, method, path, data, content_type, **extra)

    def get_response(self, request):
        canaries.plant(in_address(request.get_full_path()))
        try:
            return answer(self, request)
        finally:
            for name, values in getattr(request, "_post", {}).lists() if hasattr(request, "_post") else ():
                canaries.plant(typed(name, values))

    RequestFactory._encode_data, RequestFactory.generic, BaseHandler.get_response = _encode_data, _generic, get_response
