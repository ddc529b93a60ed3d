"""Rows of the table: life."""

from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.roles import Role as R
from tests.doors.door import EVERYWHERE, Door
from tests.doors.rows.who import OFFICE, READERS, SUBMITTERS, UNIT, WRONG
from tests.doors.work import PNG

REPORT = {"text": "已召开会议。", "percent": 75, "key": "new", "file": lambda: SimpleUploadedFile("现场.png", PNG)}
LATER = "2027-01-15"
REJECTED = {"outcome": "rejected", "answer": "属于贵单位职责。"}
ANEW = {"due_on": LATER, "reason": "问题又出现。"}
# Business roles that come as far as the matter but may not decide about an ordinary unit's.
NOT_THE_OFFICE = dict.fromkeys(READERS - OFFICE, 403)
ANOTHER_HAS_TO = {R.OFFICE_ADMIN: 403, R.COUNTY_LEADER: 403}

ROWS = (
    # An assignment's life
    Door("items:acknowledge", "pending", who=UNIT, get=405, post={}),
    Door("items:acknowledge", "pending", who=UNIT, get=405, post=WRONG, done=409),
    Door("items:acknowledge", "active", who=UNIT, get=405, post={}, done=409),
    Door("items:cancel", "active", who=EVERYWHERE, get=405, post={"reason": "职责已调整。"}, instead=NOT_THE_OFFICE),
    Door("items:cancel", "active", who=EVERYWHERE, get=405, post={"reason": ""}, done=409, instead=NOT_THE_OFFICE),
    Door(
        "items:cancel", "the office's own", who=EVERYWHERE, get=405, post={"reason": "职责已调整。"}, instead={R.OFFICE_ADMIN: 403}
    ),
    Door("progress:report", "active", who=UNIT, post=REPORT),
    Door("progress:report", "pending", who=UNIT, post=REPORT, done=409),
    Door("progress:evidence", "a proof", who=READERS),
    Door("review:submit", "active", who=SUBMITTERS, post={"claim": "已完成。"}),
    Door("review:submit", "completed", who=SUBMITTERS, post={"claim": "已完成。"}, done=409),
    Door("review:queue", who=READERS),
    Door("review:closing", who=EVERYWHERE),
    Door("review:decide", "submitted", who=READERS, post={"result": "核对记录。", "approve": "1"}, instead=NOT_THE_OFFICE),
    Door("review:decide", "submitted", who=READERS, post={"result": "请补充。", "return": "1"}, instead=NOT_THE_OFFICE),
    Door("review:decide", "active", who=READERS, post={"result": "核对记录。"}, done=409, instead=NOT_THE_OFFICE),
    Door("review:close_off", "completed", who=EVERYWHERE, get=405, post={}, instead={R.COUNTY_LEADER: 403}),
    Door("review:close_off", "submitted", who=EVERYWHERE, get=405, post={}, done=409, instead={R.COUNTY_LEADER: 403}),
    Door("review:close_off", "approved by the caller", who=EVERYWHERE, get=405, post={}, instead=ANOTHER_HAS_TO),
    # What a unit asks, and the answers
    Door("review:object", "pending", who=UNIT, post={"reason": "不属于本单位职责。"}),
    Door("review:object", "active", who=UNIT, post={"reason": "不属于本单位职责。"}, done=409),
    Door("review:objection", "an objection", who=EVERYWHERE, post=REJECTED, instead=NOT_THE_OFFICE),
    Door("review:objection", "an objection", who=EVERYWHERE, post={"outcome": "adjusted"}, done=422, instead=NOT_THE_OFFICE),
    Door("review:extend", "active", who=SUBMITTERS, post={"due_on": LATER, "reason": "会议改期。"}),
    Door("review:extend", "pending", who=SUBMITTERS, post={"due_on": LATER, "reason": "会议改期。"}, done=409),
    Door("review:extend", "active", who=SUBMITTERS, post={"due_on": "2026-13-45"}, done=422),
    Door("review:extension", "an extension", who=EVERYWHERE, post={"due_on": LATER, "grant": "1"}, instead=NOT_THE_OFFICE),
    Door("review:extension", "an extension", who=EVERYWHERE, post={"answer": "请抓紧。", "refuse": "1"}, instead=NOT_THE_OFFICE),
    Door("review:contribute", "a supporting part", who=SUBMITTERS, post={"text": "已派员参加。"}),
    Door("review:contribute", "active", who=SUBMITTERS, post={"text": "已派员参加。"}, done=409),
    Door("review:reply", "a told part", who=SUBMITTERS, post={"confirm": "1"}),
    Door("review:reply", "a told part", who=SUBMITTERS, post={"return": "1", "note": "请写明次数。"}),
    Door("review:terminate", "active", who=EVERYWHERE, post={"reason": "无法完成。"}, instead=NOT_THE_OFFICE),
    Door("review:terminate", "completed", who=EVERYWHERE, post={"reason": "无法完成。"}, done=409, instead=NOT_THE_OFFICE),
    Door("review:reopen", "closed off", who=EVERYWHERE, post=ANEW, instead=NOT_THE_OFFICE),
    Door("review:reopen", "active", who=EVERYWHERE, post=ANEW, done=409, instead=NOT_THE_OFFICE),
    Door("review:reschedule", "active", who=EVERYWHERE, post=ANEW, instead=NOT_THE_OFFICE),
    Door("review:reschedule", "submitted", who=EVERYWHERE, post=ANEW, done=409, instead=NOT_THE_OFFICE),
)
