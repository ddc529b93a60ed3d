"""The people of the demo office, loaded once for all that is asked of them here."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

import pytest
from django.contrib.auth.password_validation import validate_password
from django.db import transaction
from django.test import override_settings

from accounts.demo.load import DEMO_SIGN_INS, PASSWORD, load_people
from accounts.importing.shapes import Verdict
from accounts.models import Entry, Post, Unit, User
from accounts.roles import Role
from accounts.units.queries import county_leader_of, first_responsible

# The demo refuses to start on PostgreSQL (config/settings.py): one database is enough.
pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.usefixtures("loaded")]
TODAY = date(2026, 11, 24)


@pytest.fixture(scope="module")
def loaded(django_db_setup: None, django_db_blocker) -> Iterator[None]:
    """The demo's people, gone again after the last test; what a test does to them is undone after that test."""
    with django_db_blocker.unblock(), transaction.atomic():
        with override_settings(DEMO=True):
            load_people(on=TODAY)
        yield
        transaction.set_rollback(True)


def test_the_demo_county_has_its_organs_people_and_charges():
    organs = Unit.objects.filter(
        parent__parent=None, parent__isnull=False, kind__in=["committee", "party_group", "general_branch", "branch"]
    )
    assert (organs.count(), Unit.objects.count()) == (21, 66)
    assert [unit.name for unit in organs if first_responsible(unit, TODAY) is None] == []
    roles = Counter(Post.objects.on(TODAY).values_list("role", flat=True))
    assert [roles[role] for role in (Role.OFFICE_ADMIN, Role.SUPERVISOR, Role.COUNTY_LEADER, Role.SECURITY_ADMIN)] == [2, 1, 4, 1]
    assert county_leader_of(Unit.objects.get(name="县财政局预算国库党支部"), TODAY).user.username == "xianwei4"


def test_loading_the_demo_again_changes_nothing(settings):
    settings.DEMO = True
    rows = Entry.objects.count()
    again = load_people(on=TODAY)
    assert (again.count(Verdict.NEW), again.count(Verdict.CHANGED), Entry.objects.count()) == (0, 0, rows)


def test_each_shown_sign_in_opens_and_its_password_is_a_good_one(client):
    for account, _, _ in DEMO_SIGN_INS:
        answer = client.post("/sign-in/", {"login": account, "password": PASSWORD})
        assert (account, answer.status_code) == (account, 302)
        client.logout()
        validate_password(PASSWORD, User.objects.get(username=account))


def test_a_former_secretary_answers_for_his_own_days():
    unit = Unit.objects.get(name="县水利局党组")
    days = [date(2025, 1, 31), date(2025, 2, 1)]
    assert [first_responsible(unit, day).user.username for day in days] == ["shuili-yuan", "shuili-shuji"]
