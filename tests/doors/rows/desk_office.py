"""Rows of the table: the list of all matters, search, saved filters, notes, acts on many."""

from accounts.roles import Role as R
from tests.doors.door import Door
from tests.doors.rows.who import CHECKERS, READERS

KEEP = {"name": "待签收", "query": "state=pending"}
NOTE = {"text": "请先看附件要求。", "key": "0" * 32}

ROWS = (
    Door("desk:matters", who=READERS),
    Door("reports:matters_xlsx", who=READERS),
    Door("desk:search", who=READERS),
    Door("desk:suggest_unit", who=READERS),
    Door("desk:suggest_leader", who=READERS),
    Door("desk:suggest_list", who=READERS),
    Door("desk:suggest_title", who=READERS),
    Door("desk:saved", who=READERS, post=KEEP),
    Door("desk:saved", who=READERS, post=KEEP | {"query": ""}, done=422),
    Door("desk:forget", "a shared filter", who=READERS, reach=CHECKERS, get=405, post={}, instead={R.SUPERVISOR: 403}),
    Door("desk:bulk", "ticked matters", who=CHECKERS, get=405, post={}, done=200, changes=False),
    Door("desk:bulk", "previewed matters", who=CHECKERS, get=405, post={"words": "字" * 201}, done=422, changes=False),
    Door("desk:bulk", who=CHECKERS, get=405, post={}, done=409, changes=False),
    Door("desk:carry_out", "previewed matters", who=CHECKERS, get=405, post={"words": "请抓紧。"}),
    Door("desk:carry_out", "previewed 办结", who=CHECKERS, get=405, post={}),
    Door("desk:comment", "active", who=READERS, post=NOTE),
    Door("desk:comment", "completed", who=READERS, post=NOTE | {"text": " "}, done=422),
)
