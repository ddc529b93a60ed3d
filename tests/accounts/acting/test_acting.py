"""A colleague acts for somebody who is away: on these days only, in the same unit only, never passed on, never for a guardian."""

from datetime import date, timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.access import may, posts_of
from accounts.acting.actions import authorise, revoke
from accounts.acting.models import Acting
from accounts.conflict import NotYours, Refused, Stale
from accounts.letters.deliver import deliver
from accounts.models import Entry, Letter, Post
from accounts.roles import Permission, Role
from accounts.trail.actions import record
from accounts.units.actions import end_post, hand_over
from accounts.units.queries import responsible_people
from accounts.users.actions import close_account
from accounts.users.models import User
from tasks.items.actions import acknowledge
from tasks.supervision.recipients import Recipients
from tests import factories
from tests.accounts.signed_in import client_of, text
from tests.tasks.conftest import NOW, ON
from tests.tasks.unit_day import CLOCK, given

pytestmark = pytest.mark.django_db
LAST = ON + timedelta(days=6)


@pytest.fixture(autouse=True)
def clock():
    """The stage's day."""
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def small():
    """The small office."""
    return factories.office()


def away(small, *, to=None, post=None, by=None, **days):
    """The secretary of A is away for a week; the clerk acts."""
    held = post or Post.objects.get(user=small.a.secretary)
    dates = {"valid_from": ON, "valid_to": LAST} | days
    return authorise(
        post=held, deputy=to or small.a.clerk, reason="外出学习", today=ON, now=NOW, by=by or small.a.secretary, **dates
    )


def acted(user: User, on: date = ON) -> list[str]:
    """The roles that the person acts for on the day, as a fresh request would see them."""
    return [post.role for post in posts_of(User.objects.get(pk=user.pk), on) if post.acted]


def test_rights_come_on_the_first_day_and_go_after_the_last(small):
    away(small, valid_from=ON + timedelta(days=1))
    days = [ON, ON + timedelta(days=1), LAST, LAST + timedelta(days=1)]
    assert [acted(small.a.clerk, day) for day in days] == [[], [Role.UNIT_SECRETARY], [Role.UNIT_SECRETARY], []]


def test_the_deputy_may_what_the_holder_may_and_nothing_before(small):
    leader = User.objects.get(pk=small.a.leader.pk)
    assert not may(leader, Permission.SUBMIT)
    away(small, to=small.a.leader)
    assert may(User.objects.get(pk=small.a.leader.pk), Permission.SUBMIT)


def test_what_the_deputy_does_stands_in_the_trail_as_acting(small):
    one = given(small, "讲党课")[0]
    away(small)
    clerk = User.objects.get(pk=small.a.clerk.pk)
    acknowledge(assignment=one, version=1, by=clerk, **CLOCK)
    assert Entry.objects.get(act="签收").post == f"县财政局党组党务干部；代县财政局党组书记（第一责任人）{small.a.secretary}"


def test_taken_back_it_ends_with_the_very_next_request(small):
    acting = away(small, to=small.a.leader)
    client = client_of(small.a.leader)
    assert "您正在代办" in text(client.get(reverse("desk:today")))
    revoke(acting=acting, now=NOW, by=small.a.secretary)
    assert "您正在代办" not in text(client.get(reverse("desk:today")))
    with pytest.raises(Stale):
        revoke(acting=acting, now=NOW, by=small.a.leader)


def test_it_ends_with_the_post_of_either_and_with_either_account(small):
    def ends(act) -> bool:
        with transaction.atomic():
            before, _ = acted(small.a.clerk), act()
            after = acted(small.a.clerk)
            transaction.set_rollback(True)
        return (before, after) == ([Role.UNIT_SECRETARY], [])

    away(small)
    secretary, clerk = Post.objects.filter(user=small.a.secretary), Post.objects.filter(user=small.a.clerk)
    yesterday = ON - timedelta(days=1)
    assert [
        ends(lambda: end_post(post=secretary.get(), on=yesterday, by=None)),
        ends(lambda: end_post(post=clerk.get(), on=yesterday, by=None)),
        ends(lambda: hand_over(post=secretary.get(), to=factories.user(), on=ON, by=None)),
        ends(lambda: close_account(user=small.a.secretary, by=small.system_admin)),
    ] == [True] * 4


def test_it_cannot_be_passed_on(small):
    away(small, to=small.a.leader)
    with pytest.raises(NotYours):
        away(small, to=small.a.clerk, by=small.a.leader)
    away(small, to=small.a.clerk, by=small.a.leader, post=Post.objects.get(user=small.a.leader))
    assert acted(small.a.clerk) == [Role.UNIT_LEADER]


def test_only_a_colleague_with_a_post_in_the_unit_can_act(small):
    for stranger in (small.b.clerk, small.branch_secretary, small.a.secretary, factories.user()):
        with pytest.raises(Refused):
            away(small, to=stranger)
    Acting.objects.create(  # were a row to stand all the same, it would give nothing
        post=Post.objects.get(user=small.a.secretary),
        deputy=small.b.clerk,
        valid_from=ON,
        valid_to=LAST,
        reason="x",
        given_at=NOW,
    )
    assert acted(small.b.clerk) == []


