"""A person's unit and title, as they are said."""

import pytest

from accounts.units.states import office


@pytest.mark.parametrize(
    ("unit", "title", "said"),
    [
        ("县委", "县委书记", "县委书记"),
        ("县财政局", "党组书记、局长", "县财政局党组书记、局长"),
        ("县财政局机关党委", "机关党委书记", "县财政局机关党委书记"),
        ("县委办公室机关党总支", "县委办公室副主任、机关党总支书记", "县委办公室副主任、机关党总支书记"),
        ("机关工委", "机关工委常务副书记", "机关工委常务副书记"),
        ("县委组织部", "县委常委、部长", "县委组织部县委常委、部长"),
        ("县档案馆", "馆长", "县档案馆馆长"),
    ],
)
def test_nothing_is_said_twice(unit: str, title: str, said: str) -> None:
    assert office(unit, title) == said
