"""Rows of the table: links of letters and calendars."""

from tests.doors.door import Door
from tests.doors.rows.who import UNIT

ROWS = (
    # From a letter: whoever has the link may look; acting needs more (tests/tasks/bylink)
    Door("bylink:matter", "a forged link", open=True, get=410, post={}, done=410),
    Door("bylink:confirm", "a forged confirmation", open=True, get=410, post={}, done=410),
    Door("bylink:feed", "a forged link", open=True, get=404),
    Door("bylink:feeds", who=UNIT),
    Door("bylink:change_feed", who=UNIT, get=405, post={}),
)
