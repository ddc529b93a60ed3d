"""Accounts: opened without a password, changed one at a time, closed at once."""

import pytest
from axes.models import AccessAttempt
from django.core.exceptions import ValidationError

from accounts.conflict import NotYours, Refused, Stale
from accounts.models import User
from accounts.roles import Role
from accounts.users import actions
from accounts.users.queries import PAGE, page, search
from tests import factories

pytestmark = pytest.mark.django_db


def sign_in(client, user: User) -> None:
    """A session of that person."""
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")


def test_a_new_account_cannot_be_entered_by_any_password():
    user = actions.open_account(username="zhou", name="周文斌", by=None)
    assert (user.has_usable_password(), user.check_password("")) == (False, False)


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"username": "周"}, "账号须以小写字母开头，由 2 至 50 个小写字母、数字、点、下划线或短横组成，例如 caizheng-shuji。"),
        ({"name": ""}, "请填写姓名。"),
        ({"email": "a@b"}, "电子邮箱写法不对，应由英文字母和数字写成“名称@域名.后缀”，一格只填一个；没有邮箱可以不填。"),
        ({"email": "x@y.cn\r\nBcc: z@w.cn"}, "电子邮箱中不能换行，一格只填一个邮箱。"),
        ({"email": "长名@例子.中国"}, "电子邮箱写法不对，应由英文字母和数字写成“名称@域名.后缀”，一格只填一个；没有邮箱可以不填。"),
    ],
)
def test_what_an_account_cannot_be_is_said_in_words(changed, told):
    with pytest.raises(ValidationError) as fault:
        actions.open_account(**{"username": "zhou", "name": "周文斌", "by": None} | changed)
    assert fault.value.messages == [told]


def test_two_people_may_share_a_mailbox():
    for username in ("zhou", "wu"):
        actions.open_account(username=username, name=username, email="bgs@qinghe.example", by=None)
    assert User.objects.filter(email="bgs@qinghe.example").count() == 2


def test_the_second_of_two_editors_is_told():
    user = factories.user("周文斌")
    actions.amend_account(user=user, version=1, values={"phone": "1"}, by=None)
    with pytest.raises(Stale):
        actions.amend_account(user=user, version=1, values={"phone": "2"}, by=None)
    assert User.objects.get(pk=user.pk).phone == "1"


def test_a_closed_account_is_out_with_the_next_request(client):
    user = factories.post(Role.SYSTEM_ADMIN).user
    sign_in(client, user)
    assert client.get("/units/").status_code == 200
    actions.close_account(user=user, by=None)
    assert client.get("/units/").headers["Location"].startswith("/sign-in/")


def test_a_post_that_ended_yesterday_opens_nothing_with_the_next_request(client):
    post = factories.post(Role.SYSTEM_ADMIN)
    sign_in(client, post.user)
    assert client.get("/units/").status_code == 200
    type(post).objects.filter(pk=post.pk).update(valid_to=factories.LONG_AGO)
    assert client.get("/units/").status_code == 403


def test_ended_sessions_are_out_with_the_next_request_and_may_sign_in_again(client):
    user = factories.post(Role.SYSTEM_ADMIN).user
    sign_in(client, user)
    actions.end_sessions(user=user, by=None)
    assert client.get("/units/").status_code == 302
    sign_in(client, User.objects.get(pk=user.pk))
    assert client.get("/units/").status_code == 200


def test_nobody_closes_his_own_account_nor_the_last_security_administrators():
    office = factories.office()
    with pytest.raises(NotYours):
        actions.close_account(user=office.system_admin, by=office.system_admin)
    with pytest.raises(NotYours):
        actions.close_account(user=office.audit_admin, by=office.system_admin)
    with pytest.raises(Refused) as told:
        actions.close_account(user=office.security_admin, by=None)
    assert str(told.value) == "这是唯一的安全管理员。请先任命另一名安全管理员，再停用账号。"


def test_unlocking_forgets_the_failures_of_that_account_only():
    for username in ("zhou", "wu"):
        AccessAttempt.objects.create(username=username, ip_address="10.0.0.1", failures_since_start=5)
    user = actions.open_account(username="zhou", name="周", by=None)
    assert actions.unlock(user=user, by=None) == 1
    assert list(AccessAttempt.objects.values_list("username", flat=True)) == ["wu"]


def test_people_are_found_by_name_account_and_pinyin_initials():
    user = actions.open_account(username="caizheng-shuji", name="周文斌", by=None)
    actions.open_account(username="jiaoyu", name="吴晓", by=None)
    assert [list(search(q)) for q in ("文斌", "caizheng", "zwb", "ZW")] == [[user]] * 4
    assert list(search("wb")) == []


def test_a_renamed_person_is_found_by_the_new_initials():
    user = factories.user("周文斌")
    actions.amend_account(user=user, version=1, values={"name": "陈立"}, by=None)
    assert list(search("cl")) == [user]


def test_pages_follow_one_another_without_a_gap_even_when_many_share_their_initials():
    everyone = {factories.user("周文斌").pk for _ in range(PAGE + 3)}
    first, mark = page(search(), "")
    second, end = page(search(), mark)
    assert (len(first), len(second), end) == (PAGE, 3, "")
    assert {user.pk for user in [*first, *second]} == everyone
