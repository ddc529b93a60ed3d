"""Rows of the table: the day table and standing duties."""

from tests.doors.door import EVERYWHERE, Door
from tests.doors.rows.who import OFFICE, READERS, UNIT, WRONG

DAY = {"said": "off", "name": "县庆", "reason": "县庆放假一天。", "based_on": "plain"}
DUTY = {"title": "机关读书会", "actor": "党支部", "period": "month", "rule": "县直党〔2026〕3号", "article": "", "mark": "own"}
SWITCH = {"rhythm": "month", "from_on": "2026-12-01", "kinds": ["branch"], "due_kind": "end", "n": 0, "month": 0, "shift": "none"}
RULE = {"due_kind": "workday", "n": 5, "month": 0, "shift": "none"}
DONE = {"done_on": "2026-11-20", "text": "召开会议，研究发展对象。"}

ROWS = (
    # The day table
    Door("days:year", who=READERS),
    Door("days:day", "a day", who=OFFICE, post=DAY),
    Door("days:day", "a day", who=OFFICE, post=DAY | {"based_on": "off"}, done=409),
    Door("days:take_over", "a published year", who=OFFICE, get=405, post={}),
    Door("days:take_over", "a coming year", who=OFFICE, get=405, post={}, done=409),
    Door("days:declare", "a coming year", who=OFFICE, get=405, post={"notice": "国办通知"}),
    Door("days:declare", "a coming year", who=OFFICE, get=405, post={"notice": ""}, done=422),
    # The library and what is switched on
    Door("duties:library", who=READERS),
    Door("duties:duty_new", who=OFFICE, post=DUTY),
    Door("duties:duty_new", who=OFFICE, post=DUTY | {"article": "第三条"}, done=422),
    Door("duties:duty_edit", "a duty", who=OFFICE, post=DUTY | {"reason": "核对原文"}),
    Door("duties:duty_edit", "a duty", who=OFFICE, post=DUTY | {"reason": "核对原文"} | WRONG, done=409),
    Door("duties:duty_retire", "a spare duty", who=OFFICE, get=405, post={}),
    Door("duties:duty_retire", "a duty", who=OFFICE, get=405, post={}, done=409),
    Door("duties:switch_on", "a spare duty", who=OFFICE, post=SWITCH),
    Door("duties:switch_on", "a spare duty", who=OFFICE, post=SWITCH | {"try": "1"}, done=200, changes=False),
    Door("duties:switch_on", "a spare duty", who=OFFICE, post=SWITCH | {"from_on": "2026-01-01"}, done=422),
    Door("duties:plans", who=EVERYWHERE),
    Door("duties:plan", "a plan", who=EVERYWHERE),
    Door("duties:switch_off", "a plan", who=OFFICE, post={"to_on": "2026-12-31", "reason": "合并"}),
    Door("duties:change", "a plan", who=OFFICE, post=RULE | {"reason": "月初办完"}),
    Door("duties:change", "a plan", who=OFFICE, post=RULE | {"reason": ""}, done=422),
    Door("duties:overview", who=EVERYWHERE),
    # A unit's periods
    Door("duties:mine", who=UNIT),
    Door("duties:unit", "a unit with duties", who=READERS),
    Door("duties:period", "a period", who=READERS),
    Door("duties:done", "a period", who=UNIT, post=DONE),
    Door("duties:done", "a period", who=UNIT, post=DONE | WRONG, done=409),
    Door("duties:excuse", "a period", who=OFFICE, get=405, post={"reason": "新设单位"}),
    Door("duties:excuse", "a period", who=OFFICE, get=405, post={"reason": ""}, done=422),
    Door("duties:sample", who=OFFICE),
    Door("duties:check", "an entry", who=OFFICE, get=405, post={"found": "查看记录", "result": "confirmed"}),
    Door("duties:check", "an entry", who=OFFICE, get=405, post={"found": "", "result": "refuted"}, done=422),
)
