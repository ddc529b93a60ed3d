"""Every address, every role, own unit and other units, reading and writing: the answer is the one in the table (tests/doors)."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import transaction
from django.test import RequestFactory, override_settings
from django.test.client import ClientHandler

from accounts.access import allow
from accounts.roles import GUARDIANS, Permission, Role
from tests.doors import leaks, probe
from tests.doors.door import CALLERS, Door, Place, expected
from tests.doors.parts import in_parts
from tests.doors.rows.who import UNIT
from tests.doors.stage import Stage, build
from tests.doors.table import TABLE
from tests.doors.urlconf import gaps, names

# The answers come from views and roles, not from SQL: one database is enough, and this is the longest part of the suite.
pytestmark = [pytest.mark.django_db, pytest.mark.once]
NOW = datetime(2026, 11, 24, 10, tzinfo=ZoneInfo("Asia/Shanghai"))
NAMES = sorted({door.name for door in TABLE})
# A view that does not ask whether htmx asks cannot answer it otherwise.
IN_PARTS = sorted(in_parts())


@pytest.fixture(scope="module")
def stage(django_db_setup: None, django_db_blocker, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """The office, built once; the transaction around it is rolled back at the end."""
    media: Path = tmp_path_factory.mktemp("doors")
    here, then = override_settings(MEDIA_ROOT=media), time_machine.travel(NOW, tick=False)
    with django_db_blocker.unblock(), here, then, transaction.atomic():
        yield build()
        transaction.set_rollback(True)


def rows(name: str) -> list[Door]:
    """The rows of one URL."""
    return [door for door in TABLE if door.name == name]


def test_every_url_has_a_row_and_every_row_a_url() -> None:
    assert gaps(TABLE, names()) == []


def test_a_url_without_a_row_and_a_row_without_a_url_are_named() -> None:
    shortened = [door for door in TABLE if door.name != "items:cancel"] + [Door("items:burn")]
    assert gaps(shortened, names()) == ["URL without a row: items:cancel", "row without a URL: items:burn"]


@pytest.mark.urls("tests.doors.leaks")
def test_new_addresses_are_found_however_deep_and_also_without_a_name() -> None:
    assert sorted(set(names()) - {door.name for door in TABLE}) == ["(no name) nameless/", *sorted(leaks.NAMES)]


def test_guardians_enter_no_page_of_business_and_nobody_else_theirs() -> None:
    common = {"home", "account_logout", "accounts:mailbox", "accounts:mail", "accounts:mail_html", "accounts:undelivered"}
    common |= {"accounts:notices", "accounts:notices_read", "accounts:notice", "accounts:notice_calendar", "accounts:notice_read"}
    common |= {"accounts:say", "accounts:mail_choices"} | {name for name in NAMES if name.startswith("accounts:own")}
    closed = [door for door in TABLE if door.name not in common and not door.open]
    assert [str(d) for d in closed if d.who & GUARDIANS and not (d.name.startswith("accounts:") and d.who < GUARDIANS)] == []


def test_every_role_is_asked() -> None:
    assert {caller.role for caller in CALLERS} == {*Role, None}


def test_the_coat_turns_away_without_a_look_at_the_object(stage: Stage) -> None:
    def view(request, pk):
        raise AssertionError("entered")

    coat, request = allow(Permission.READ_TRAIL)(view), RequestFactory().get("/")
    request.user = stage.small.a.clerk
    with transaction.atomic():
        assert [coat(request, pk=pk).status_code for pk in (1, probe.NOT_THERE, "no number")] == [403, 403, 403]
        transaction.set_rollback(True)


@pytest.mark.parametrize("name", NAMES)
def test_door(stage: Stage, name: str) -> None:
    assert list(probe.all_wrong(stage, rows(name))) == []


@pytest.mark.parametrize("name", IN_PARTS)
def test_door_asked_by_htmx(stage: Stage, name: str) -> None:
    assert list(probe.wrong_parts(stage, rows(name))) == []


@pytest.mark.parametrize("name", NAMES)
def test_other_methods_change_nothing(stage: Stage, name: str) -> None:
    assert list(probe.other_methods(stage, rows(name)[:1])) == []


def test_numbers_that_no_column_can_hold_name_nothing(stage: Stage) -> None:
    assert [breach for name in NAMES for breach in probe.absurd(stage, rows(name)[0])] == []


@pytest.mark.parametrize(
    ("door", "breach"),
    [
        (
            Door("leak:peep", "pending", who=UNIT),
            "GET leak:peep[pending] of organ B, secretary of A: 200 , the table says 404",
        ),
        (
            Door("leak:conflict", "pending", who=UNIT, get=405, post={}),
            "POST leak:conflict[pending] of organ B, secretary of A: 409 , the table says 404",
        ),
        (
            Door("leak:hasty", "pending", who=UNIT, get=405, post={}),
            "GET leak:hasty[pending] of organ B, secretary of A: 200 , the table says 405",
        ),
        (Door("leak:open", who=UNIT), "GET leak:open of no unit, nobody signed in: 200 , the table says 302"),
        (Door("leak:lax", who=UNIT), "GET leak:lax of no unit, system administrator: 200 , the table says 403"),
        (
            Door("leak:late", who=UNIT, get=405, post={}),
            "POST leak:late of no unit, system administrator: 403, yet accounts_unit changed",
        ),
        (
            Door("leak:writes_on_get", who=UNIT),
            "GET leak:writes_on_get of no unit, secretary of A: AssertionError: "
            "GET /leak/get/ changed accounts_unit: reading must not write",
        ),
        (
            Door("leak:untrailed", who=UNIT, post={}),
            "POST leak:untrailed of no unit, secretary of A: AssertionError: "
            "POST /leak/untrailed/ changed accounts_unit without a row in the trail",
        ),
        (Door("leak:idle", who=UNIT, post={}, done=200), "POST leak:idle of no unit, secretary of A: changed nothing"),
        (Door("leak:inline", who=UNIT), "GET leak:inline of no unit, secretary of A: without Content-Disposition: attachment"),
        (Door("leak:breaks", who=UNIT), "GET leak:breaks of no unit, secretary of A: ZeroDivisionError: division by zero"),
    ],
    ids=lambda value: value.name if isinstance(value, Door) else "",
)
@pytest.mark.urls("tests.doors.leaks")
def test_a_leaking_view_is_caught(stage: Stage, door: Door, breach: str) -> None:
    assert breach in list(probe.all_wrong(stage, [door]))


@pytest.mark.urls("tests.doors.leaks")
def test_a_part_for_whoever_asks_by_htmx_is_caught(stage: Stage) -> None:
    door = Door("leak:part", "pending", who=UNIT)
    assert (list(probe.all_wrong(stage, [door])), set(in_parts()) - set(IN_PARTS)) == ([], {"leak:part"})
    breach = "GET leak:part[pending] of organ B, secretary of A, by htmx: 200 , the table says 404"
    assert breach in list(probe.wrong_parts(stage, [door]))


@pytest.mark.urls("tests.doors.leaks")
def test_a_view_that_writes_on_put_is_caught_without_the_guard_and_never_reached_with_it(
    stage: Stage, settings, monkeypatch
) -> None:
    door = Door("leak:put", who=UNIT)
    assert (list(probe.all_wrong(stage, [door])), list(probe.other_methods(stage, [door]))) == ([], [])
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if name != "config.methods.MethodsMiddleware"]
    monkeypatch.setattr(probe, "HANDLER", ClientHandler(enforce_csrf_checks=False))
    assert "PUT leak:put, secretary of A: 400  accounts_unit" in list(probe.other_methods(stage, [door]))


def test_the_table_says_what_a_row_means() -> None:
    door = Door("items:acknowledge", "pending", who=UNIT, get=405, post={})
    answers = {
        (c.name, place): expected(door, c, place, "POST")
        for c in CALLERS
        for place in (Place.OWN, Place.OTHER)
        if c.name in ("nobody signed in", "office administrator", "clerk of A")
    }
    assert answers == {
        ("nobody signed in", Place.OWN): 302,
        ("nobody signed in", Place.OTHER): 302,
        ("office administrator", Place.OWN): 403,
        ("office administrator", Place.OTHER): 403,
        ("clerk of A", Place.OWN): 302,
        ("clerk of A", Place.OTHER): 404,
    }
