"""Rows of the table: 整改."""

from tests.doors.door import EVERYWHERE, Door
from tests.doors.rows.life import NOT_THE_OFFICE
from tests.doors.rows.who import CHECKERS, OFFICE, READERS, TODAY, TOMORROW, WRONG

PROBLEM = {"words": "党课记录不全。", "found_in": "inspection", "found_on": TODAY, "remedy": "time_limited", "due_on": TOMORROW}
PROBLEM |= {"measures": "补齐记录。", "acceptance_criteria": "记录齐全"}
LOOKED = {"checked_on": TODAY, "held": "holds", "seen": "抽查三个支部，记录齐全。", "months": 3}
BACK = {"seen": "又缺两次。", "due_on": TOMORROW}

ROWS = (
    Door("rectification:ledger", who=READERS),
    Door("rectification:checks", who=CHECKERS),
    Door("rectification:new", "a list for problems", who=OFFICE, post=PROBLEM),
    Door("rectification:new", "a list for problems", who=OFFICE, post=PROBLEM | {"words": ""}, done=422),
    Door("rectification:follow_up", "a righted problem", who=CHECKERS, post=LOOKED),
    Door("rectification:follow_up", "a righted problem", who=CHECKERS, post=LOOKED | {"months": 6}, done=409),
    Door("rectification:recur", "a righted problem", who=EVERYWHERE, post=BACK, instead=NOT_THE_OFFICE),
    Door("rectification:recur", "a righted problem", who=EVERYWHERE, post=BACK | WRONG, done=409, instead=NOT_THE_OFFICE),
    Door("reports:rectification_xlsx", who=READERS),
    Door("reports:rectification_docx", who=READERS),
)
