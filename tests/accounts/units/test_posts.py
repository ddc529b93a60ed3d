"""Posts: who holds what from when to when, and what can never be."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from accounts.access import may, posts_of, rights_of, roles_of
from accounts.conflict import NotYours, Refused
from accounts.models import Entry, Post, User
from accounts.roles import GRANTS, Permission, Role
from accounts.units.actions import appoint, end_post, hand_over, release
from accounts.units.queries import LeaderBook, first_responsible
from tests import factories

pytestmark = pytest.mark.django_db
SPRING, SUMMER = date(2026, 3, 1), date(2026, 7, 1)


def fresh(user: User) -> User:
    """The person as the next request sees them."""
    return User.objects.get(pk=user.pk)


def test_the_database_refuses_a_second_secretary_in_office():
    post = factories.post(Role.UNIT_SECRETARY)
    with pytest.raises(IntegrityError), transaction.atomic():
        Post.objects.create(user=factories.user(), unit=post.unit, role=Role.UNIT_SECRETARY, valid_from=SPRING)


def test_the_database_refuses_two_guardian_posts_of_one_person():
    post = factories.post(Role.SYSTEM_ADMIN)
    with pytest.raises(IntegrityError), transaction.atomic():
        Post.objects.create(user=post.user, unit=factories.unit(), role=Role.AUDIT_ADMIN, valid_from=SPRING)


def test_the_database_refuses_a_post_that_ends_before_it_begins():
    with pytest.raises(IntegrityError), transaction.atomic():
        Post.objects.create(user=factories.user(), unit=factories.unit(), role=Role.UNIT_CLERK, valid_from=SUMMER, valid_to=SPRING)


def test_a_post_that_would_end_before_it_begins_is_refused_in_words():
    with pytest.raises(ValidationError) as told:
        end_post(post=factories.post(Role.UNIT_CLERK, since=SUMMER), on=SPRING, by=None)
    assert told.value.messages == ["离任日期不能早于任职日期。"]


def test_a_second_secretary_is_refused_in_words_whether_in_office_or_with_dates():
    post = factories.post(Role.UNIT_SECRETARY, factories.unit("县财政局党组"), who=factories.user("周文斌"))
    with pytest.raises(ValidationError):
        appoint(user=factories.user(), unit=post.unit, role=Role.UNIT_SECRETARY, valid_from=SPRING, by=None)
    with pytest.raises(Refused) as told:
        appoint(user=factories.user(), unit=post.unit, role=Role.UNIT_SECRETARY, valid_from=SPRING, valid_to=SUMMER, by=None)
    assert str(told.value) == "“县财政局党组”已有书记（第一责任人）周文斌。请先办理离任，或用“交接”一次办完。"


def test_two_guardian_posts_are_refused_for_dated_posts_too():
    post = factories.post(Role.SYSTEM_ADMIN)
    with pytest.raises(Refused, match="同一人不得兼任系统、安全、审计管理员。请另选人员。"):
        appoint(user=post.user, unit=post.unit, role=Role.AUDIT_ADMIN, valid_from=SPRING, valid_to=SUMMER, by=None)


def test_the_same_post_is_not_given_twice():
    post = factories.post(Role.UNIT_CLERK)
    with pytest.raises(Refused, match="不必重复任职"):
        factories.post(Role.UNIT_CLERK, post.unit, who=post.user)


def test_handing_over_is_one_act_without_a_gap_and_the_portfolio_goes_along():
    post = factories.post(Role.UNIT_SECRETARY, title="党组书记、局长")
    factories.portfolio(post, "政治建设")
    new = hand_over(post=post, to=factories.user("吴晓"), on=SUMMER, by=None)
    assert first_responsible(post.unit, date(2026, 6, 30)).user == post.user
    assert first_responsible(post.unit, SUMMER).user.name == "吴晓"
    assert (new.title, LeaderBook.of([post.unit], SUMMER).leader(post.unit, "政治建设")) == ("党组书记、局长", new)


def test_handing_over_that_fails_leaves_the_old_holder_in_office():
    post = factories.post(Role.UNIT_CLERK)
    same = factories.post(Role.UNIT_CLERK, post.unit)
    with pytest.raises(Refused, match="不必重复任职"):
        hand_over(post=post, to=same.user, on=SUMMER, by=None)
    assert Post.objects.get(pk=post.pk).valid_to is None


def test_rights_begin_and_end_with_the_days_of_the_post():
    post = factories.post(Role.OFFICE_ADMIN, since=SPRING)
    end_post(post=post, on=SUMMER, by=None)
    days = [date(2026, 2, 28), SPRING, SUMMER, date(2026, 7, 2)]
    assert [may(post.user, Permission.ISSUE, on=day) for day in days] == [False, True, True, False]


def test_posts_stand_in_the_order_of_the_tree():
    root = factories.unit("县委", kind="county_committee")
    first, second = factories.unit(parent=root), factories.unit(parent=root)
    person = factories.user()
    for role, unit in ((Role.UNIT_LEADER, second), (Role.UNIT_LEADER, first), (Role.UNIT_CLERK, second), (Role.UNIT_CLERK, root)):
        factories.post(role, unit, who=person)
    assert posts_of(fresh(person)) == list(Post.objects.filter(user=person))
    assert [(post.unit, post.role) for post in posts_of(fresh(person))] == [
        (root, Role.UNIT_CLERK),
        (first, Role.UNIT_LEADER),
        (second, Role.UNIT_CLERK),
        (second, Role.UNIT_LEADER),
    ]


def test_all_rights_at_once_are_those_that_are_asked_one_by_one():
    post = factories.post(Role.UNIT_CLERK, since=SPRING)
    factories.post(Role.SUPERVISOR, who=post.user, since=SUMMER)
    for day, roles in ((date(2026, 2, 1), ()), (SPRING, (Role.UNIT_CLERK,)), (SUMMER, (Role.UNIT_CLERK, Role.SUPERVISOR))):
        person = fresh(post.user)
        assert rights_of(person, day) == frozenset().union(*(GRANTS[role] for role in roles))
        assert rights_of(person, day) == {permission for permission in Permission if may(person, permission, day)}


def test_a_post_that_is_given_or_ends_counts_from_the_next_request_on():
    person = fresh(factories.user())
    assert rights_of(person) == frozenset()
    post = factories.post(Role.UNIT_CLERK, who=person)
    assert (rights_of(person), rights_of(fresh(person))) == (frozenset(), GRANTS[Role.UNIT_CLERK])
    person = fresh(person)
    assert may(person, Permission.REPORT_PROGRESS)
    end_post(post=post, on=SPRING, by=None)
    assert (may(person, Permission.REPORT_PROGRESS), may(fresh(person), Permission.REPORT_PROGRESS)) == (True, False)


def test_a_closed_account_holds_no_role():
    post = factories.post(Role.OFFICE_ADMIN)
    User.objects.filter(pk=post.user_id).update(is_active=False)
    assert roles_of(fresh(post.user)) == frozenset()


def test_a_field_that_is_given_up_falls_back_to_the_secretary():
    organ = factories.organ("县财政局党组", factories.unit("县委", kind="county_committee"))
    line = organ.leader_post.portfolio.get()
    release(line=line, on=SPRING, by=None)
    assert LeaderBook.of([organ.unit], SPRING).leader(organ.unit, "作风建设").user == organ.leader
    assert LeaderBook.of([organ.unit], SUMMER).leader(organ.unit, "作风建设").user == organ.secretary


def test_the_system_administrator_gives_no_guardian_post_and_none_to_himself():
    office = factories.office()
    with pytest.raises(NotYours):
        appoint(user=factories.user(), unit=office.county, role=Role.AUDIT_ADMIN, valid_from=SPRING, by=office.system_admin)
    with pytest.raises(NotYours):
        appoint(user=office.system_admin, unit=office.county, role=Role.OFFICE_ADMIN, valid_from=SPRING, by=office.system_admin)
    with pytest.raises(NotYours):
        appoint(user=factories.user(), unit=office.county, role=Role.OFFICE_ADMIN, valid_from=SPRING, by=office.security_admin)


def test_the_last_security_administrator_stays():
    post = factories.post(Role.SECURITY_ADMIN)
    with pytest.raises(Refused) as told:
        end_post(post=post, on=SUMMER, by=None)
    assert str(told.value) == "这是唯一的安全管理员。请先任命另一名安全管理员，再办理离任。"
    factories.post(Role.SECURITY_ADMIN)
    assert end_post(post=post, on=SUMMER, by=None).valid_to == SUMMER


def test_each_act_on_a_post_leaves_its_trail_row():
    post = factories.post(Role.UNIT_LEADER)
    factories.portfolio(post, "作风建设")
    last = Entry.objects.latest("id").pk
    hand_over(post=post, to=factories.user(), on=SUMMER, by=None)
    acts = list(Entry.objects.filter(pk__gt=last).values_list("act", flat=True))
    assert acts == ["开立账号", "不再分管", "离任", "任职", "明确分管", "交接"]
