"""Rows of the table: the box for complaints."""

from tests.doors.door import SIGNED_IN, Door
from tests.doors.rows.who import CHECKERS

SAID = {"topic": "burden", "text": "报送太多。", "key": "5f2c6d2e-8a4b-4c55-9d0a-0d4f3a1b2c3d"}

ROWS = (
    Door("accounts:say", who=SIGNED_IN, post=SAID),
    Door("accounts:feedback", who=CHECKERS),
    Door("accounts:answer_feedback", "a complaint", who=CHECKERS, get=405, post={"words": "已合并报送。"}),
    Door("accounts:answer_feedback", "an answered complaint", who=CHECKERS, get=405, post={"words": "再答。"}, done=409),
)
