"""The permissions in words, in the order of the work. Pure."""

from accounts.roles import GRANTS, GUARDIANS, ROLE_LABELS, SEES_ALL, Permission, Role

PERMISSION_LABELS = {
    Permission.READ_SPEECHES: "查看讲话",
    Permission.IMPORT_SPEECH: "导入讲话",
    Permission.DECIDE_DIRECTIVES: "判定语句",
    Permission.READ_LISTS: "查看清单",
    Permission.DRAW_UP: "起草清单",
    Permission.APPROVE_LIST: "审定清单",
    Permission.ISSUE: "印发清单",
    Permission.ACKNOWLEDGE: "签收",
    Permission.REPORT_PROGRESS: "报进展",
    Permission.SUBMIT: "提请办结",
    Permission.APPROVE: "审核",
    Permission.CLOSE_OFF: "销号",
    Permission.CHECK_OFFICE: "审核党建办自身事项",
    Permission.CANCEL: "撤销事项",
    Permission.OVERSEE: "总览",
    Permission.SUPERVISE: "督导",
    Permission.SET_POLICY: "设置督导规则",
    Permission.READ_ASSESSMENT: "查看考核",
    Permission.READ_RESULT_USE: "查看结果运用",
    Permission.ASSESS: "组织考核",
    Permission.READ_REPORT: "查看考核报告",
    Permission.DRAFT_BULLETIN: "起草、印发通报",
    Permission.APPROVE_BULLETIN: "审定通报",
    Permission.READ_LEADERS: "查看一岗双责",
    Permission.KEEP_PORTFOLIOS: "维护分管",
    Permission.TAKE_STEPS: "一岗双责四步办理",
    Permission.MANAGE_PEOPLE: "管理人员与单位",
    Permission.MANAGE_RIGHTS: "管理权限",
    Permission.READ_TRAIL: "查看痕迹",
}


def table() -> list[tuple[str, str, list[str]]]:
    """For each role: its label, over which units its rights extend, and the rights in words (accounts/roles.py as a page)."""
    return [(ROLE_LABELS[role], _reach(role), [PERMISSION_LABELS[p] for p in Permission if p in GRANTS[role]]) for role in Role]


def _reach(role: Role) -> str:
    if role in GUARDIANS:
        return "不看业务内容"
    return "全县" if role in SEES_ALL else "本单位及下级"
