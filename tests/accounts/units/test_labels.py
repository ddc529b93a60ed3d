"""How a post is said: unit and office, without saying the unit twice."""

import pytest

from accounts.models import Post, Unit, User
from accounts.roles import Role


@pytest.mark.parametrize(
    ("short", "title", "said"),
    [
        ("县委", "县委书记", "县委书记 卞浩然"),
        ("机关工委", "常务副书记", "机关工委常务副书记 卞浩然"),
        ("县财政局", "", "县财政局书记（第一责任人） 卞浩然"),
    ],
)
def test_a_title_that_begins_with_the_unit_does_not_get_it_twice(short, title, said):
    post = Post(unit=Unit(name=short, short_name=short), user=User(name="卞浩然"), role=Role.UNIT_SECRETARY, title=title)
    assert str(post) == said
