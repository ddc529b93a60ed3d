"""Rows of the table: 一岗双责. A leader sees his own, a secretary those of his unit, whoever oversees all; for others they are not there."""

from accounts.roles import Role as R
from tests.doors.door import Door
from tests.doors.rows.who import ASSESSED, OFFICE, READERS, TODAY, TOMORROW

LEADERS = frozenset({R.UNIT_SECRETARY, R.UNIT_LEADER})
CHARGE = {"field": "制度建设", "valid_from": TODAY, "valid_to": ""}

ROWS = (
    Door("dual:home", who=ASSESSED, get=302),
    Door("dual:four", who=ASSESSED),
    Door("dual:fields", who=ASSESSED),
    Door("dual:holes", who=ASSESSED),
    Door("dual:mine", who=ASSESSED),
    Door("dual:steps", who=ASSESSED),
    Door("dual:leader", "a leader", who=ASSESSED),
    Door("dual:cell", "a leader", who=ASSESSED),
    Door("reports:record_docx", "a leader's year", who=ASSESSED),
    Door("reports:record_pdf", "a leader's year", who=ASSESSED),
    # The four steps
    Door("dual:matter", "a matter", who=READERS),
    Door("dual:take", "a matter", who=LEADERS, get=405, post={"step": "check"}),
    Door("dual:take", "a matter", who=LEADERS, get=405, post={"step": "check", "taken_on": TOMORROW}, done=422),
    Door("dual:take", "a matter", who=LEADERS, get=405, post={"step": "plan"}, done=409),
    Door("dual:take_back", "a step taken", who=LEADERS, get=405, post={}),
    Door("dual:item", "an item", who=OFFICE, post={"check": TODAY}),
    Door("dual:item", "an item", who=OFFICE, post={"check": "2030-01-01"}, done=422),
    # Work orders
    Door("dual:orders", who=ASSESSED),
    Door("dual:issue", "a leader to tell", who=OFFICE, get=405, post={}),
    Door("dual:issue", who=OFFICE, get=405, post={}, done=409, changes=False),
    Door("dual:order", "a work order", who=ASSESSED),
    Door("reports:work_order_docx", "a work order", who=ASSESSED),
    Door("reports:work_order_pdf", "a work order", who=ASSESSED),
    # Portfolios
    Door("dual:portfolios", who=OFFICE),
    Door("dual:give_charge", "a leader to charge", who=OFFICE, post=CHARGE),
    Door("dual:give_charge", "a leader to charge", who=OFFICE, post=CHARGE | {"field": "党员教育管理"}, done=422),
    Door("dual:end_charge", "a charge", who=OFFICE, post={"on": TODAY}),
    Door("dual:end_charge", "a charge", who=OFFICE, post={"on": "2019-01-01"}, done=422),
    Door("dual:pass_charge", "a charge", who=OFFICE, post={"starting": TOMORROW}),
    Door("dual:pass_charge", "a charge", who=OFFICE, post={"starting": "2019-01-01"}, done=422),
)
