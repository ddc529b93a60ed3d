"""Rows of the table: 结果运用."""

from accounts.roles import Role as R
from tests.doors.door import Door
from tests.doors.rows.who import OFFICE, TODAY

USE = {
    "use": "training",
    "used_by": "县委组织部",
    "used_on": TODAY,
    "words": "列入下一期支部书记培训班。",
    "document": "清直党〔2026〕20号",
}
READ = frozenset({R.COUNTY_LEADER, R.OFFICE_ADMIN, R.UNIT_SECRETARY})

ROWS = (
    Door("results:year", who=READ),
    Door("results:new", "a bulletin to use", who=OFFICE, post=USE),
    Door("results:new", "a bulletin to use", who=OFFICE, post=USE | {"words": ""}, done=422),
    Door("results:new", "a bulletin to use", who=OFFICE, post=USE | {"used_on": "2027-01-01"}, done=422),
    Door("results:one", "a use that is told", who=READ),
    Door("results:one", "a use that is not told", who=READ, reach=READ - {R.UNIT_SECRETARY}),
    Door("results:correct", "a use that is not told", who=OFFICE, post=USE),
    Door("results:correct", "a use that was put right", who=OFFICE, post=USE, done=409),
    Door("reports:results_docx", "a year", who=READ),
)
