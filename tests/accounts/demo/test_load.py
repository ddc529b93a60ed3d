"""The demo office, and the first day of a real one."""

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
from accounts.tickets.codes import by_code
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


WORDS = ("found_office", "中共云溪县委员会", "--system", "xitong", "甲", "--security", "anquan", "乙", "--audit", "shenji", "丙")


def test_a_real_office_is_founded_with_codes_and_without_passwords(capsys):
    call_command(*WORDS)
    lines = [line.split("\u3000") for line in capsys.readouterr().out.splitlines() if "\u3000" in line]
    assert [(line[0].strip(), line[1]) for line in lines] == [("xitong", "甲"), ("anquan", "乙"), ("shenji", "丙")]
    moment = Entry.objects.latest("id").at
    assert [by_code(line[0].strip(), line[2], moment).name for line in lines] == ["甲", "乙", "丙"]
    assert not any(user.has_usable_password() for user in User.objects.all())


def test_an_office_is_founded_once():
    call_command(*WORDS)
    with pytest.raises(CommandError, match="系统中已有单位或人员，不能再初始化。"):
        call_command(*WORDS)
