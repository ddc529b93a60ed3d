"""Once a month the security administrators are told which accounts nobody uses any more."""

from datetime import date, timedelta

import pytest
import time_machine

from accounts.letters.models import Letter
from accounts.rights.monthly import NAMED, tell_of_idle
from accounts.roles import Role
from accounts.units.models import Post
from accounts.users.models import User
from tests import factories
from tests.tasks.conftest import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    with time_machine.travel(NOW, tick=False):
        small = factories.office()
        User.objects.update(last_login=NOW - timedelta(days=30))
        yield small


def told(now) -> list[User]:
    with time_machine.travel(now, tick=False):
        return [letter.to for letter in tell_of_idle(now)]


def left_alone(user: User, days: int) -> None:
    User.objects.filter(pk=user.pk).update(last_login=NOW - timedelta(days=days))


def test_while_every_account_is_in_use_nothing_is_written(office):
    left_alone(office.a.clerk, 89)
    assert told(NOW) == []


def test_once_a_month_with_name_account_and_present_unit(office):
    clerk, gone = office.a.clerk, office.b.secretary
    left_alone(clerk, 91)
    over = factories.post(Role.UNIT_CLERK, factories.unit("县档案馆党支部"), who=clerk)
    Post.objects.filter(pk=over.pk).update(valid_to=NOW.date() - timedelta(days=1))
    User.objects.filter(pk=gone.pk).update(expires_on=date(2026, 1, 1))
    next_month = (NOW.replace(day=1) + timedelta(days=32)).replace(day=1)
    assert [told(NOW), told(NOW + timedelta(minutes=1))] == [[office.security_admin], []]
    letter = Letter.objects.get(kind="idle_accounts")
    assert letter.subject == "【党建清单】账号月度清理：长期未登录 1 个，已到期 1 个"
    assert f"{clerk.name}（{clerk.username}），{office.a.unit.name}\n" in letter.text
    assert f"<li>{gone.name}（{gone.username}），{office.b.unit.name}</li>" in letter.html
    assert "档案馆" not in letter.text
    assert "仍在岗的不必处理，不要求为此登录" in letter.text  # nobody clocks in
    left_alone(clerk, 0)
    assert told(next_month) == [office.security_admin]  # the other one is still there


def test_a_closed_account_needs_no_more_looking_at(office):
    User.objects.filter(pk=office.a.clerk.pk).update(is_active=False, last_login=NOW - timedelta(days=400))
    assert told(NOW) == []


def test_of_very_many_the_first_are_named(office):
    for number in range(NAMED + 2):
        left_alone(factories.user(f"长名{number}"), 100)
    told(NOW)
    assert "另有 2 个，请系统管理员在“人员”页按“长期未登录”查看" in Letter.objects.get(kind="idle_accounts").text
