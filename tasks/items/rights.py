"""Who may carry out a move: the table says over what a right is held, here it is looked up. One answer for action and page."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from accounts.access import may, posts_of
from accounts.conflict import NotYours
from accounts.models import Post
from accounts.roles import Permission, Role
from accounts.units.models import reach_covers
from tasks.items.holders import Holders
from tasks.items.models import Assignment
from tasks.items.states import MOVES, Level, Move, Part, Who, acts_from

# Posts in a unit that an item names as 核验单位 whose holders answer for a check.
CHECKING = (Role.OFFICE_ADMIN, Role.SUPERVISOR, Role.COUNTY_LEADER, Role.UNIT_SECRETARY, Role.UNIT_LEADER)


def why_not(act: str, assignment: Assignment, user, on: date) -> str:
    """Why `user` may not carry out `act` on the day, as a sentence; empty when the posts allow it. Looks at no state."""
    step = MOVES[act]
    return _ASKED[step.who](step, assignment, user, on)


def open_acts(assignment: Assignment, user, on: date) -> set[str]:
    """What the table allows now and this person's posts allow too."""
    return {act for act in acts_from(assignment.state, assignment.part) if not why_not(act, assignment, user, on)}


def why_not_decide(label: str, assignment: Assignment, user, on: date) -> str:
    """As why_not, for what the office decides without a move: 答复延期申请, 调整时限."""
    return _office(replace(MOVES["reject"], label=label), assignment, user, on)


def must_hold(permission: Permission, user, on: date, act: str) -> None:
    """An act on a whole list asks for its right by itself, whichever page or command it comes from. Raises NotYours."""
    if not may(user, permission, on):
        raise NotYours(f"您的岗位不能{act}。请由党建办办理。")


def is_the_offices_own(assignment: Assignment, on: date) -> bool:
    """True when an administrator of the list holds a post in the assignment's unit: somebody above has to check it."""
    return Post.objects.on(on).with_role(Role.OFFICE_ADMIN).filter(unit=assignment.unit_id).exists()


def holds(user, permission: Permission, assignment: Assignment) -> bool:
    """True when a post of `user` grants the right over the assignment's unit: Assignment.objects.actable_by about one at hand."""
    return reach_covers(posts_of(user), assignment.unit, permission)


def _refusal(step: Move, assignment: Assignment) -> str:
    return f"您的岗位不能对「{assignment}」{step.label}。"


def _unit(step: Move, assignment: Assignment, user, on: date) -> str:
    return "" if holds(user, step.permission, assignment) else _refusal(step, assignment)


def _named(step: Move, assignment: Assignment, user, on: date) -> str:
    refusal = _unit(step, assignment, user, on)
    if refusal or assignment.item.level == Level.COLLECTIVE:
        return refusal
    level = assignment.item.get_level_display()
    holder = Holders.of([assignment], on).acceptor(assignment)
    if holder is None:
        return f"该事项为{level}，{assignment.unit.short}的相应岗位现空缺。请先由系统管理员任命。"
    mine = any(post.pk == holder.pk for post in posts_of(user))
    return "" if mine else f"该事项为{level}，须由{holder}本人{step.label}。"


def _lead(step: Move, assignment: Assignment, user, on: date) -> str:
    leads = Assignment.objects.actable_by(user, step.permission).filter(item=assignment.item_id, part=Part.LEAD)
    return "" if leads.exists() else f"须由牵头单位{step.label}。"


def _office(step: Move, assignment: Assignment, user, on: date) -> str:
    if any(post.unit_id == assignment.unit_id for post in posts_of(user)):
        return f"不能对本单位的事项{step.label}。请由本单位以外的人员办理。"
    own = is_the_offices_own(assignment, on)
    if own and not holds(user, Permission.CHECK_OFFICE, assignment):
        return f"该事项由党建办自身承办，须由督查员或县委领导{step.label}。"
    return "" if own or holds(user, step.permission, assignment) else _refusal(step, assignment)


def _checker(step: Move, assignment: Assignment, user, on: date) -> str:
    unit = assignment.item.checker
    if unit is None or unit.pk == assignment.unit_id:
        return _office(step, assignment, user, on)
    holders = Post.objects.on(on).with_role(*CHECKING).filter(unit=unit)
    if not holders.exists():
        return _office(step, assignment, user, on)
    if any(post.unit_id == assignment.unit_id for post in posts_of(user)):
        return f"不能对本单位的事项{step.label}。请由本单位以外的人员办理。"
    mine = {post.pk for post in posts_of(user)} & set(holders.values_list("pk", flat=True))
    return "" if mine else f"该事项由{unit.short}核验，须由该单位{step.label}。"


def _second(step: Move, assignment: Assignment, user, on: date) -> str:
    if assignment.completed_by_id == user.pk:
        return "办结是由您审核通过的，销号须由其他人核验。"
    return _office(step, assignment, user, on)


_ASKED: dict[Who, Callable[[Move, Assignment, object, date], str]] = {
    Who.UNIT: _unit,
    Who.NAMED: _named,
    Who.LEAD: _lead,
    Who.OFFICE: _office,
    Who.CHECKER: _checker,
    Who.SECOND: _second,
}
