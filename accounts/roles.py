"""The whole right of access on one page: who (Role) may do what (Permission). Pure.

A right belongs to a post (user, unit, role, dates), never to a person. REACH says over which units a role's rights extend.
"""

from enum import StrEnum
from functools import cache


class Role(StrEnum):
    """The posts of PRODUCT.md section 1 that have an account."""

    COUNTY_LEADER = "county_leader"
    OFFICE_ADMIN = "office_admin"
    SUPERVISOR = "supervisor"
    UNIT_SECRETARY = "unit_secretary"
    UNIT_LEADER = "unit_leader"
    UNIT_CLERK = "unit_clerk"
    SYSTEM_ADMIN = "system_admin"
    SECURITY_ADMIN = "security_admin"
    AUDIT_ADMIN = "audit_admin"


ROLE_LABELS = {
    Role.COUNTY_LEADER: "县委领导",
    Role.OFFICE_ADMIN: "党建办管理员",
    Role.SUPERVISOR: "督查员",
    Role.UNIT_SECRETARY: "书记（第一责任人）",
    Role.UNIT_LEADER: "班子成员（分管领导）",
    Role.UNIT_CLERK: "党务干部",
    Role.SYSTEM_ADMIN: "系统管理员",
    Role.SECURITY_ADMIN: "安全管理员",
    Role.AUDIT_ADMIN: "审计管理员",
}

# 三员：each has its own pages and nothing else, and nobody holds two (GB/T 22239-2019, 安全管理中心).
GUARDIANS = frozenset({Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN})
# Whoever can do the most harm shows a second factor at sign-in, and changes the password more often.
TWO_FACTORS = GUARDIANS | {Role.OFFICE_ADMIN}


class Permission(StrEnum):
    """One word for each thing that a view or an action guards."""

    READ_SPEECHES = "read_speeches"
    IMPORT_SPEECH = "import_speech"
    DECIDE_DIRECTIVES = "decide_directives"
    READ_LISTS = "read_lists"
    DRAW_UP = "draw_up"
    APPROVE_LIST = "approve_list"
    ISSUE = "issue"
    ACKNOWLEDGE = "acknowledge"
    REPORT_PROGRESS = "report_progress"
    SUBMIT = "submit"
    APPROVE = "approve"
    CLOSE_OFF = "close_off"
    CHECK_OFFICE = "check_office"
    CANCEL = "cancel"
    OVERSEE = "oversee"
    SUPERVISE = "supervise"
    SET_POLICY = "set_policy"
    READ_ASSESSMENT = "read_assessment"
    ASSESS = "assess"
    READ_RESULT_USE = "read_result_use"
    READ_REPORT = "read_report"
    DRAFT_BULLETIN = "draft_bulletin"
    APPROVE_BULLETIN = "approve_bulletin"
    READ_LEADERS = "read_leaders"
    KEEP_PORTFOLIOS = "keep_portfolios"
    TAKE_STEPS = "take_steps"
    MANAGE_PEOPLE = "manage_people"
    MANAGE_RIGHTS = "manage_rights"
    READ_TRAIL = "read_trail"


P, R = Permission, Role
_READ = {P.READ_SPEECHES, P.READ_LISTS, P.READ_ASSESSMENT, P.READ_REPORT, P.READ_LEADERS}

GRANTS: dict[Role, frozenset[Permission]] = {
    R.COUNTY_LEADER: frozenset(_READ | {P.OVERSEE, P.APPROVE_LIST, P.APPROVE_BULLETIN, P.CHECK_OFFICE, P.READ_RESULT_USE}),
    R.OFFICE_ADMIN: frozenset(
        _READ
        | {P.IMPORT_SPEECH, P.DECIDE_DIRECTIVES, P.DRAW_UP, P.ISSUE, P.APPROVE, P.CLOSE_OFF, P.CANCEL}
        | {P.OVERSEE, P.SUPERVISE, P.SET_POLICY, P.ASSESS, P.DRAFT_BULLETIN, P.READ_RESULT_USE}
        | {P.KEEP_PORTFOLIOS}
    ),
    R.SUPERVISOR: frozenset(_READ | {P.OVERSEE, P.SUPERVISE, P.CLOSE_OFF, P.CHECK_OFFICE, P.DRAFT_BULLETIN}),
    R.UNIT_SECRETARY: frozenset(_READ | {P.ACKNOWLEDGE, P.REPORT_PROGRESS, P.SUBMIT, P.READ_RESULT_USE, P.TAKE_STEPS}),
    R.UNIT_LEADER: frozenset(_READ | {P.ACKNOWLEDGE, P.REPORT_PROGRESS, P.TAKE_STEPS}),
    R.UNIT_CLERK: frozenset({P.READ_SPEECHES, P.READ_LISTS, P.READ_REPORT, P.ACKNOWLEDGE, P.REPORT_PROGRESS, P.SUBMIT}),
    R.SYSTEM_ADMIN: frozenset({P.MANAGE_PEOPLE}),
    R.SECURITY_ADMIN: frozenset({P.MANAGE_RIGHTS}),
    R.AUDIT_ADMIN: frozenset({P.READ_TRAIL}),
}

# Roles whose rights extend over every unit; all others reach their own unit and what stands below it.
SEES_ALL = frozenset({R.COUNTY_LEADER, R.OFFICE_ADMIN, R.SUPERVISOR})


@cache
def roles_with(permission: Permission) -> frozenset[Role]:
    """The roles that hold `permission`."""
    return frozenset(role for role, granted in GRANTS.items() if permission in granted)
