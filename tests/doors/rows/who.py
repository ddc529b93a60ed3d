"""Who is meant, and the days of the stage."""

from accounts.roles import Role as R
from tests.doors.door import EVERYWHERE

OFFICE = frozenset({R.OFFICE_ADMIN})
CHECKERS = frozenset({R.OFFICE_ADMIN, R.SUPERVISOR})
UNIT = frozenset({R.UNIT_SECRETARY, R.UNIT_LEADER, R.UNIT_CLERK})
SUBMITTERS = frozenset({R.UNIT_SECRETARY, R.UNIT_CLERK})
READERS = EVERYWHERE | UNIT
ASSESSED = READERS - {R.UNIT_CLERK}
SYSTEM, SECURITY, AUDIT = frozenset({R.SYSTEM_ADMIN}), frozenset({R.SECURITY_ADMIN}), frozenset({R.AUDIT_ADMIN})

TODAY, TOMORROW = "2026-11-24", "2026-11-25"
WRONG = {"version": 99}
