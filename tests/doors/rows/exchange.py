"""Rows of the table: exchange."""

from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.roles import Role as R
from tests.doors.door import EVERYWHERE, Door
from tests.doors.rows.who import OFFICE, READERS

# So long a file is left to the worker, whatever is in it.
FILE = {"file": lambda: SimpleUploadedFile("填报.xlsx", b"x" * 70_000)}
LAYOUT = {
    "name": "本单位台账",
    "use-number": "on",
    "order-number": "2",
    "use-title": "on",
    "order-title": "1",
    "heading-title": "任务",
}
MAY_NOT = {R.COUNTY_LEADER: 403, R.SUPERVISOR: 403}

ROWS = (
    # Sheets out and back in
    Door("exchange:desk", "a list", who=READERS),
    Door("exchange:desk", "a draft", who=READERS, reach=EVERYWHERE),
    Door("exchange:out", "a list", who=READERS, get=405, post={"kind": "ledger"}),
    Door("exchange:out", "a draft", who=READERS, reach=EVERYWHERE, get=405, post={"kind": "items"}),
    Door("exchange:out", "a draft", who=READERS, reach=EVERYWHERE, get=405, post={"kind": "ledger"}, done=422),
    Door("exchange:in", "a list", who=READERS, get=405, post=FILE, instead=MAY_NOT | {R.OFFICE_ADMIN: 403}),
    Door("exchange:in", "a draft", who=READERS, reach=EVERYWHERE, get=405, post=FILE, instead=MAY_NOT),
    Door("exchange:in", "a list", who=READERS, get=405, post={}, done=422),
    Door("exchange:sheet", "the office's sheet", who=READERS, reach=OFFICE),
    Door("exchange:file", "the office's sheet", who=READERS, reach=OFFICE),
    Door("exchange:reply", "the office's reply", who=READERS, reach=OFFICE, post={"take": "1"}),
    Door("exchange:reply", "the office's reply", who=READERS, reach=OFFICE, post={"save": "1"}),
    # The office's layouts
    Door("exchange:layouts", who=OFFICE),
    Door("exchange:layout_new", "a kind", who=OFFICE, post=LAYOUT),
    Door("exchange:layout", "a layout", who=OFFICE, post=LAYOUT),
    Door("exchange:layout", "a layout", who=OFFICE, post=LAYOUT | {"version": 99}, done=409),
    Door("exchange:layout_discard", "a layout", who=OFFICE, get=405, post={}),
)
