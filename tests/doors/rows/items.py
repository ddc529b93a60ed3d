"""Rows of the table: items."""

from accounts.roles import Role as R
from tests.doors.door import EVERYWHERE, Door
from tests.doors.rows.who import OFFICE, READERS, TODAY, TOMORROW, UNIT

ITEM = {"title": "改进文风", "requirement": "改进文风会风。", "level": "collective", "mode": "each", "weight": "1.0"}

BUDGET = {"per_month": 8, "in_a_week": 3, "valid_from": TODAY, "based_on": 0}
DECISION = {"document": "清直党〔2026〕变更号", "decided_on": TODAY, "reason": "县委有新部署。"}
AGREED, NOT_HIS = {"approve": "1"}, {R.OFFICE_ADMIN: 403}
APPROVERS = frozenset({R.COUNTY_LEADER, R.OFFICE_ADMIN})
BY_HAND = ITEM | {"due_on": "2026-12-21"}

ROWS = (
    # The list
    Door("items:lists", who=READERS),
    Door("items:list", "a list", who=READERS),
    Door("items:list", "a list of all", who=READERS),
    Door("items:list", "a draft", who=READERS, reach=EVERYWHERE),
    Door("items:draft", "a source", who=OFFICE, post={"year": 2026, "title": "新清单"}),
    Door("items:draft", "an undecided source", who=OFFICE, post={"year": 2026, "title": "新清单"}, done=409),
    Door("items:new_list", who=OFFICE, post={"year": 2026, "title": "空白清单"}),
    Door("items:campaigns", who=OFFICE, post={"name": "作风提升年", "starts_on": "2026-01-05", "ends_on": "2026-12-31"}),
    Door("items:burden", who=EVERYWHERE),
    Door("items:budget", who=OFFICE, get=405, post=BUDGET),
    Door("items:settle", "a draft", who=OFFICE, get=405, post={"due_on": TOMORROW}),
    Door("items:settle", "a list of all", who=OFFICE, get=405, post={"due_on": TOMORROW}, done=404),
    Door("items:edit", "a draft's item", who=OFFICE, post=ITEM),
    Door("items:split", "a draft's item", who=OFFICE, post={"group-0": "1", "group-1": "2"}),
    Door("items:divide", "a draft's item", who=OFFICE, post={"lines": "精简会议\n减少文件"}),
    Door("items:divide", "an item", who=OFFICE, get=404, post={"lines": "精简会议"}, done=404),
    Door("items:new_item", "a draft by hand", who=OFFICE, post=BY_HAND),
    Door("items:new_item", "a draft of no source", who=OFFICE, get=404, post=BY_HAND, done=404),
    Door("items:merge", "a draft's pair", who=OFFICE, get=405, post={}),
    Door("items:merge", "a draft", who=OFFICE, get=405, post={}, done=409),
    Door("items:weight", "a draft", who=OFFICE),
    Door("items:propose", "a complete draft", who=OFFICE, get=405, post={"note": "请审定"}),
    Door("items:propose", "a ready draft", who=OFFICE, get=405, post={"note": "请审定"}, done=409),
    Door("items:take_back", "a ready draft", who=OFFICE, get=405, post={"reason": "需要修改"}),
    Door("items:take_back", "a draft", who=OFFICE, get=405, post={"reason": "需要修改"}, done=409),
    Door("items:approval", "an approval", who=READERS, reach=APPROVERS),
    Door("items:answer_approval", "an approval", who=READERS, reach=APPROVERS, get=405, post=AGREED, instead=NOT_HIS),
    Door("items:amendment", "a list in change", who=OFFICE, post=DECISION),
    Door("items:amendment", "a list of all", who=OFFICE, post=DECISION, done=422),
    Door("items:put_addition", "a list to add to", who=OFFICE, post=BY_HAND),
    Door("items:put_change", "an item to change", who=OFFICE, post=BY_HAND),
    Door("items:put_withdrawal", "an item to change", who=OFFICE, get=405, post={}),
    Door("items:drop_change", "a prepared change", who=OFFICE, get=405, post={}),
    Door("items:tick", "a matter with a milestone", who=UNIT, get=405, post={}),
    Door("items:measure", "a matter with a figure", who=UNIT, get=405, post={"value": "12"}),
    Door("items:measure", "pending", who=UNIT, get=405, post={"value": "12"}, done=409),
    Door("items:editions", "a list", who=READERS),
    Door("items:edition", "a first edition", who=READERS),
    Door("items:edition", "a second edition", who=READERS, get=404),
    Door("items:next", "a list of all", who=OFFICE, post={"title": "2027年度清单"}),
    Door("items:archive", "a list of all", who=OFFICE, get=405, post={}, done=409),
    Door("items:archive", "a finished list", who=OFFICE, get=405, post={}),
    Door("items:remove", "a draft's item", who=OFFICE, get=405, post={}),
    Door("items:remove", "an item", who=OFFICE, get=405, post={}, done=404),
    Door("items:issue", "a ready draft", who=OFFICE, get=405, post={"number": "清直党〔2026〕88号"}),
    Door("items:issue", "a list of all", who=OFFICE, get=405, post={"number": "清直党〔2026〕88号"}, done=409),
    Door("items:issue", "a draft", who=OFFICE, get=405, post={"number": "清直党〔2026〕88号"}, done=422),
)
