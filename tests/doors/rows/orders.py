"""Rows of the table: 督办单, 提醒谈话, 实地核查, 批示."""

from accounts.roles import Role as R
from tests.doors.door import EVERYWHERE, Door
from tests.doors.rows.who import CHECKERS, OFFICE, READERS, SUBMITTERS, TODAY, TOMORROW, UNIT, WRONG

ORDER = {"basis": "已逾期。", "demand": "请办结。", "limit_on": TOMORROW}
TALK = {"held_on": TODAY, "about": "逾期未办。", "result": "表示月底前办结。"}
VISIT = {"checked_on": TODAY, "finding": "differs", "seen": "台账未更新。"}
SAID = {"said_on": TODAY, "words": "请抓紧。", "answer_by_on": TOMORROW}
# The administrators did not write it; of the unit only the person concerned.
FEW = frozenset({R.SUPERVISOR, R.COUNTY_LEADER, R.UNIT_SECRETARY})

ROWS = (
    Door("orders:proposals", who=CHECKERS),
    Door("orders:orders", who=READERS),
    Door("orders:issue", "an overdue matter", who=CHECKERS, post=ORDER),
    Door("orders:issue", "an overdue matter", who=CHECKERS, post=ORDER | {"demand": ""}, done=422),
    Door("orders:issue", "an overdue matter", who=CHECKERS, post=ORDER | WRONG, done=409),
    Door("orders:waive", "an order not needed", who=CHECKERS, post={"reason": "已说明困难。"}),
    Door("orders:waive", "no such proposal", who=CHECKERS, get=404, post={"reason": "无"}, done=404),
    Door("orders:order", "a fresh order", who=READERS),
    Door("orders:answer", "a fresh order", who=SUBMITTERS, post={"words": "已办结。"}),
    Door("orders:answer", "an answered order", who=SUBMITTERS, post={"words": "已办结。"}, done=409),
    Door("orders:check", "an answered order", who=CHECKERS, post={"accept": "1"}),
    Door("orders:check", "an answered order", who=CHECKERS, post={"words": "请补充。", "return": "1"}),
    Door("orders:check", "an answered order", who=CHECKERS, post={"return": "1"}, done=422),
    Door("orders:check", "a fresh order", who=CHECKERS, post={"accept": "1"}, done=409),
    Door("orders:withdraw", "a fresh order", who=CHECKERS, post={"words": "另行处理。"}),
    Door("orders:withdraw", "a fresh order", who=CHECKERS, post={"words": "另行处理。"} | WRONG, done=409),
    Door("orders:proof", "an order's proof", who=READERS),
    Door("reports:order_docx", "an order to print", who=READERS),
    Door("reports:order_pdf", "an order to print", who=READERS),
    Door("mirror:mirror", who=EVERYWHERE),
    Door("presence:overview", who=EVERYWHERE),
    Door("presence:mine", who=UNIT),
    # In person
    Door("acts:talk", "an overdue matter", who=EVERYWHERE, post=TALK),
    Door("acts:talk", "an overdue matter", who=EVERYWHERE, post=TALK | {"result": ""}, done=422),
    Door("acts:talks", who=READERS),
    Door("acts:one_talk", "a talk", who=READERS, reach=FEW),
    Door("acts:visit", "an overdue matter", who=CHECKERS, post=VISIT),
    Door("acts:excuse", "an overdue matter", who=CHECKERS, post={"reason": "汛期抢险。"}),
    Door("acts:excuse", "an overdue matter", who=CHECKERS, post={"reason": ""}, done=422),
    Door("acts:withdraw_excuse", "an excuse", who=CHECKERS, post={"reason": "依据不实。"}),
    Door("acts:one_visit", "a check", who=READERS),
    Door("acts:problem", "a check", who=OFFICE, post={}, done=422),
    Door("acts:instruct", "an overdue matter", who=EVERYWHERE, post=SAID),
    Door("acts:instruction", "an instruction", who=READERS),
    Door("acts:answer", "an instruction", who=SUBMITTERS, post={"words": "已落实。"}),
)
