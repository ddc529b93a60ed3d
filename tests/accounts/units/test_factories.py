"""The small office that tests share holds together."""

import pytest

from tests import factories

pytestmark = pytest.mark.django_db


def test_the_small_office_has_its_units_below_the_county_in_order():
    made = factories.office()
    below = type(made.county).objects.subtree(made.county)
    assert [u.name for u in below] == [
        "中共清禾县委员会", "县直机关工委", "县委办公室", "县财政局党组", "县财政局机关党支部", "县教育局党委",
    ]  # fmt: skip
