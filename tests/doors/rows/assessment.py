"""Rows of the table: assessment."""

from accounts.roles import Role as R
from tests.doors.door import EVERYWHERE, Door
from tests.doors.rows.who import ASSESSED, OFFICE, READERS, TODAY

SCHEME = {"name": "新方案", "weight_done": 40, "weight_on_time": 30, "weight_accepted_without_return": 30, "top_share": 30}
SCHEME |= {"weight_milestones": 0, "weight_support": 0}
SCHEME |= {"lower_0": 90, "lower_1": 75, "lower_2": 60, "band_0": "好", "band_1": "较好", "band_2": "一般", "band_3": "差"}
SITTING = {"meeting": "县直机关工委会议", "met_on": TODAY, "note": "经集体研究。"}
RULING = {"clause": "受到表彰", "points": 1, "on": "2026-10-01", "reason": "县委通报表扬。"}
FIRST = frozenset({R.UNIT_SECRETARY})

ROWS = (
    # Assessment and reports
    Door("assessment:cycles", who=ASSESSED),
    Door("assessment:scheme", who=OFFICE, post=SCHEME),
    Door("assessment:publish", "a scheme's draft", who=OFFICE, get=405, post={"on": TODAY}),
    Door("assessment:publish", "a published scheme", who=OFFICE, get=405, post={"on": TODAY}, done=409),
    Door("assessment:trial", "a scheme's draft", who=OFFICE),
    Door("assessment:open", "a new cycle", who=OFFICE, post={"title": "考核", "from_on": TODAY, "to_on": "2027-06-30"}),
    Door("assessment:cycle", "an open cycle", who=ASSESSED, reach=EVERYWHERE),
    Door("assessment:cycle", "a closed cycle", who=ASSESSED),
    Door("assessment:compute", "an open cycle", who=OFFICE, get=405, post={}),
    Door("assessment:compute", "a closed cycle", who=OFFICE, get=405, post={}, done=409),
    Door("assessment:close", "a graded cycle", who=OFFICE, get=405, post=SITTING),
    Door("assessment:close", "an open cycle", who=OFFICE, get=405, post=SITTING, done=409),
    Door("assessment:cycle", "a decided cycle", who=ASSESSED, reach=EVERYWHERE),
    Door("assessment:unit", "a decided sheet", who=ASSESSED, reach=EVERYWHERE),
    Door("assessment:rulings", "an open cycle", who=EVERYWHERE),
    Door("assessment:rulings", "a closed cycle", who=EVERYWHERE),
    Door("assessment:rule", "a cycle with rulings", who=OFFICE, get=405, post=RULING),
    Door("assessment:rule", "a closed cycle", who=OFFICE, get=405, post=RULING, done=409),
    Door("assessment:withdraw", "a ruling", who=OFFICE, get=405, post={"reason": "重复记录。"}),
    Door("assessment:feed_back", "a decided cycle", who=OFFICE, get=405, post={"workdays": 5}),
    Door("assessment:feed_back", "an open cycle", who=OFFICE, get=405, post={"workdays": 5}, done=409),
    Door("reports:assessment", "a decided cycle", who=READERS, reach=EVERYWHERE),
    Door("assessment:unit", "an open sheet", who=ASSESSED, reach=EVERYWHERE),
    Door("assessment:unit", "a closed sheet", who=ASSESSED),
    Door("assessment:grade", "an open sheet", who=OFFICE, get=405, post={"grade": "差", "reason": "经查实。"}),
    Door("assessment:grade", "a closed sheet", who=OFFICE, get=405, post={"grade": "差", "reason": "经查实。"}, done=409),
    Door("assessment:appeal", "a closed sheet", who=FIRST, post={"about": "得分", "reason": "有事项未计入。"}),
    Door("assessment:appeal", "a decided sheet", who=FIRST, reach=EVERYWHERE, post={"about": "得分", "reason": "有误。"}),
    Door("assessment:answer", "an appeal", who=OFFICE, post={"upheld": "no", "reason": "经复核，维持原结果。"}),
    Door("assessment:correct", "a closed sheet", who=OFFICE, post={"grade": "较好", "reason": "经查实。"}),
    Door("assessment:confirm", "a correction", who=OFFICE, get=405, post={}),
    Door("assessment:refuse", "a correction", who=OFFICE, get=405, post={"reason": "依据不足。"}),
    Door("reports:assessment", "an open cycle", who=READERS, reach=EVERYWHERE),
    Door("reports:assessment", "a closed cycle", who=READERS),
    Door("reports:assessment", "a unit's report", who=READERS),
    Door("reports:assessment_docx", "an open cycle", who=READERS, reach=EVERYWHERE),
    Door("reports:assessment_docx", "a unit's report", who=READERS),
    Door("reports:assessment_xlsx", "an open cycle", who=READERS, reach=EVERYWHERE),
    Door("reports:assessment_xlsx", "a unit's report", who=READERS),
    Door("reports:assessment_pdf", "an open cycle", who=READERS, reach=EVERYWHERE),
    Door("reports:assessment_pdf", "a unit's report", who=READERS),
    Door("reports:order_export", "a draft to export", who=READERS, reach=EVERYWHERE, get=405, post={}),
    Door("reports:export", "the office's export", who=READERS, reach=OFFICE),
    Door("reports:export_file", "the office's export", who=READERS, reach=OFFICE),
    Door("reports:list_docx", "a list", who=READERS),
    Door("reports:list_docx", "a draft", who=READERS, reach=EVERYWHERE),
    Door("reports:list_pdf", "a list", who=READERS),
    Door("reports:list_pdf", "a draft", who=READERS, reach=EVERYWHERE),
    Door("reports:list_xlsx", "a list", who=READERS),
    Door("reports:list_xlsx", "a draft", who=READERS, reach=EVERYWHERE),
)
