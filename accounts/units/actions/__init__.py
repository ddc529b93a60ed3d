"""What the office does with units, posts and portfolios; each act leaves a trail row."""

from accounts.units.actions.portfolios import pass_on, put_in_charge, release
from accounts.units.actions.posts import appoint, end_post, hand_over, retitle, to_hand_over
from accounts.units.actions.tree import amend_unit, create_unit, dissolve, move_unit

__all__ = [
    "amend_unit", "appoint", "create_unit", "dissolve", "end_post", "hand_over", "move_unit", "pass_on", "put_in_charge",
    "release", "retitle", "to_hand_over",
]  # fmt: skip
