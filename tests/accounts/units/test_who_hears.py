"""An account that is closed or past its last day keeps its post and reaches nobody: somebody else hears, so that no matter falls silent."""

from datetime import date

import pytest

from accounts.models import Post, User
from accounts.roles import Role
from accounts.units.models import valid
from accounts.units.queries import responsible_people, who_hears
from tasks.supervision.ladder import Step
from tasks.supervision.recipients import Recipients
from tasks.supervision.states import ReminderKind
from tests import factories
from tests.tasks.supervision.matters import assignment

pytestmark = [pytest.mark.django_db, pytest.mark.once]
ON, LAST = date(2026, 11, 24), date(2026, 11, 23)


def shut(*users: User) -> None:
    """The first account is closed, the others' last day is over."""
    for number, user in enumerate(users):
        User.objects.filter(pk=user.pk).update(**({"expires_on": LAST} if number else {"is_active": False}))


def test_an_expired_account_still_holds_its_post_and_is_not_written_to():
    organ = factories.office().a
    shut(organ.leader, organ.secretary)
    still = Post.objects.filter(valid(ON), unit=organ.unit, role=Role.UNIT_SECRETARY, user__is_active=True)
    assert still.count() == 1  # the harm: by the post and `is_active` alone it would be written to
    assert responsible_people([organ.unit.pk], ON) == {organ.unit.pk: [organ.clerk]}
    assert responsible_people([organ.unit.pk], LAST) == {organ.unit.pk: [organ.secretary]}


def test_without_them_the_units_leaders_hear_then_the_office():
    small = factories.office()
    unit, other = small.a.unit.pk, small.b.unit.pk
    shut(small.a.clerk, small.a.secretary)
    assert responsible_people([unit, other], ON) == {other: [small.b.secretary]}
    assert who_hears([unit, other], ON) == {other: [small.b.secretary], unit: [small.a.leader]}
    shut(small.a.leader)
    assert who_hears([unit], ON) == {unit: [small.admin, small.second_admin]}
    shut(small.admin, small.second_admin)
    assert who_hears([unit], ON) == {}


def test_a_reminder_of_an_empty_unit_goes_to_the_leader_in_charge_then_to_the_office():
    small = factories.office()
    matter = assignment(small.a.unit, ON, assigned_on=LAST, leader=small.a.leader_post)
    step = Step(ReminderKind.DUE, 1, ON)

    def told() -> list[User]:
        matter.refresh_from_db()
        return [post.user for post in Recipients.of({small.a.unit.pk}, ON).posts(matter, step)]

    assert told() == [small.a.secretary, small.a.clerk]
    shut(small.a.secretary)
    assert told() == [small.a.clerk]
    shut(small.a.secretary, small.a.clerk)
    assert told() == [small.a.leader]
    shut(small.a.secretary, small.a.leader)
    assert told() == [small.admin, small.second_admin]
