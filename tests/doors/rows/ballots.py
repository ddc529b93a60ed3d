"""Rows of the table: ballots of the office, and the voter's page, which needs no sign-in."""

from tests.doors.door import EVERYWHERE, Door
from tests.doors.rows.who import ASSESSED, OFFICE, TODAY

NEW = {"title": "民主测评", "closes_on": "2026-12-18", "best_limit": 0, "quorum": 50}
NEW |= {"points_0": 100, "points_1": 85, "points_2": 70, "points_3": 50}
NEW |= {"groups-TOTAL_FORMS": 1, "groups-INITIAL_FORMS": 1, "groups-0-name": "干部", "groups-0-weight": 100, "groups-0-slips": 5}
GONE, NOT_THERE = 410, 404

ROWS = (
    Door("ballots:all", who=EVERYWHERE),
    Door("ballots:new", "a new ballot", who=OFFICE, post=NEW),
    Door("ballots:new", "a new ballot", who=OFFICE, post=NEW | {"closes_on": "2026-11-01"}, done=422, changes=False),
    Door("ballots:ballot", "a draft ballot", who=EVERYWHERE),
    Door("ballots:ballot", "an open ballot", who=EVERYWHERE),
    Door("ballots:ballot", "a closed ballot", who=EVERYWHERE),
    Door("ballots:open", "a draft ballot", who=OFFICE, get=405, post={}),
    Door("ballots:open", "an open ballot", who=OFFICE, get=405, post={}, done=409),
    Door("ballots:discard", "a draft ballot", who=OFFICE, get=405, post={}),
    Door("ballots:discard", "an open ballot", who=OFFICE, get=405, post={}, done=409),
    Door("ballots:close", "an open ballot", who=OFFICE, get=405, post={"reason": f"票于{TODAY}收齐。"}),
    Door("ballots:close", "an open ballot", who=OFFICE, get=405, post={}, done=422, changes=False),
    Door("ballots:close", "a closed ballot", who=OFFICE, get=405, post={"reason": "再次结束。"}, done=409),
    Door("ballots:slips", "a group without slips", who=OFFICE, get=405, post={}, done=200),
    Door("ballots:slips", "a group with slips", who=OFFICE, get=405, post={}, done=409),
    Door("ballots:void", "a print run", who=OFFICE, get=405, post={}),
    Door("ballots:void", "no print run", who=OFFICE, get=405, post={}, done=409),
    Door("ballots:more", "a group with slips", who=OFFICE, get=405, post={"count": 2, "reason": "两封信未送达。"}),
    Door("ballots:more", "a group with slips", who=OFFICE, get=405, post={"count": 0, "reason": ""}, done=409),
    # 领导评鉴: the county leader is in charge of organ A
    Door("ballots:calls", who=ASSESSED),
    Door("ballots:ask", "a cycle to ask about", who=OFFICE, get=405, post={"due_on": "2026-12-18"}),
    Door("ballots:ask", "a cycle asked about", who=OFFICE, get=405, post={"due_on": "2026-12-18"}, done=422, changes=False),
    Door("ballots:call", "a call", who=ASSESSED, post={}, changes=None),
    # The voter: whoever holds the code votes, signed in or not
    Door("ballots:enter", "a voter's address", open=True, post={}, changes=False),
    Door("ballots:enter", "a voter's closed address", open=True, post={}, done=422, changes=False),
    Door("ballots:enter", "no voter's address", open=True, get=NOT_THERE, post={}, done=NOT_THERE, changes=False),
    Door("ballots:done", "a voter's address", open=True),
    Door("ballots:done", "no voter's address", open=True),
    Door("ballots:vote", "a sheet to vote on", open=True, post={}),
    Door("ballots:vote", "a sheet half filled", open=True, post={}, done=422, changes=False),
    Door("ballots:vote", "a foreign sheet", open=True, get=GONE, post={}, done=GONE, changes=False),
    Door("ballots:vote", "no sheet", open=True, get=NOT_THERE, post={}, done=NOT_THERE, changes=False),
)
