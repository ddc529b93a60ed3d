"""One-time tickets: a link of half an hour, a slip of seven days; each dies with its first use."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from accounts.conflict import NotYours, Refused
from accounts.models import Entry, Letter, User
from accounts.roles import Role
from accounts.tickets import actions, codes
from accounts.users.actions import close_account, end_sessions
from tests import factories

pytestmark = pytest.mark.django_db
GOOD = "qinghe-2026-mima"


def set_by(client, address: str, password: str = GOOD, again: str | None = None):
    """Send the form of the page behind a link."""
    return client.post(address, {"password": password, "again": again or password})


def test_a_link_sets_the_password_once_and_opening_it_uses_nothing_up(client):
    user = factories.user("周文斌")
    address = f"/set-password/{codes.link(user)}/"
    for _ in range(3):
        assert client.get(address).status_code == 200
    assert set_by(client, address).headers["Location"] == "/sign-in/"
    assert User.objects.get(pk=user.pk).check_password(GOOD)
    gone = set_by(client, address, "another-password-1")
    assert (gone.status_code, "已用过、已过期或不完整" in gone.content.decode()) == (410, True)
    assert User.objects.get(pk=user.pk).check_password(GOOD)


def test_a_link_lives_half_an_hour():
    user, now = factories.user(), timezone.now().replace(microsecond=0)
    with time_machine.travel(now, tick=False):
        token = codes.link(user)
    with time_machine.travel(now + timedelta(minutes=30), tick=False):
        assert codes.by_link(token) == user
    with time_machine.travel(now + timedelta(minutes=30, seconds=2), tick=False):
        assert codes.by_link(token) is None


@pytest.mark.parametrize("token", ["", "x", "WzEsMl0:1abcde:xyz", "a" * 5000])
def test_a_forged_link_is_told_so_and_nothing_breaks(client, token):
    assert codes.by_link(token) is None
    assert client.get(f"/set-password/{token or 'x'}/").status_code == 410


def test_a_slip_lives_seven_days():
    user, now = factories.user(), timezone.now()
    code = codes.code(user, now)
    ages = [0, 7, 8, -1]
    assert [codes.by_code(user.username, code, now + timedelta(days=age)) for age in ages] == [user, user, None, None]


def test_a_slip_may_be_typed_in_small_letters_and_without_strokes():
    user, now = factories.user(), timezone.now()
    typed = codes.code(user, now).lower().replace("-", " ")
    assert codes.by_code(f" {user.username.upper()} ", typed, now) == user


def test_a_slip_leads_to_the_page_and_dies_with_its_use(client):
    user = factories.user()
    said = {"username": user.username, "code": codes.code(user, timezone.now())}
    address = client.post("/set-password/", said).headers["Location"]
    set_by(client, address)
    again = client.post("/set-password/", said)
    assert (again.status_code, "账号或口令不对，或口令条已用过、已过期。" in again.content.decode()) == (422, True)


def test_a_slip_fits_nobody_else():
    user, other, now = factories.user(), factories.user(), timezone.now()
    assert codes.by_code(other.username, codes.code(user, now), now) is None


def test_a_closed_account_or_ended_sessions_make_tickets_worthless():
    user, now = factories.user(), timezone.now()
    link, code = codes.link(user), codes.code(user, now)
    end_sessions(user=user, by=None)
    assert (codes.by_link(link), codes.by_code(user.username, code, now)) == (None, None)
    fresh = User.objects.get(pk=user.pk)
    link = codes.link(fresh)
    close_account(user=fresh, by=None)
    assert codes.by_link(link) is None


@pytest.mark.parametrize(
    ("password", "again", "told"),
    [
        ("short-1", None, "密码太短，至少需要 10 个字符。"),
        ("1234567890123", None, "密码只包含数字。"),
        (GOOD, "qinghe-2026-mimb", "两次输入的密码不一致，请重新输入。"),
        ("x" * 129, None, "密码过长，最多 128 个字符。"),
    ],
)
def test_a_password_that_will_not_do_is_told_and_the_link_stays_good(client, password, again, told):
    user = factories.user()
    address = f"/set-password/{codes.link(user)}/"
    answer = set_by(client, address, password, again)
    assert (answer.status_code, told in answer.content.decode()) == (422, True)
    assert set_by(client, address).status_code == 302


def test_blanks_around_a_password_are_kept(client):
    user = factories.user()
    set_by(client, f"/set-password/{codes.link(user)}/", "  mima-2026-yunxi ")
    assert User.objects.get(pk=user.pk).check_password("  mima-2026-yunxi ")


def test_a_new_password_ends_the_sessions_that_were_open(client):
    user = factories.post(Role.SYSTEM_ADMIN).user
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.get("/units/").status_code == 200
    actions.set_password(user=user, password=GOOD, by=user)
    assert client.get("/units/").status_code == 302


def test_the_letter_carries_the_link_and_goes_to_the_registered_address():
    user = factories.user("周文斌", email="caizheng@qinghe.example")
    actions.send_link(user=user, now=timezone.now(), by=None)
    letter = Letter.objects.get()
    token = letter.text.split("/set-password/")[1].split("/")[0]
    assert (letter.address, codes.by_link(token)) == ("caizheng@qinghe.example", user)


def test_without_an_address_there_is_no_link_and_for_a_closed_account_no_ticket():
    user = factories.user("周文斌")
    with pytest.raises(Refused) as told:
        actions.send_link(user=user, now=timezone.now(), by=None)
    assert str(told.value) == "周文斌没有登记电子邮箱。请先登记邮箱，或打印口令条。"
    close_account(user=user, by=None)
    with pytest.raises(Refused, match="周文斌的账号已停用。请先启用，再设置密码。"):
        actions.print_slips(users=[User.objects.get(pk=user.pk)], now=timezone.now(), by=None)


def test_the_system_administrator_gets_no_ticket_for_the_other_guardians():
    office = factories.office()
    for guardian in (office.security_admin, office.audit_admin):
        with pytest.raises(NotYours):
            actions.print_slips(users=[guardian], now=timezone.now(), by=office.system_admin)


def test_each_ticket_leaves_a_trail_row_without_the_secret():
    user, now = factories.user(email="a@qinghe.example"), timezone.now()
    [(_, code)] = actions.print_slips(users=[user], now=now, by=None)
    actions.send_link(user=user, now=now, by=None)
    actions.set_password(user=user, password=GOOD, by=user)
    rows = list(Entry.objects.order_by("-id")[:3])
    assert [row.act for row in rows] == ["设置密码", "发送设置密码链接", "打印口令条"]
    assert not any(secret in repr(vars(row)) for row in rows for secret in (code, GOOD))
