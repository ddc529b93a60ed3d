"""The pages of people: find, open, appoint, end, hand over, put in charge, close."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import Portfolio, Post, User
from accounts.roles import Role
from tests import factories
from tests.accounts.signed_in import client_of, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return factories.office()


@pytest.fixture
def admin(office):
    return client_of(office.system_admin)


def post_of(user: User) -> Post:
    """The one post of a person."""
    return user.posts.get()


def test_people_are_found_by_pinyin_initials(admin):
    factories.user("周文斌")
    page = text(admin.get("/people/?q=zwb"))
    assert ("周文斌</a>" in page, page.count('data-label="姓名"')) == (True, 1)


@pytest.mark.parametrize(
    "query", ["q=%25_%5C", "q=a%00b", "q=' OR 1=1", "after=abc", "after=x.99999999999999999999", "state=open", "q=" + "长" * 50]
)
def test_odd_searches_are_answered(admin, query):
    assert admin.get(f"/people/?{query}").status_code == 200


@pytest.mark.parametrize("query", ["after=a%00b", "state=none", "q=" + "长" * 51])
def test_impossible_searches_are_refused_in_the_form(admin, query):
    assert admin.get(f"/people/?{query}").status_code == 422


def test_the_list_asks_the_database_as_often_for_one_person_as_for_forty(admin):
    with CaptureQueriesContext(connection) as few:
        admin.get("/people/")
    for _ in range(20):
        factories.post(Role.UNIT_CLERK)
    with CaptureQueriesContext(connection) as many:
        admin.get("/people/")
    assert len(many) == len(few)


def test_an_account_is_opened_without_a_password_and_its_page_asks_for_a_post(admin):
    said = {"name": "周文斌", "username": "Zhou-WB", "email": "", "phone": "0300-1"}
    answer = admin.post("/people/new/", said)
    made = User.objects.get(username="zhou-wb")
    assert (answer.headers["Location"], made.has_usable_password()) == (f"/people/{made.pk}/", False)
    page = text(admin.get(answer.headers["Location"]))
    assert ["未设密码" in page, "没有在任岗位。" in page] == [True, True]


def test_an_account_name_that_is_taken_is_told_with_its_holder(office, admin):
    said = {"name": "周文斌", "username": office.a.clerk.username}
    answer = admin.post("/people/new/", said)
    told = f"账号“{office.a.clerk.username}”已属于{office.a.clerk}，请另取一个。"
    assert (answer.status_code, told in text(answer), 'value="周文斌"' in text(answer)) == (422, True, True)


def test_a_header_cannot_be_smuggled_into_an_address(office, admin):
    said = {"name": "周文斌", "email": "x@y.cn\nBcc: z@w.cn", "phone": "", "version": office.a.clerk.version}
    answer = admin.post(f"/people/{office.a.clerk.pk}/edit/", said)
    assert (answer.status_code, User.objects.get(pk=office.a.clerk.pk).email) == (422, "")


def test_a_person_is_appointed_and_may_at_once_do_what_the_post_allows(office, admin):
    who = factories.user("周文斌")
    said = {
        "unit": office.work_committee.pk,
        "role": "office_admin",
        "title": "副书记",
        "valid_from": timezone.localdate().isoformat(),
    }
    assert admin.post(f"/people/{who.pk}/appoint/", said).headers["Location"] == f"/people/{who.pk}/"
    assert client_of(who).get("/speeches/").status_code == 200


def test_a_second_secretary_is_refused_in_the_form(office, admin):
    said = {"unit": office.a.unit.pk, "role": "unit_secretary", "title": "", "valid_from": "2026-11-01"}
    answer = admin.post(f"/people/{office.a.clerk.pk}/appoint/", said)
    assert (answer.status_code, "已有在任书记（第一责任人）" in text(answer)) == (422, True)


def test_a_guardian_cannot_be_appointed_here(office, admin):
    said = {"unit": office.a.unit.pk, "role": "security_admin", "title": "", "valid_from": "2026-11-01"}
    answer = admin.post(f"/people/{office.a.clerk.pk}/appoint/", said)
    assert (answer.status_code, "所选的不在可选范围内，请重新选择。" in text(answer)) == (422, True)
    guardian = post_of(office.audit_admin)
    assert [admin.get(f"/posts/{guardian.pk}/{act}/").status_code for act in ("end", "hand-over", "portfolio")] == [404] * 3


def test_nobody_appoints_himself(office, admin):
    said = {"unit": office.work_committee.pk, "role": "office_admin", "title": "", "valid_from": "2026-11-01"}
    answer = admin.post(f"/people/{office.system_admin.pk}/appoint/", said)
    assert (answer.status_code, "不能为自己任职或免职，请由另一名管理员办理。" in text(answer)) == (403, True)


def test_a_post_ends_on_its_day_and_is_shown_as_past(office, admin):
    post = post_of(office.a.clerk)
    admin.post(f"/posts/{post.pk}/end/", {"on": "2026-10-31"})
    page = text(admin.get(f"/people/{office.a.clerk.pk}/"))
    assert ["曾任" in page, "2026-10-31" in page] == [True, True]


def test_an_end_before_the_beginning_is_refused_in_the_form(office, admin):
    answer = admin.post(f"/posts/{post_of(office.a.clerk).pk}/end/", {"on": "2019-12-31"})
    assert (answer.status_code, "离任日期不能早于任职日期。" in text(answer)) == (422, True)


def test_a_secretary_hands_over_by_name(office, admin):
    new = factories.user("吴晓")
    post = post_of(office.a.secretary)
    admin.post(f"/posts/{post.pk}/hand-over/", {"to": "吴晓", "title": "党组书记", "on": "2026-11-02"})
    held = Post.objects.get(unit=office.a.unit, role=Role.UNIT_SECRETARY, valid_to=None)
    assert (held.user, held.title, held.valid_from.isoformat()) == (new, "党组书记", "2026-11-02")


def test_a_name_that_two_people_bear_is_asked_about(office, admin):
    two = [factories.user("吴晓") for _ in range(2)]
    answer = admin.post(f"/posts/{post_of(office.a.secretary).pk}/hand-over/", {"to": "吴晓", "on": "2026-11-02"})
    told = f"有多人叫“吴晓”，请填写账号：{two[0].username}、{two[1].username}。"
    assert (answer.status_code, told in text(answer)) == (422, True)


def test_a_portfolio_line_names_one_thing_and_ends_by_a_button(office, admin):
    post = post_of(office.a.leader)
    both = {"field": "组织建设", "unit": office.branch.pk, "valid_from": "2026-11-02"}
    assert admin.post(f"/posts/{post.pk}/portfolio/", both).status_code == 422
    assert admin.post(f"/posts/{post.pk}/portfolio/", both | {"unit": ""}).status_code == 302
    line = Portfolio.objects.get(field="组织建设")
    admin.post(f"/portfolio/{line.pk}/release/")
    line.refresh_from_db()
    assert line.valid_to == timezone.localdate()


def test_closing_and_reopening_an_account(office, admin):
    who = office.a.clerk
    session = client_of(who)
    admin.post(f"/people/{who.pk}/close/")
    assert session.get("/").headers["Location"].startswith("/sign-in/")
    admin.post(f"/people/{who.pk}/reopen/")
    assert User.objects.get(pk=who.pk).is_active


def test_two_clicks_on_close_are_told_that_somebody_was_faster(office, admin):
    admin.post(f"/people/{office.a.clerk.pk}/close/")
    assert admin.post(f"/people/{office.a.clerk.pk}/close/").status_code == 409


def test_slips_are_printed_for_the_chosen_and_show_no_old_password(office, admin):
    page = admin.post("/people/slips/", {"people": [office.a.clerk.pk, office.b.clerk.pk]})
    shown = text(page)
    assert (page.status_code, shown.count('class="slip"'), page.headers["Cache-Control"].count("no-store")) == (200, 2, 1)
    assert [office.a.clerk.username in shown, office.a.leader.username in shown] == [True, False]


def test_slips_for_nobody_are_refused(admin):
    answer = admin.post("/people/slips/", {})
    assert (answer.status_code, "请至少选择一人。" in text(answer)) == (422, True)


@pytest.mark.parametrize(
    "path", ["/people/", "/people/new/", "/people/slips/", "/people/import/", "/people/{}/", "/people/{}/appoint/"]
)
def test_only_the_system_administrator_comes_in(office, path):
    address = path.format(office.a.clerk.pk)
    people = [office.admin, office.a.secretary, office.security_admin, office.audit_admin, office.county_leader]
    assert [client_of(user).get(address).status_code for user in people] == [403] * 5
