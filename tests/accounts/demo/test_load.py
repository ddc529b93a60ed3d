"""The demo office."""

from collections import Counter
from datetime import date

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.management import CommandError, call_command

from accounts.conflict import Refused
from accounts.demo.load import DEMO_SIGN_INS, PASSWORD, load_people
from accounts.importing.shapes import Verdict
from accounts.models import Entry, Post, Unit, User
from accounts.roles import Role
from accounts.units.queries import county_leader_of, first_responsible

# The demo refuses to start on PostgreSQL (config/settings.py): one database is enough.
pytestmark = [pytest.mark.django_db, pytest.mark.once]
TODAY = date(2026, 11, 24)


def test_outside_the_demo_nothing_is_loaded():
    with pytest.raises(Refused):
        load_people(on=TODAY)
    assert (Unit.objects.count(), User.objects.count()) == (0, 0)


def test_the_demo_county_has_its_organs_people_and_charges(settings):
    settings.DEMO = True
    load_people(on=TODAY)
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
    load_people(on=TODAY)
    rows = Entry.objects.count()
    again = load_people(on=TODAY)
    assert (again.count(Verdict.NEW), again.count(Verdict.CHANGED), Entry.objects.count()) == (0, 0, rows)


def test_each_shown_sign_in_opens_and_its_password_is_a_good_one(settings, client):
    settings.DEMO = True
    load_people(on=TODAY)
    for account, _, _ in DEMO_SIGN_INS:
        answer = client.post("/sign-in/", {"login": account, "password": PASSWORD})
        assert (account, answer.status_code) == (account, 302)
        client.logout()
        validate_password(PASSWORD, User.objects.get(username=account))


def test_a_former_secretary_answers_for_his_own_days(settings):
    settings.DEMO = True
    load_people(on=TODAY)
    unit = Unit.objects.get(name="县水利局党组")
    days = [date(2025, 1, 31), date(2025, 2, 1)]
    assert [first_responsible(unit, day).user.username for day in days] == ["shuili-yuan", "shuili-shuji"]


def test_the_demo_does_not_load_into_production():
    with pytest.raises(CommandError, match="只有演示环境（DEMO=1）可以载入演示数据。"):
        call_command("load_demo")
    assert (Unit.objects.count(), User.objects.count()) == (0, 0)
