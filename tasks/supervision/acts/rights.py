"""Who may act about a unit's matter from outside it. One answer for action and page."""

from accounts.access import posts_of, roles_of
from accounts.roles import Permission, Role
from tasks.items.models import Assignment
from tasks.items.rights import holds


def why_not_from_outside(label: str, assignment: Assignment, user, permission: Permission = Permission.SUPERVISE) -> str:
    """Why `user` may not do it, as a sentence: the right over the unit is needed, and no post in it."""
    if any(post.unit_id == assignment.unit_id for post in posts_of(user)):
        return f"不能对本单位的事项{label}。请由本单位以外的人员办理。"
    return "" if holds(user, permission, assignment) else f"您的岗位不能对「{assignment}」{label}。"


def why_not_for_unit(label: str, assignment: Assignment, user) -> str:
    """Why `user` may not hand something in for the unit, as a sentence."""
    return "" if holds(user, Permission.SUBMIT, assignment) else f"须由{assignment.unit.short}的书记或党务干部{label}。"


def is_county_leader(user) -> bool:
    """True when the person is a county leader, who writes down only his own 批示."""
    return Role.COUNTY_LEADER in roles_of(user)
