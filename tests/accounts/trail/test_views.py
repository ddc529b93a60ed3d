"""The audit administrator reads the trail and has it checked; nobody else does."""

from urllib.parse import urlencode

import pytest
from django.db import transaction
from django.urls import reverse

from accounts.models import Entry
from accounts.roles import Role
from accounts.trail.actions import record
from accounts.trail.queries import changed_fields
from accounts.trail.sealing import seal
from tests import factories
from tests.accounts.trail.rows import START, lift_the_guard, write

pytestmark = pytest.mark.django_db
ADDRESS = "accounts:trail"


@pytest.fixture
def auditor(client):
    """Signed in as the audit administrator."""
    post = factories.post(Role.AUDIT_ADMIN)
    client.force_login(post.user)
    return post.user


def listed(client, **query) -> list[str]:
    """The acts shown, in order."""
    page = client.get(f"{reverse(ADDRESS)}?{urlencode(query)}")
    assert page.status_code == 200
    return [entry.act for entry, _, _ in page.context["rows"]]


def test_others_are_refused_and_the_refusal_is_recorded(client):
    client.force_login(factories.post(Role.OFFICE_ADMIN).user)
    assert client.get(reverse(ADDRESS)).status_code == 403
    assert client.post(reverse("accounts:trail_check")).status_code == 403
    assert Entry.objects.filter(act="越权访问被拒").count() == 2


def test_the_page_names_the_changed_columns_and_shows_no_values(client, auditor):
    person = factories.user("李秀英")
    with transaction.atomic():
        record(act="改电话", target=person, before={"phone": "8801234"}, after={"phone": "8805678"}, note="因搬迁", by=auditor)
    page = client.get(reverse(ADDRESS)).content.decode()
    assert ("办公电话" in page, "改电话" in page) == (True, True)
    assert [word for word in ("8801234", "8805678", "因搬迁") if word in page] == []


def test_filters_by_day_act_person_and_object(client, auditor):
    somebody = factories.user("李秀英")
    write(3, somebody)
    assert listed(client, person="李秀英") == ["报进展"] * 3
    assert listed(client, person=somebody.username, act="报进") == ["报进展"] * 3
    assert listed(client, day="2026-11-24", act="报进展") == ["报进展"] * 3
    assert listed(client, day="2026-11-23", act="报进展") == []
    assert listed(client, kind="accounts.user", number=somebody.pk) == ["报进展"] * 3 + ["开立账号"]


@pytest.mark.parametrize(
    "query", [{"day": "昨天"}, {"kind": "x"}, {"number": "-1"}, {"number": "9" * 30}, {"before": "x"}, {"act": "\0"}]
)
def test_a_wrong_filter_is_explained_and_never_an_error(client, auditor, query):
    assert listed(client, **query) == []


def test_pages_go_on_by_the_last_row(client, auditor):
    write(60, auditor)
    first = client.get(reverse(ADDRESS))
    rows = [entry.pk for entry, _, _ in first.context["rows"]]
    second = client.get(reverse(ADDRESS) + first.context["next"])
    rows += [entry.pk for entry, _, _ in second.context["rows"]]
    assert rows == list(Entry.objects.order_by("-id").values_list("pk", flat=True))
    assert "next" not in second.context


@pytest.mark.parametrize("count", [1, 3])
def test_the_number_of_queries_does_not_grow_with_the_rows(client, auditor, count, django_assert_num_queries):
    write(count, auditor)
    with django_assert_num_queries(6):  # session, user, posts, unread notices, broken glass, rows
        client.get(reverse(ADDRESS))


def test_checking_answers_in_words_and_is_itself_recorded(client, auditor):
    seal(limit=100, now=START)
    sealed = Entry.objects.count()
    page = client.post(reverse("accounts:trail_check"), follow=True)
    assert f"痕迹完整：{sealed} 条。" in page.content.decode()
    assert Entry.objects.filter(act="校验痕迹").get().note == f"痕迹完整：{sealed} 条。"


def test_checking_names_the_row_that_was_changed(client, auditor):
    seal(limit=100, now=START)
    lift_the_guard()
    Entry.objects.filter(number=2).update(act="改")
    page = client.post(reverse("accounts:trail_check"), follow=True)
    assert "触发器不在" in page.content.decode()


def test_a_count_of_rows_that_point_at_the_object_is_named_in_words_too():
    entry = Entry(target_type="speeches.speech", after={"pieces": 112, "directives": 19, "unheard_of": 1})
    assert changed_fields(entry) == ["语句", "指示", "unheard_of"]
