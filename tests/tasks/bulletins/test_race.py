"""Two press the button at the same moment: one number, one set of letters, and the other is told."""

import pytest

from accounts.models import Letter
from tasks.bulletins import actions
from tasks.bulletins.models import Bulletin
from tasks.supervision.orders.models import NumberBook, Series
from tests.factories import office
from tests.tasks.bulletins.making import DAY, FROM, approved, draft
from tests.tasks.supervision.orders.test_race import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_of_two_who_publish_one_is_told_and_two_bulletins_get_two_numbers():
    small = office()
    one, two = approved(small), approved(small, draft(small, small.a.unit, from_on=FROM.replace(day=2)))

    def publish(made, who):
        return actions.publish(bulletin=Bulletin.objects.get(pk=made.pk), version=made.version, by=who, **DAY)

    answers = at_once(
        [lambda who=who: publish(one, who) for who in (small.admin, small.second_admin)] + [lambda: publish(two, small.admin)]
    )
    assert sorted(type(answer).__name__ for answer in answers) == ["BulletinStep", "BulletinStep", "Stale"]
    assert sorted(Bulletin.objects.values_list("number", flat=True)) == [1, 2]
    assert (NumberBook.objects.get(series=Series.BULLETIN).last, Letter.objects.filter(kind="bulletin_published").count()) == (2, 3)


def test_of_two_who_sign_for_a_unit_one_is_told():
    small = office()
    made = approved(small)
    actions.publish(bulletin=made, version=made.version, by=small.admin, **DAY)
    mine = made.receipts.get(unit=small.a.unit)
    answers = at_once(
        [lambda who=who: actions.acknowledge(receipt=mine, by=who, **DAY) for who in (small.a.clerk, small.a.secretary)]
    )
    assert sorted(type(answer).__name__ for answer in answers) == ["Receipt", "Stale"]
