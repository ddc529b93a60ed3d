"""Rows of the table: 通报."""

from accounts.roles import Role as R
from tests.doors.door import Door
from tests.doors.rows.who import CHECKERS, OFFICE, READERS, TODAY, UNIT, WRONG

LEADER = frozenset({R.COUNTY_LEADER})
PERIOD = {"from_on": "2026-10-05", "to_on": "2026-10-31", "scope": "all"}
TEXT = {"title": "十月通报", "scope": "all", "text_0": "开头。"}
REASON = {"words": "另行处理。"}

ROWS = (
    Door("bulletins:bulletins", who=READERS),
    Door("bulletins:supervision", who=CHECKERS, post=PERIOD),
    Door("bulletins:supervision", who=CHECKERS, post=PERIOD | {"from_on": TODAY}, done=422, changes=False),
    Door("bulletins:result", "a cycle still to be appealed", who=OFFICE, post={"scope": "all"}, done=422, changes=False),
    Door("bulletins:bulletin", "a published bulletin", who=READERS),
    Door("bulletins:bulletin", "a bulletin's draft", who=READERS, reach=CHECKERS),
    Door("bulletins:bulletin", "a submitted bulletin", who=READERS, reach=CHECKERS | LEADER),
    Door("bulletins:edit", "a bulletin's draft", who=CHECKERS, post=TEXT),
    Door("bulletins:edit", "a bulletin's draft", who=CHECKERS, post=TEXT | {"title": ""}, done=422),
    Door("bulletins:edit", "a submitted bulletin", who=CHECKERS, get=409, post=TEXT, done=409),
    Door("bulletins:submit", "a bulletin's draft", who=CHECKERS, get=405, post={}),
    Door("bulletins:submit", "a bulletin's draft", who=CHECKERS, get=405, post=WRONG, done=409),
    Door("bulletins:decide", "a submitted bulletin", who=LEADER, get=405, post={"approve": "1"}),
    Door("bulletins:decide", "a submitted bulletin", who=LEADER, get=405, post={"return": "1"} | REASON),
    Door("bulletins:decide", "a submitted bulletin", who=LEADER, get=405, post={"return": "1"}, done=422),
    Door("bulletins:take_back", "a submitted bulletin", who=CHECKERS, get=405, post=REASON),
    Door("bulletins:take_back", "a submitted bulletin", who=CHECKERS, get=405, post={}, done=422),
    Door("bulletins:discard", "a bulletin's draft", who=CHECKERS, get=405, post=REASON),
    Door("bulletins:publish", "an approved bulletin", who=CHECKERS, get=405, post={}),
    Door("bulletins:publish", "a submitted bulletin", who=CHECKERS, get=405, post={}, done=409),
    Door("bulletins:correct", "a published bulletin", who=CHECKERS, post={"reason": "数据有误。"}),
    Door("bulletins:correct", "a bulletin's draft", who=CHECKERS, post={"reason": "数据有误。"}, done=422),
    Door("bulletins:acknowledge", "a receipt", who=UNIT, get=405, post={}),
    Door("reports:bulletin_docx", "a published bulletin", who=READERS),
    Door("reports:bulletin_pdf", "a bulletin to print", who=READERS),
)
