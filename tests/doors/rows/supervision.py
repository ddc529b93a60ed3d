"""Rows of the table: supervision."""

from tasks.supervision.rules import Rules
from tests.doors.door import Door
from tests.doors.rows.who import CHECKERS, OFFICE, TOMORROW

RULES = {
    "yellow_days": 5,
    "due_steps": "5、1",
    "overdue_steps": "1",
    "repeat_days": 0,
    "repeat_times": 0,
    "leader_after_days": 1,
    "office_after_days": 0,
    "acknowledge_after_workdays": 2,
    "return_grace_workdays": 5,
    "duty_days": 3,
    "bulletins_a_year": 12,
    "review_within_workdays": 5,
    "order_after_days": 7,
    "talk_after_days": 14,
    "decide_within_workdays": 3,
}
RULES |= {"digest_hour": 8, "window_from": 8, "window_to": 18, "valid_from": TOMORROW, "based_on": 0}
RULES["seen"] = Rules(yellow_days=5, due_steps=(5, 1), digest_hour=8).mark

ROWS = (
    # Supervision
    Door("supervision:lights", who=CHECKERS),
    Door("supervision:reminders", who=CHECKERS),
    Door("supervision:urge", "an overdue matter", who=CHECKERS, get=405, post={}),
    Door("supervision:policy", who=OFFICE, post=RULES),
    Door("supervision:policy", who=OFFICE, post=RULES | {"try": "1"}, done=200, changes=False),
)
