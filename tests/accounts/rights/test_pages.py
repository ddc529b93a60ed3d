"""The rights page: who may what, locks and sessions, and the guardians themselves."""

import pytest

from accounts.models import Post, User
from accounts.rights.words import PERMISSION_LABELS
from accounts.roles import Permission, Role
from tests import factories
from tests.accounts.signed_in import client_of, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return factories.office()


@pytest.fixture
def guard(office):
    return client_of(office.security_admin)


def test_every_permission_has_its_words():
    assert set(PERMISSION_LABELS) == set(Permission)


def test_the_page_names_the_holders_of_each_role(office, guard):
    page = text(guard.get("/rights/"))
    row = next(row for row in page.split("<tr>") if "党建办管理员</td>" in row)
    assert [f">{user}</a>" in row for user in (office.admin, office.second_admin, office.supervisor)] == [True, True, False]


def test_one_role_can_be_seen_in_full(office, guard):
    for _ in range(20):
        factories.post(Role.UNIT_CLERK)
    assert "另 10 人次" in text(guard.get("/rights/"))
    full = text(guard.get("/rights/?role=unit_clerk"))
    assert (full.count("piece-inline"), "另 " in full) == (22, False)


@pytest.mark.parametrize("query", ["role=nonsense", "q=%00", "q=" + "长" * 300])
def test_odd_addresses_are_answered(guard, query):
    assert guard.get(f"/rights/?{query}").status_code == 200


def test_wrong_passwords_lock_and_the_security_administrator_unlocks(office, guard, client):
    clerk = factories.user(password="qinghe-2026-mima")
    for _ in range(5):
        client.post("/sign-in/", {"login": clerk.username, "password": "wrong"})
    right = {"login": clerk.username, "password": "qinghe-2026-mima"}
    assert client.post("/sign-in/", right).status_code == 429
    assert clerk.username in text(guard.get("/rights/"))
    guard.post(f"/rights/people/{clerk.pk}/unlock/")
    assert client.post("/sign-in/", right).status_code == 302


def test_sessions_end_by_a_button(office, guard):
    session = client_of(office.a.clerk)
    guard.post(f"/rights/people/{office.a.clerk.pk}/end-sessions/")
    assert session.get("/").headers["Location"].startswith("/sign-in/")


def test_an_account_is_closed_and_opened_again(office, guard):
    guard.post(f"/rights/people/{office.audit_admin.pk}/close/")
    assert not User.objects.get(pk=office.audit_admin.pk).is_active
    guard.post(f"/rights/people/{office.audit_admin.pk}/reopen/")
    assert User.objects.get(pk=office.audit_admin.pk).is_active


def test_the_security_administrator_cannot_close_himself(office, guard):
    answer = guard.post(f"/rights/people/{office.security_admin.pk}/close/")
    assert (answer.status_code, "不能停用自己的账号，请由另一名管理员办理。" in text(answer)) == (403, True)


def test_a_guardian_is_appointed_and_dismissed(office, guard):
    new = factories.user("卫平")
    said = {"user": "卫平", "role": "audit_admin", "unit": office.county.pk, "valid_from": "2026-11-01"}
    assert guard.post("/rights/guardians/new/", said).headers["Location"] == "/rights/"
    post = Post.objects.get(user=new)
    guard.post(f"/rights/guardians/{post.pk}/end/", {"on": "2026-11-20"})
    post.refresh_from_db()
    assert post.valid_to.isoformat() == "2026-11-20"


def test_two_guardian_posts_for_one_person_are_refused_in_the_form(office, guard):
    said = {"user": office.system_admin.username, "role": "audit_admin", "unit": office.county.pk, "valid_from": "2026-11-01"}
    answer = guard.post("/rights/guardians/new/", said)
    assert (answer.status_code, "同一人不得兼任系统、安全、审计管理员。" in text(answer)) == (422, True)


def test_a_business_role_is_not_given_here(office, guard):
    said = {"user": office.a.clerk.username, "role": "office_admin", "unit": office.county.pk, "valid_from": "2026-11-01"}
    assert guard.post("/rights/guardians/new/", said).status_code == 422
    assert guard.get(f"/rights/guardians/{office.a.clerk.posts.get().pk}/end/").status_code == 404


@pytest.mark.parametrize("path", ["/rights/", "/rights/people/{}/", "/rights/guardians/new/"])
def test_only_the_security_administrator_comes_in(office, path):
    people = [office.admin, office.system_admin, office.audit_admin, office.a.secretary]
    assert [client_of(user).get(path.format(office.a.clerk.pk)).status_code for user in people] == [403] * 4
