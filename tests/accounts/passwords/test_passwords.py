"""What a password must be, by profile; old ones do not come back; after some months a new one is asked for."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.exceptions import ImproperlyConfigured, ValidationError

from accounts.models import Entry, User
from accounts.passwords import actions
from accounts.passwords.rules import PROFILES, faults
from config.entry import password_list
from tests import factories
from tests.accounts.signed_in import client_of, text

PASSWORD = "Yunxi-2026-mima"
#       password, good enough for dengbao, for asvs
TABLE = [
    ("Ab1-efghi", False, False), ("Ab1-efghij", True, False), ("abcdefghi1", False, False), ("qbcdefgh-1", True, False), ("QBCDEFGH-1", True, False),
    ("Abcdefghijk", False, False), ("abcdefghijkl", False, True), ("abcdefghijklmnop", True, True), ("一二三四五六七八九十", False, False),
    ("一二三四五六七八九十甲乙丙丁戊己", True, True), ("qingshan-lushui-zai", True, True), ("Dangjian-2026", False, False), ("xianweiban@2026", False, False),
    ("Admin!2026-2027", False, False), ("qing feng ming yue", True, True), ("Zhibu#shuji1", True, True), ("Qinghe-2026!!", True, True),
]  # fmt: skip


@pytest.mark.parametrize(("password", "dengbao", "asvs"), TABLE)
def test_the_table_of_passwords(password: str, dengbao: bool, asvs: bool) -> None:
    assert [faults(password, PROFILES[name]) == [] for name in ("dengbao", "asvs")] == [dengbao, asvs]


def test_the_offices_own_words_are_guessed_first() -> None:
    assert faults("Qinghe-2026!!", PROFILES["dengbao"], frozenset({"qinghe"})) == ["密码是容易猜到的词加数字，请另取一个。"]


def change(user: User, password: str, old: str = PASSWORD):
    return client_of(user).post("/account/password/", {"old": old, "password": password, "again": password})


@pytest.mark.django_db
def test_it_is_changed_with_the_old_one_and_the_trail_knows_no_password() -> None:
    user = factories.user(password=PASSWORD)
    statuses = [change(user, "Mima-2026-xin", old).status_code for old in ("wrong", PASSWORD)]
    entry = Entry.objects.get(act="修改密码")
    assert (statuses, User.objects.get(pk=user.pk).check_password("Mima-2026-xin")) == ([422, 302], True)
    assert (entry.target_id, entry.before, entry.after, entry.note) == (user.pk, None, None, "")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("password", "told"),
    [
        ("abcdefghi1", "密码只用了 2 类字符"), ("Dangjian-2026", "密码是容易猜到的词加数字"), ("Ab1-", "密码太短，至少需要 10 个字符。"),
        (PASSWORD, "这个密码最近用过"), ("x" * 129, "密码过长，最多 128 个字符。"),
    ],
)  # fmt: skip
def test_what_will_not_do_is_told(password: str, told: str) -> None:
    answer = change(factories.user(password=PASSWORD), password)
    assert (answer.status_code, told in text(answer)) == (422, True)


LEAKED = "Chuntian-2026-hua"


@pytest.mark.django_db
def test_what_has_leaked_is_not_taken_in_capitals_either(settings, tmp_path) -> None:
    user, known = factories.user(password=PASSWORD), tmp_path / "leaked.txt"
    known.write_text(f"qwer-1234-ASDF\r\n  {LEAKED.upper()}  \r\n", encoding="utf-8")
    settings.PASSWORD_LIST = str(known)
    answer = change(user, LEAKED)
    assert (answer.status_code, "这个密码在已泄露的密码清单里，请另取一个。" in text(answer)) == (422, True)
    assert change(user, LEAKED + "-li").status_code == 302
    settings.PASSWORD_LIST = ""
    assert change(user, LEAKED, LEAKED + "-li").status_code == 302  # without the list nobody knows


@pytest.mark.django_db
def test_a_list_that_went_away_is_told_and_nothing_is_set(settings, tmp_path) -> None:
    user, settings.PASSWORD_LIST = factories.user(password=PASSWORD), str(tmp_path / "gone.txt")
    answer = change(user, LEAKED)
    assert (answer.status_code, "已泄露密码清单暂时读不到，密码没有设置。" in text(answer)) == (422, True)
    assert User.objects.get(pk=user.pk).check_password(PASSWORD)


def test_a_list_that_is_not_there_stops_the_start(monkeypatch, tmp_path) -> None:
    assert password_list() == ""
    for path in (tmp_path / "none.txt", tmp_path):
        monkeypatch.setenv("PASSWORD_LIST", str(path))
        with pytest.raises(ImproperlyConfigured, match="PASSWORD_LIST 指向的文件读不到.*。请核对路径"):
            password_list()


@pytest.mark.django_db
@pytest.mark.parametrize(("profile", "back"), [("dengbao", [False] * 5 + [True]), ("asvs", [True] * 6)])
def test_the_last_five_do_not_come_back(profile: str, back: list[bool], settings) -> None:
    settings.PASSWORD_PROFILE = profile
    user = factories.user(password="Number-00-mima")
    allowed = []
    for number in range(1, 7):
        allowed.append(takes(user, "Number-00-mima"))
        actions.choose(user=user, password=f"Number-0{number}-mima")
    assert (allowed, user.used_passwords.count()) == (back[:5] + [back[5]], 5 if profile == "dengbao" else 0)


def takes(user: User, password: str) -> bool:
    """Whether the password would be taken now."""
    try:
        actions.must_be_new(user, password)
    except ValidationError:
        return False
    return True


@pytest.mark.django_db
def test_after_its_days_a_new_one_is_asked_for_before_anything_else(settings) -> None:
    settings.PASSWORD_DAYS, settings.PASSWORD_ADMIN_DAYS = 180, 90
    with time_machine.travel(datetime(2026, 6, 1, 2, tzinfo=UTC), tick=False) as clock:
        office = factories.office()
        people = (office.admin, office.a.secretary)
        led = []
        for _ in range(3):
            led.append([client_of(one).get("/lists/").headers.get("Location") for one in people])
            clock.shift(timedelta(days=90))
        User.objects.filter(pk=office.a.secretary.pk).update(password_set_at=datetime(2027, 2, 25, tzinfo=UTC))
        page = "/account/password/"
        assert led == [[None, None], [page, None], [page, page]]
        assert client_of(office.a.secretary).get("/lists/").status_code == 200


def test_profiles_ask_for_new_ones_as_the_rules_say() -> None:
    assert {name: (profile.days, profile.admin_days) for name, profile in PROFILES.items()} == {
        "dengbao": (180, 90),
        "asvs": (0, 0),
    }
