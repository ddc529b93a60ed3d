"""Whoever sees little contrast or no colours can read every word and every light."""

import pytest

from tests.look.contrast import WHITE, ratio, tokens

pytestmark = pytest.mark.once
# (ink, ground) of every pair in which the style sheet sets text.
PAIRS = [
    *[(ink, ground) for ink in ("ink", "soft", "link", "red", "yellow") for ground in ("card", "ground", "head", "chosen")],
    *[("green", ground) for ground in ("card", "ground")],
    *[(ink, "yellow-ground") for ink in ("ink", "yellow")],
    *[("card", ground) for ground in ("brand", "brand-dark", "link")],
]
EDGES = [(edge, ground) for edge in ("edge", "link") for ground in ("card", "ground")]


def test_the_measure_is_that_of_the_standard() -> None:
    measured = [round(ratio(one, WHITE), 2) for one in ("#000000", "#ffffff", "#767676", "#777777")]
    assert measured == [21.0, 1.0, 4.54, 4.48]


@pytest.mark.parametrize(("ink", "ground"), PAIRS)
def test_text_stands_out_at_least_four_and_a_half_times(ink: str, ground: str) -> None:
    colours = tokens()
    assert ratio(colours[ink], colours[ground]) >= 4.5


@pytest.mark.parametrize(("edge", "ground"), EDGES)
def test_edges_of_fields_and_the_focus_ring_stand_out_three_times(edge: str, ground: str) -> None:
    colours = tokens()
    assert ratio(colours[edge], colours[ground]) >= 3
