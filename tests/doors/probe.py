"""Knock at a door: send one request, see what it answered and what it changed, and roll everything back."""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from inspect import getclosurevars
from itertools import product
from typing import Any

from django.db import connection, transaction
from django.http import FileResponse
from django.test.client import ClientHandler
from django.urls import get_urlconf, resolve, reverse
from django.views.decorators.http import require_GET

from accounts.roles import GRANTS, Permission
from tests.client import TrailClient, Writes
from tests.doors import snapshot
from tests.doors.door import CALLERS, SIGN_IN, Caller, Door, Place, expected
from tests.doors.stage import Spot, Stage

NUMBERS = ("pk", "speech")
NOT_THERE = 10**9
HANDLER = ClientHandler(enforce_csrf_checks=False)  # one for all requests: each would build the chain of middleware anew
NOT_ALLOWED = 405
AS_HTMX = {"HX-Request": "true"}
METHODS_GUARD = require_GET(str).__code__  # all of its kind share it
DJANGOS = os.path.dirname(METHODS_GUARD.co_filename)
ODD = {"PUT": 405, "PATCH": 405, "DELETE": 405, "TRACE": 405, "OPTIONS": 200, "BREW": 405}


@dataclass(frozen=True)
class Answer:
    """What came back, which tables changed, and what went wrong on the way (an exception, a missing trail row)."""

    status: int
    location: str
    changed: tuple[str, ...]
    fault: str = ""


def send(
    stage: Stage, caller: Caller, method: str, address: str, data: dict[str, Any], headers: dict[str, str] | None = None
) -> Answer:
    """One request in a transaction that is rolled back."""
    client = TrailClient(headers=headers)
    client.handler = HANDLER
    client.cookies.load(stage.cookies[caller.name])
    status, location, changed, fault, writes = 0, "", (), "", Writes()
    with transaction.atomic(), connection.execute_wrapper(writes):
        try:
            answer = client.generic(method, address) if method in ODD else getattr(client, method.lower())(address, data)
            status, location = answer.status_code, answer.headers.get("Location", "")
            fault = unsealed(answer)
            if answer.streaming:
                b"".join(answer.streaming_content)  # read to its end, so that the file is closed
            now = snapshot.take(writes.tables)
            changed = tuple(table for table in now if now[table] != stage.snapshot[table])
            if snapshot.FILES in changed:
                snapshot.restore(stage.files)
        except Exception as error:  # noqa: BLE001 - whatever a view raises is a finding, told with its cell
            fault = f"{type(error).__name__}: {error}"
        transaction.set_rollback(True)
    return Answer(status, location, changed, fault)


def unsealed(answer) -> str:
    """What a file that is handed out lacks: never guessed at, never opened in the site's name."""
    if not isinstance(answer, FileResponse) and "Content-Disposition" not in answer:
        return ""
    wanted = {"X-Content-Type-Options": "nosniff", "Content-Security-Policy": "sandbox; default-src 'none'"}
    if answer.headers["Content-Type"] != "image/jpeg":  # a small picture of our own making stands in the page
        wanted["Content-Disposition"] = "attachment"
    return " ".join(f"without {name}: {value}" for name, value in wanted.items() if not answer.get(name, "").startswith(value))


def spots(stage: Stage, door: Door) -> Iterator[tuple[Place, Spot]]:
    """The objects of a door by place, and one that does not exist where the address holds a number."""
    found = stage.targets[door.target] if door.target else {Place.ANY: Spot()}
    yield from found.items()
    first = next(iter(found.values()))
    if any(name in NUMBERS for name in first.kwargs):
        kwargs = {name: NOT_THERE if name in NUMBERS else value for name, value in first.kwargs.items()}
        yield Place.MISSING, Spot(kwargs, first.said)


def address(door: Door, spot: Spot) -> str:
    """The path of the object's page."""
    return reverse(door.name, kwargs=spot.kwargs) + spot.query


def payload(door: Door, spot: Spot) -> dict[str, Any]:
    """What a person sends: the fields of the row, and the hidden ones of the object's page. Callables are made anew (uploads)."""
    said = {**spot.said, **(door.post or {})}
    return {name: value() if callable(value) else value for name, value in said.items()}


def wrong(
    stage: Stage, door: Door, caller: Caller, place: Place, spot: Spot, method: str, headers: dict[str, str] | None = None
) -> list[str]:
    """One cell of the table: what differs from it."""
    data = payload(door, spot) if method == "POST" else {}
    answer, want = send(stage, caller, method, address(door, spot), data, headers), expected(door, caller, place, method)
    cell = f"{method} {door} {place}, {caller.name}{', by htmx' if headers else ''}"
    if answer.fault:
        return [f"{cell}: {answer.fault}"]
    found = [] if answer.status == want else [f"{cell}: {answer.status} {answer.location}, the table says {want}"]
    turned_away = not caller.signed_in and not door.open
    if turned_away and not answer.location.startswith(SIGN_IN):
        found.append(f"{cell}: redirected to {answer.location}, not to the sign-in page")
    worked = method == "POST" and door.post is not None and door.admits(caller, place) and answer.status == want < 400
    if answer.changed and not worked:
        found.append(f"{cell}: {answer.status}, yet {', '.join(answer.changed)} changed")
    business = [table for table in answer.changed if table != snapshot.FILES]
    if worked and door.changes is not None and bool(business) != door.changes:
        found.append(f"{cell}: changed {', '.join(business) or 'nothing'}")
    return found


