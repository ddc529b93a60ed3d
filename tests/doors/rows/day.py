"""Rows of the table: a unit's day."""

from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.roles import Role as R
from tests.doors.day import picture
from tests.doors.door import EVERYWHERE, Door
from tests.doors.rows.who import READERS, TOMORROW, UNIT, WRONG

NEWER = {"reason": "原件漏页。", "file": lambda: SimpleUploadedFile("现场.png", picture("green"))}

ROWS = (
    # Proofs
    Door("progress:proof", "a pictured proof", who=READERS),
    Door("progress:thumb", "a pictured proof", who=READERS),
    Door("progress:former", "a former proof", who=READERS),
    Door("progress:replace", "a pictured proof", who=UNIT, post=NEWER),
    Door("progress:replace", "a pictured proof", who=UNIT, post=NEWER | WRONG, done=409),
    # 作废: its unit while the result is not checked; the office afterwards (tests/tasks/progress/test_voiding.py)
    Door("progress:void", "a pictured proof", who=READERS, get=405, post={"why": "误传。"}, instead=dict.fromkeys(EVERYWHERE, 403)),
    Door(
        "progress:void",
        "a pictured proof",
        who=READERS,
        get=405,
        post={"why": "误传。"} | WRONG,
        done=409,
        instead=dict.fromkeys(EVERYWHERE, 403),
    ),
    # What is being typed is kept for the person whose form it is, session or not; nobody else's session may send it.
    Door("progress:draft", "a form being filled in", open=True, get=405, post={"text": "已召开会议。"}, done=200),
    # Pieces in a colleague's hands: whoever may report hands them on and takes them back, the colleague alone ticks them
    Door("errands:hand", "work to hand on", who=UNIT, post={"what": "整理照片", "due_on": TOMORROW, "key": "new"}),
    Door("errands:tick", "the clerk's errand", who=UNIT, reach=frozenset({R.UNIT_CLERK}), post={"said": "已收齐。"}),
    Door("errands:withdraw", "an errand", who=UNIT, get=405, post={}),
    Door("errands:sheet", "a unit's sheet", who=UNIT),
    # One's own posts (how they are given for some days: tests/accounts/acting); the secretary takes back what he has given
    Door("accounts:my_posts", who=READERS, post={}, done=422),
    Door("accounts:acting_revoke", "an acting", who=READERS, reach=frozenset({R.UNIT_SECRETARY}), get=405, post={}),
)
