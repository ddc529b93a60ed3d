"""Rows of the table: accounts."""

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.accounts.importing.files import book
from tests.doors.door import Door
from tests.doors.people import SHEET
from tests.doors.rows.who import AUDIT, SECURITY, SYSTEM, TODAY, TOMORROW

ROWS = (
    Door("accounts:backups", who=SYSTEM),
    # Units, people, posts: the system administrator
    Door("accounts:units", who=SYSTEM),
    Door("accounts:unit", "a unit", who=SYSTEM),
    Door("accounts:unit_new", "a unit's new child", who=SYSTEM, post={"name": "县档案局", "kind": "office"}),
    Door("accounts:unit_edit", "a unit", who=SYSTEM, post={"name": "县教育体育局党委", "kind": "committee"}),
    Door("accounts:unit_dissolve", "an empty unit", who=SYSTEM, post={"on": TODAY}),
    Door("accounts:people", who=SYSTEM),
    Door("accounts:person", "a person", who=SYSTEM),
    Door("accounts:person_new", who=SYSTEM, post={"name": "周文斌", "username": "zhou-wb"}),
    Door("accounts:person_edit", "a person", who=SYSTEM, post={"name": "郑有岗", "email": "", "phone": ""}),
    Door("accounts:person_close", "a person", who=SYSTEM, get=405, post={}),
    Door("accounts:person_close", "a guardian", who=SYSTEM, get=405, post={}, done=403),
    Door("accounts:person_reopen", "a closed person", who=SYSTEM, get=405, post={}),
    Door("accounts:person_reopen", "a person", who=SYSTEM, get=405, post={}, done=409),
    Door("accounts:appoint", "a person", who=SYSTEM, post={"role": "supervisor", "title": "", "valid_from": TODAY}),
    Door("accounts:post_end", "a post", who=SYSTEM, post={"on": TODAY}),
    Door("accounts:post_end", "a guardian's post", who=SYSTEM, get=404, post={"on": TODAY}, done=404),
    Door("accounts:hand_over", "a post", who=SYSTEM, post={"title": "", "on": TOMORROW}),
    Door("accounts:put_in_charge", "a leader's post", who=SYSTEM, post={"field": "组织建设", "valid_from": TODAY}),
    Door("accounts:release", "a portfolio", who=SYSTEM, get=405, post={}),
    Door("accounts:people_import", who=SYSTEM, post={"file": lambda: SimpleUploadedFile("人员.xlsx", book(*SHEET))}, changes=False),
    Door("accounts:import_preview", "a sheet", who=SYSTEM, post={}),
    Door("accounts:import_preview", "a sheet", who=SYSTEM, post={"digest": "another"}, done=409),
    Door("accounts:import_template", "the empty template", who=SYSTEM),
    Door("accounts:import_template", "the filled template", who=SYSTEM),
    Door("accounts:import_template", "no template", who=SYSTEM, get=404),
    Door("accounts:send_link", "a person", who=SYSTEM, get=405, post={}),
    Door("accounts:send_link", "a guardian", who=SYSTEM, get=405, post={}, done=403),
    Door("accounts:slips", "a person to print for", who=SYSTEM, post={}, done=200),
    # Rights: the security administrator. The trail: the audit administrator
    Door("accounts:rights", who=SECURITY),
    Door("accounts:holder", "a person", who=SECURITY),
    Door("accounts:rights_close", "a person", who=SECURITY, get=405, post={}),
    Door("accounts:rights_reopen", "a closed person", who=SECURITY, get=405, post={}),
    Door("accounts:end_sessions", "a person", who=SECURITY, get=405, post={}),
    Door("accounts:unlock", "a person", who=SECURITY, get=405, post={}),
    Door("accounts:rights_link", "a guardian with an address", who=SECURITY, get=405, post={}),
    Door("accounts:rights_link", "a guardian", who=SECURITY, get=405, post={}, done=409),
    Door("accounts:rights_link", "a person", who=SECURITY, get=405, post={}, done=403),
    Door("accounts:glasses", who=SECURITY | AUDIT),
    Door("accounts:glass_end", "a broken glass", who=SECURITY | AUDIT, get=405, post={}),
    Door("accounts:glass_end", "an ended glass", who=SECURITY | AUDIT, get=405, post={}, done=409),
    Door("accounts:reset_factor", "a person with a factor", who=SECURITY, post={"reason": "手机丢失"}),
    Door("accounts:guardian_new", "a guardian to be", who=SECURITY, post={"role": "audit_admin", "valid_from": TODAY}),
    Door("accounts:guardian_end", "a guardian's post", who=SECURITY, post={"on": TODAY}),
    Door("accounts:guardian_end", "a post", who=SECURITY, get=404, post={"on": TODAY}, done=404),
    Door("accounts:trail", who=AUDIT),
    Door("accounts:trail_check", who=AUDIT, get=405, post={}),
    Door("accounts:anchors", who=AUDIT),
    Door("accounts:erasures", who=SECURITY | AUDIT),
    Door("accounts:erasure_ask", who=SECURITY, post={"numbers": "1", "reason": "误录涉密文件名"}),
    Door("accounts:erasure_decide", "an erasure", who=AUDIT, get=405, post={"answer": "同意", "agree": "yes"}),
)