def all_wrong(stage: Stage, doors: Iterable[Door]) -> Iterator[str]:
    """Every caller at every place, visiting (once where several rows name the same object) and sending; a line for each breach.

    Whom the coat turns away before the view has seen the object asks each way once: the coat reads nothing but the caller's posts. So
    does everybody where the method itself is refused before the view: then only the address counts.
    """
    visited, refused = set(), set()
    for door in doors:
        for place, spot in spots(stage, door):
            methods = ("POST",) if (door.name, door.target) in visited else ("GET", "POST")
            for caller, method in product(CALLERS, methods):
                if (caller.name, door.name, method) not in refused:
                    yield from wrong(stage, door, caller, place, spot, method)
                if turned_away_unseen(door, spot, caller) or not_allowed_unseen(door, spot, method):
                    refused.add((caller.name, door.name, method))
        visited.add((door.name, door.target))


def turned_away_unseen(door: Door, spot: Spot, caller: Caller) -> bool:
    """True when `accounts.access.allow` around the view itself refuses this signed-in caller, whatever the address names."""
    permissions = coat_of(reverse(door.name, kwargs=spot.kwargs), get_urlconf())
    granted = GRANTS[caller.role] if caller.role else frozenset()
    return caller.signed_in and permissions is not None and not granted & permissions


def not_allowed_unseen(door: Door, spot: Spot, method: str) -> bool:
    """True when Django's own `require_http_methods` around the view refuses this method, whoever asks for whatever object."""
    allowed = methods_of(reverse(door.name, kwargs=spot.kwargs), get_urlconf())
    return allowed is not None and method not in allowed


@cache
def methods_of(path: str, urlconf: str | None) -> list[str] | None:
    """What a `require_http_methods` lets through that stands outermost around the view at this path, or under decorators of Django's own.

    None where there is none, or one of ours before it: that might look at the object first.
    """
    view = resolve(path, urlconf).func
    while (code := getattr(view, "__code__", None)) and code.co_filename.startswith(DJANGOS):
        if code is METHODS_GUARD:
            return getclosurevars(view).nonlocals["request_method_list"]
        view = getattr(view, "__wrapped__", None)
    return None


@cache
def coat_of(path: str, urlconf: str | None) -> frozenset[Permission] | None:
    """The permissions that the coat around the view at this path asks for; None where there is no coat."""
    permissions = getattr(resolve(path, urlconf).func, "permissions", None)
    return None if permissions is None else frozenset(permissions)


def wrong_parts(stage: Stage, doors: Iterable[Door]) -> Iterator[str]:
    """Every caller at every place asks as htmx does: a part is given to whom the page is given, and to nobody else."""
    for door in doors:
        as_part = replace(door, done=door.part or door.done)
        for place, spot in spots(stage, door):
            for method in ("GET", "POST"):
                for caller in CALLERS if door.plain(method) != NOT_ALLOWED else ():
                    if not turned_away_unseen(door, spot, caller):  # by the coat, which asks nothing of htmx
                        yield from wrong(stage, as_part, caller, place, spot, method, AS_HTMX)


def other_methods(stage: Stage, doors: Iterable[Door]) -> Iterator[str]:
    """HEAD answers as GET does, at every place; whatever else is sent is answered before session and view, and changes nothing.

    That guard reads nothing but the method: the first whom the door admits asks, at the first place.
    """
    for door in doors:
        found = [(place, spot, [c for c in CALLERS if door.admits(c, place)][:1]) for place, spot in spots(stage, door)]
        admitted = [(place, spot, caller) for place, spot, callers in found for caller in callers]
        for place, spot, caller in admitted:
            yield from wrong(stage, door, caller, place, spot, "HEAD")
        for _, spot, caller in admitted[:1]:
            for method, want in ODD.items():
                answer = send(stage, caller, method, address(door, spot), {})
                if answer.fault or answer.status != want or answer.changed:
                    yield f"{method} {door}, {caller.name}: {answer.status} {answer.fault} {' '.join(answer.changed)}"


def absurd(stage: Stage, door: Door) -> Iterator[str]:
    """A number that no column can hold names nothing."""
    spot = next((spot for place, spot in spots(stage, door) if place == Place.MISSING), None)
    caller = next((caller for caller in CALLERS if caller.signed_in and caller.role in door.who), None)
    if spot and caller:
        huge = Spot({name: 10**30 if name in NUMBERS else value for name, value in spot.kwargs.items()}, spot.said)
        for method in ("GET", "POST"):
            yield from wrong(stage, door, caller, Place.MISSING, huge, method)
