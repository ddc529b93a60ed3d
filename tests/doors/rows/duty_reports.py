"""Rows of the table: 述职."""

from accounts.roles import Role as R
from tests.doors.door import EVERYWHERE, Door
from tests.doors.rows.who import OFFICE, READERS, UNIT

DUE = {"due_on": "2026-12-18"}
OF_SECRETARY = READERS - {R.UNIT_LEADER}
WRITERS = UNIT - {R.UNIT_LEADER}
BACK = {"reason": "请写明时限。"}

ROWS = (
    Door("duty_reports:reports", who=READERS),
    Door("duty_reports:ask", "a cycle to report on", who=OFFICE, get=405, post=DUE),
    Door("duty_reports:ask", "a cycle reported on", who=OFFICE, get=405, post=DUE, done=422, changes=False),
    Door("duty_reports:call", "a duty call", who=EVERYWHERE),
    Door("duty_reports:ask_more", "a duty call", who=OFFICE, get=405, post={}),
    # A leader sees the own report only, a clerk prepares and does not sign
    Door("duty_reports:report", "a secretary's report", who=READERS, reach=OF_SECRETARY),
    Door("duty_reports:report", "a leader's report", who=READERS),
    Door("duty_reports:report", "a signed report", who=READERS, reach=OF_SECRETARY),
    Door("duty_reports:edit", "a secretary's report", who=UNIT, reach=WRITERS, post={"own-next": "抓落实。"}),
    Door("duty_reports:edit", "a signed report", who=UNIT, reach=WRITERS, get=409, post={"own-next": "改。"}, done=409),
    Door("duty_reports:keep", "a typed report", open=True, get=405, post={}, done=200),
    Door("duty_reports:discard", "a secretary's report", who=UNIT, reach=WRITERS, get=405, post={}, changes=False),
    Door("duty_reports:sign", "a secretary's report", who=UNIT, reach=WRITERS, get=405, post={}, instead={R.UNIT_CLERK: 403}),
    Door("duty_reports:sign", "a signed report", who=UNIT, reach=WRITERS, get=405, post={}, done=409, instead={R.UNIT_CLERK: 403}),
    Door("duty_reports:return_", "a signed report", who=OFFICE, get=405, post=BACK),
    Door("duty_reports:return_", "a signed report", who=OFFICE, get=405, post={}, done=409),
    Door("duty_reports:return_", "a secretary's report", who=OFFICE, get=405, post=BACK, done=409),
    Door("duty_reports:version", "a signed version", who=READERS, reach=OF_SECRETARY),
    Door("reports:duty_report_docx", "a secretary's report", who=READERS, reach=OF_SECRETARY),
    Door("reports:duty_report_docx", "a signed report", who=READERS, reach=OF_SECRETARY),
    Door("reports:duty_report_pdf", "a signed report", who=READERS, reach=OF_SECRETARY),
)
