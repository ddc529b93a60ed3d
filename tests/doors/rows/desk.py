"""Rows of the table: desk."""

from tests.doors.door import EVERYWHERE, ROLES, Door
from tests.doors.rows.who import READERS, UNIT

ROWS = (
    # Where the day begins
    Door("home", who=ROLES, get=302),
    Door("desk:today", who=UNIT),
    Door("desk:overview", who=EVERYWHERE),
    # The wall, its two minutes, and the list behind a number of a past day
    Door("wall:wall", who=READERS),
    Door("wall:brief", who=READERS),
    Door("wall:matters", who=READERS),
    Door("desk:assignment", "pending", who=READERS),
    Door("desk:assignment", "active", who=READERS),
    Door("desk:assignment", "completed", who=READERS),
    Door("desk:item", "an item", who=READERS),
)
