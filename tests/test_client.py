"""The shared client's guard bites."""

import pytest
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.urls import path

from accounts.trail.actions import record
from accounts.units.models import Unit
from accounts.users.models import User
from tests.client import TrailClient, Writes


def bare(request: HttpRequest) -> HttpResponse:
    """Change a business row and tell nobody."""
    Unit.objects.create(name="某局党组", kind="party_group", path="0001/")
    return HttpResponse("ok")


def raw(request: HttpRequest) -> HttpResponse:
    """The same by SQL."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM accounts_unit")
    return HttpResponse("ok")


def trailed(request: HttpRequest) -> HttpResponse:
    """Change a business row and record it."""
    with transaction.atomic():
        unit = Unit.objects.create(name="某局党组", kind="party_group", path="0001/")
        record(act="设立单位", target=unit, by=None)
    return HttpResponse("ok")


def refused(request: HttpRequest) -> HttpResponse:
    """Write, and answer that it was refused."""
    bare(request)
    return HttpResponse("no", status=409)


urlpatterns = [path("bare", bare), path("raw", raw), path("trailed", trailed), path("refused", refused)]
for view in (bare, raw, trailed, refused):
    view.login_required = False

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.test_client")]


@pytest.mark.parametrize("address", ["/bare", "/raw"])
def test_a_post_that_changes_business_rows_without_a_trail_fails_the_test(client: TrailClient, address: str) -> None:
    with pytest.raises(AssertionError, match="changed accounts_unit without a row in the trail"):
        client.post(address)


def test_the_same_change_passes_an_ordinary_client() -> None:
    assert TrailClient.__bases__[0]().post("/bare").status_code == 200
    assert Unit.objects.count() == 1


def test_a_post_with_its_trail_row_passes(client: TrailClient) -> None:
    assert client.post("/trailed").status_code == 200


def test_a_refused_post_is_not_looked_at(client: TrailClient) -> None:
    assert client.post("/refused").status_code == 409


def test_reading_must_not_write_even_with_a_trail(client: TrailClient) -> None:
    with pytest.raises(AssertionError, match="reading must not write"):
        client.get("/trailed")


def test_the_time_of_a_sign_in_is_not_business_but_a_change_beside_it_is() -> None:
    user = User.objects.create_user("zhang.san")
    writes = Writes()
    with connection.execute_wrapper(writes):
        user.save(update_fields=["last_login"])
    assert writes.business == set()
    with connection.execute_wrapper(writes):
        user.save(update_fields=["last_login", "email"])
    assert writes.business == {"accounts_user"}


def test_letters_alone_are_not_business() -> None:
    user, writes = User.objects.create_user("li.si"), Writes()
    with connection.execute_wrapper(writes):
        user.letters.update(state="queued")
    assert writes.tables == ["accounts_letter"]
    assert writes.business == set()
