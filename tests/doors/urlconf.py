"""The names of all addresses of a URLconf, and how they agree with the table."""

from collections.abc import Iterable, Iterator

from django.urls import URLResolver, get_resolver

from tests.doors.door import Door


def names(resolver: URLResolver | None = None, namespace: str = "") -> Iterator[str]:
    """The full name of each address, whatever its depth; an address without a name gives its route."""
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from names(pattern, inner)
        else:
            yield f"{namespace}{pattern.name}" if pattern.name else f"(no name) {pattern.pattern}"


def gaps(table: Iterable[Door], found: Iterable[str]) -> list[str]:
    """What is in one of the two only."""
    rows, addresses = {door.name for door in table}, set(found)
    return [f"URL without a row: {name}" for name in sorted(addresses - rows)] + [
        f"row without a URL: {name}" for name in sorted(rows - addresses)
    ]