def test_guardians_neither_give_nor_take(small):
    post = Post.objects.get(user=small.system_admin)
    with pytest.raises(Refused):
        away(small, post=post, by=small.system_admin, to=small.admin)
    office = Post.objects.get(user=small.admin)
    with pytest.raises(Refused):
        away(small, post=office, by=small.admin, to=small.security_admin)
    row = {"valid_from": ON, "valid_to": LAST, "reason": "x", "given_at": NOW}
    Acting.objects.create(post=post, deputy=small.admin, **row)
    Acting.objects.create(post=office, deputy=small.security_admin, **row)
    assert (acted(small.admin), acted(small.security_admin)) == ([], [])
    assert client_of(small.system_admin).get(reverse("accounts:my_posts")).status_code == 403


@pytest.mark.parametrize(
    ("days", "sentence"),
    [
        ({"valid_from": ON - timedelta(days=1)}, "开始日期不能早于今天。请改为 2026年11月24日 或以后。"),
        ({"valid_to": ON - timedelta(days=1)}, "结束日期不能早于开始日期。请检查两个日期。"),
        (
            {"valid_to": ON + timedelta(days=92)},
            "代办最长三个月，结束日期请不晚于 2027年2月23日。时间更长的，请由系统管理员办理任免。",
        ),
    ],
)
def test_wrong_dates_are_told(small, days, sentence):
    with pytest.raises(Refused) as refused:
        away(small, **days)
    assert str(refused.value) == sentence


def test_one_at_a_time(small):
    away(small)
    with pytest.raises(Refused) as refused:
        away(small, to=small.a.leader, valid_from=LAST)
    assert str(refused.value) == f"该岗位已授权{small.a.clerk}代办至11月30日。请先收回，或改为11月30日以后。"
    with pytest.raises(IntegrityError), transaction.atomic():
        Acting.objects.update(valid_to=ON - timedelta(days=9))


def test_the_page_gives_and_takes_back(small):
    client = client_of(small.a.secretary)
    post = Post.objects.get(user=small.a.secretary)
    said = {"post": post.pk, "deputy": small.a.clerk.pk, "valid_from": ON, "valid_to": LAST, "reason": "外出学习"}
    others = client.post(reverse("accounts:my_posts"), said | {"post": Post.objects.get(user=small.a.leader).pk})
    assert (others.status_code, Acting.objects.count()) == (422, 0)
    assert client.post(reverse("accounts:my_posts"), said).status_code == 302
    acting = Acting.objects.get()
    assert "代县财政局" in text(client_of(small.a.clerk).get(reverse("desk:today")))
    assert client_of(small.a.leader).post(reverse("accounts:acting_revoke", args=[acting.pk])).status_code == 404
    assert client.post(reverse("accounts:acting_revoke", args=[acting.pk])).status_code == 302
    assert list(Entry.objects.filter(target_id=acting.pk, act__contains="代办").values_list("act", flat=True)) == [
        "授权代办",
        "收回代办",
    ]


def test_letters_reach_who_acts_while_the_secretary_is_away(small):
    away(small, to=small.a.leader)
    units = {small.a.unit.pk, small.b.unit.pk}
    written = [
        {unit: set(people) for unit, people in responsible_people(units, day).items()} for day in (ON, LAST + timedelta(days=1))
    ]
    others = {small.b.unit.pk: {small.b.secretary}}
    assert written == [
        {small.a.unit.pk: {small.a.secretary, small.a.leader}} | others,
        {small.a.unit.pk: {small.a.secretary}} | others,
    ]
    told = Recipients.of(units, ON)
    assert [post.user for post in told.by_unit[small.a.unit.pk]] == [small.a.secretary, small.a.clerk, small.a.leader]


def test_nobody_checks_the_unit_that_he_acts_for(small):
    """A checker with a post in a unit is no outsider to it; nor is one who acts for a post there."""
    both = factories.post(Role.OFFICE_ADMIN, small.a.unit).user
    away(small, to=both)
    assert {post.unit_id for post in posts_of(User.objects.get(pk=both.pk), ON)} == {small.a.unit.pk}
    with transaction.atomic():
        assert record(act="试", target=both, by=User.objects.get(pk=both.pk)).post.endswith(str(small.a.secretary))


def letters() -> list[tuple[User, str]]:
    return [(one.to, one.subject) for one in Letter.objects.filter(kind="acting").order_by("id")]


def test_the_deputy_is_told_when_it_begins_and_whoever_did_not_end_it_when_it_ends(small):
    acting = away(small)
    revoke(acting=acting, now=NOW, by=small.a.secretary)
    second = away(small)
    revoke(acting=second, now=NOW, by=small.a.clerk)
    who = f"{small.a.unit.short}书记（第一责任人）"
    assert letters() == [
        (small.a.clerk, f"【党建清单】请您代办：{who}"),
        (small.a.clerk, f"【党建清单】代办终止：{who}"),
        (small.a.clerk, f"【党建清单】请您代办：{who}"),
        (small.a.secretary, f"【党建清单】代办终止：{who}"),
    ]
    given_, taken = Letter.objects.filter(kind="acting").order_by("id")[:2]
    assert "2026年11月24日至2026年11月30日（含当日）" in given_.text and "原因：外出学习" in given_.text
    assert f"{small.a.secretary}已收回对" in taken.text


def test_what_was_taken_back_before_the_letter_left_is_not_announced(small, mailoutbox):
    User.objects.filter(pk=small.a.clerk.pk).update(email="ganshi@example.gov.cn")
    acting = away(small)
    revoke(acting=acting, now=NOW, by=small.a.secretary)
    deliver(limit=9, now=NOW)
    assert [mail.subject.split("：")[0] for mail in mailoutbox] == ["【党建清单】代办终止"]


def test_a_refused_delegation_writes_nobody(small):
    with pytest.raises(Refused):
        away(small, to=small.b.clerk)
    assert letters() == []
