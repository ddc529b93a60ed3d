"""应急授权: a superuser's mark is worth nothing, a broken glass is worth an hour of the security administrator's rights, and everybody hears."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction

from accounts.access import may, roles_of
from accounts.conflict import Refused, Stale
from accounts.factors import actions as factors
from accounts.factors import rules
from accounts.glass import actions
from accounts.models import BrokenGlass, Entry, Letter, User
from accounts.roles import Permission, Role
from tests import factories
from tests.accounts.signed_in import client_of, text

pytestmark = [pytest.mark.django_db, pytest.mark.once]
NOW = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
REASON = "安全管理员手机丢失，恢复码不在"


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


@pytest.fixture
def small() -> factories.Office:
    return factories.office()


def broken(user: User, **said) -> BrokenGlass:
    return actions.break_glass(
        **{"user": user, "reason": REASON, "minutes": 60, "operator": "root", "now": datetime.now(UTC)} | said
    )


def fresh(user: User) -> User:
    """As the next request reads him."""
    return User.objects.get(pk=user.pk)


def test_the_mark_alone_is_refused_by_the_database_and_means_nothing(small) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.filter(pk=small.admin.pk).update(is_superuser=True)
    broken(small.admin)
    # Somebody at the database hangs another one's record, or his own of last year, to the mark:
    User.objects.filter(pk=small.a.clerk.pk).update(is_superuser=True, glass=small.admin.broken_glasses.get())
    old = BrokenGlass.objects.create(
        user=small.a.leader, reason=REASON, operator="x", opened_at=NOW - timedelta(days=9), minutes=60
    )
    User.objects.filter(pk=small.a.leader.pk).update(is_superuser=True, glass=old)
    for user, role in ((small.a.clerk, Role.UNIT_CLERK), (small.a.leader, Role.UNIT_LEADER)):
        assert (fresh(user).is_superuser, roles_of(fresh(user))) == (True, {role})
        assert client_of(fresh(user)).get("/rights/").status_code == 403


@pytest.mark.parametrize(
    "wrong", [{"reason": ""}, {"operator": ""}, {"minutes": 0}, {"minutes": 241}, {"ended_at": NOW - timedelta(1)}]
)
def test_what_a_record_must_be_the_database_knows(small, wrong) -> None:
    said = {"user": small.admin, "reason": REASON, "operator": "root", "opened_at": NOW, "minutes": 60}
    with pytest.raises(IntegrityError), transaction.atomic():
        BrokenGlass.objects.create(**said | wrong)
    BrokenGlass.objects.create(**said)
    with pytest.raises(IntegrityError), transaction.atomic():
        BrokenGlass.objects.create(**said)


def test_createsuperuser_says_what_there_is_instead() -> None:
    with pytest.raises(ValidationError, match="manage.py break_glass"):
        User.objects.create_superuser("root", password="x")
    with pytest.raises(CommandError, match="本系统不设超级用户"):
        call_command("createsuperuser", username="root", interactive=False)


def test_for_an_hour_the_rights_of_the_security_administrator_and_no_other(small, clock) -> None:
    glass = broken(small.admin)
    assert roles_of(fresh(small.admin)) == {Role.SECURITY_ADMIN}
    assert not may(fresh(small.admin), Permission.READ_LISTS)
    browser = client_of(fresh(small.admin))
    assert [browser.get(path).status_code for path in ("/rights/", "/people/", "/trail/")] == [200, 403, 403]
    clock.shift(timedelta(minutes=59))
    assert browser.get("/rights/").status_code == 200
    clock.shift(timedelta(minutes=1))
    assert browser.get("/rights/").status_code == 403  # no job has come by
    assert roles_of(fresh(small.admin)) == {Role.OFFICE_ADMIN}
    assert [actions.expire(datetime.now(UTC)), actions.expire(datetime.now(UTC))] == [1, 0]
    glass.refresh_from_db()
    assert (glass.ended_by, fresh(small.admin).is_superuser, fresh(small.admin).glass) == (None, False, None)


def test_the_trail_and_all_three_guardians_hear_in_the_same_transaction(small) -> None:
    broken(small.admin)
    entry = Entry.objects.get(act="应急授权")
    assert (entry.target_id, entry.note, entry.after["operator"], entry.after["minutes"]) == (small.admin.pk, REASON, "root", 60)
    guards = {small.system_admin.pk, small.security_admin.pk, small.audit_admin.pk}
    told = Letter.objects.filter(kind="glass_broken")
    assert ({letter.to_id for letter in told}, all(REASON in letter.text for letter in told)) == (guards, True)
    browser = client_of(fresh(small.admin))
    browser.post(f"/rights/people/{small.b.clerk.pk}/end-sessions/")
    assert Entry.objects.get(act="强制退出登录").post == "中共清禾县委员会应急授权（代行安全管理员）"
    pages = {who: text(client_of(who).get("/account/")) for who in (small.audit_admin, small.system_admin, small.a.clerk)}
    assert ["应急授权中：" in page for page in pages.values()] == [True, True, False]
    assert "您正在代行安全管理员职权（应急授权），至 11:00 自动失效" in text(browser.get("/rights/"))
    with transaction.atomic():
        broken(small.second_admin)
        transaction.set_rollback(True)
    assert (Entry.objects.filter(act="应急授权").count(), told.count(), BrokenGlass.objects.count()) == (1, 3, 1)


def test_the_audit_administrator_ends_it_at_once_and_once(small) -> None:
    glass = broken(small.admin)
    auditor, browser = client_of(small.audit_admin), client_of(fresh(small.admin))
    assert "结束应急授权" in text(auditor.get("/rights/emergency/"))
    answers = [auditor.post(f"/rights/emergency/{glass.pk}/end/").status_code for _ in range(2)]
    assert (answers, browser.get("/rights/").status_code) == ([302, 409], 403)
    assert f"由{small.audit_admin}结束" in text(auditor.get("/rights/emergency/"))
    assert Letter.objects.filter(kind="glass_ended").count() == 3
    with pytest.raises(Stale):
        actions.end(glass=glass, now=NOW, by=small.security_admin)


def test_the_sole_security_administrator_who_lost_telephone_and_codes_comes_back(small, settings) -> None:
    secret = factors.new_secret()
    typed = rules.code(secret, int(NOW.timestamp()) // 30)
    factors.set_up(user=small.security_admin, secret=secret, typed=typed, now=NOW, by=small.security_admin)
    with pytest.raises(Refused, match="不能重置本人"):
        factors.reset(user=small.security_admin, reason="手机丢失", by=small.security_admin)
    call_command("break_glass", small.admin.username, "--reason", REASON, "--minutes", "30")
    settings.SECOND_FACTOR = True
    browser = client_of(fresh(small.admin))
    assert browser.get("/rights/").headers["Location"] == "/account/factor/"  # who stands in shows two factors as well
    settings.SECOND_FACTOR = False
    said = {"reason": "应急：手机丢失，已当面核对"}
    assert browser.post(f"/rights/people/{small.security_admin.pk}/reset-factor/", said).status_code == 302
    assert not Authenticator.objects.filter(user=small.security_admin).exists()


@pytest.mark.parametrize(
    ("who", "said", "words"),
    [
        ("admin", {"reason": "急"}, "不少于六个字"),
        ("admin", {"minutes": 4}, "5 至 240 分钟"),
        ("admin", {"minutes": 241}, "5 至 240 分钟"),
        ("system_admin", {}, "三员不得兼任"),
        ("audit_admin", {}, "三员不得兼任"),
        ("security_admin", {}, "三员不得兼任"),
    ],
)
def test_what_is_refused(small, who: str, said: dict, words: str) -> None:
    with pytest.raises(Refused, match=words):
        broken(getattr(small, who), **said)
    assert (BrokenGlass.objects.count(), Letter.objects.count()) == (0, 0)


def test_closed_accounts_and_a_second_time_are_refused_until_it_is_over(small, clock) -> None:
    User.objects.filter(pk=small.b.clerk.pk).update(is_active=False)
    with pytest.raises(Refused, match="已停用或已到期"):
        broken(small.b.clerk)
    broken(small.admin)
    with pytest.raises(Refused, match="三员不得兼任|尚未结束"):
        broken(fresh(small.admin))
    clock.shift(timedelta(minutes=61))
    broken(fresh(small.admin), minutes=5)
    assert list(Entry.objects.filter(act__contains="应急授权").order_by("id").values_list("act", flat=True)) == [
        "应急授权", "结束应急授权", "应急授权",
    ]  # fmt: skip


def test_the_command_names_what_is_wrong() -> None:
    with pytest.raises(CommandError, match="没有账号“nobody”"):
        call_command("break_glass", "nobody", "--reason", REASON)


def test_a_guardian_who_forgot_the_password_gets_a_link_from_the_security_administrator(small) -> None:
    browser = client_of(small.security_admin)
    User.objects.filter(pk__in=[small.audit_admin.pk, small.a.clerk.pk]).update(email="a@qinghe.example")
    answers = [browser.post(f"/rights/people/{user.pk}/send-link/").status_code for user in (small.audit_admin, small.a.clerk)]
    assert (answers, Letter.objects.get(kind="set_password").to) == ([302, 403], small.audit_admin)
    assert "发送设置密码链接" in text(browser.get(f"/rights/people/{small.audit_admin.pk}/"))
