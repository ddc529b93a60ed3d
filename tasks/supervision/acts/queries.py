"""Whom a form offers, and what pages of this room show."""

from datetime import date

from django.db.models import QuerySet

from accounts.access import posts_of
from accounts.models import Post
from accounts.roles import Role
from tasks.items.models import Assignment, ResponsibilityList
from tasks.items.states import ListState
from tasks.supervision.acts.models import Instruction, Talk, Visit
from tasks.supervision.acts.states import TALKED_WITH, TALKERS


def talkers(on: date) -> QuerySet[Post]:
    """Who may have held a talk."""
    return Post.objects.on(on).with_role(*TALKERS).select_related("user", "unit")


def talked_with(assignment: Assignment, on: date) -> QuerySet[Post]:
    """Whom a talk about the matter may have been with."""
    return Post.objects.on(on).with_role(*TALKED_WITH).filter(unit=assignment.unit_id).select_related("user", "unit")


def leaders(user, on: date) -> QuerySet[Post]:
    """Whose 批示 this person may write down: a county leader his own, the office everybody's."""
    found = Post.objects.on(on).with_role(Role.COUNTY_LEADER).select_related("user", "unit")
    own = [post.pk for post in posts_of(user) if post.role == Role.COUNTY_LEADER]
    return found.filter(pk__in=own) if own else found


def own_post(user, *roles: Role) -> Post | None:
    """The person's own post of one of the roles."""
    return next((post for post in posts_of(user) if post.role in roles and not post.acted), None)


def talks(user) -> QuerySet[Talk]:
    """What this person may read, with everything that its page shows."""
    found = Talk.objects.readable_by(user)
    return found.select_related(
        "assignment__item",
        "assignment__unit",
        "talker__user",
        "talker__unit",
        "talked_with__user",
        "talked_with__unit",
        "written_by",
    )


def visits(user) -> QuerySet[Visit]:
    """Checks within reach."""
    return Visit.objects.visible_to(user).select_related(
        "assignment__item", "assignment__unit", "by", "item__responsibility_list", "line__amendment__responsibility_list"
    )


def instructions(user) -> QuerySet[Instruction]:
    """批示 within reach."""
    found = Instruction.objects.visible_to(user)
    return found.select_related(
        "assignment__item", "assignment__unit", "said_by__user", "said_by__unit", "answerer__user", "answerer__unit", "answered_by"
    )


def open_lists(user) -> QuerySet[ResponsibilityList]:
    """Lists to which a problem can still be added: drafts at once, issued ones by a decision. Drafts come first."""
    found = ResponsibilityList.objects.visible_to(user).exclude(state=ListState.ARCHIVED)
    return found.order_by("state", "-id")
