"""A test that commits leaves the next one a fresh database."""

import pytest

from accounts.models import Entry
from accounts.units.models import Unit
from tasks.duties.models import StandingDuty
from tests.factories import unit


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", [1, 2])
def test_what_a_test_commits_is_gone_and_what_migrations_brought_is_there(turn: int) -> None:
    assert (Unit.objects.count(), Entry.objects.count(), StandingDuty.objects.count()) == (0, 0, 45)
    assert StandingDuty.objects.get(code="D01").title == "召开支部党员大会"
    unit()
    assert (Unit.objects.count(), Entry.objects.count()) == (1, 1)
    StandingDuty.objects.filter(code="D01").update(title="改过的")
    StandingDuty.objects.filter(code="D02").delete()


@pytest.mark.django_db
def test_one_that_rolls_back_finds_the_same() -> None:
    assert (Unit.objects.count(), Entry.objects.count(), StandingDuty.objects.count()) == (0, 0, 45)
