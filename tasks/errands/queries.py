"""What is in a colleague's hands."""

from datetime import date

from django.contrib.auth import get_user_model
from django.db.models import QuerySet

from accounts.models import Post
from accounts.roles import Permission, roles_with
from tasks.errands.models import Errand
from tasks.items.models import Assignment


def for_person(user) -> QuerySet[Errand]:
    """The open pieces that a person has to do, within reach, nearest first."""
    found = Errand.objects.open().filter(to=user, assignment__in=Assignment.objects.visible_to(user))
    return found.select_related("assignment__item", "assignment__unit", "given_by")


def of(assignment: Assignment) -> QuerySet[Errand]:
    """All pieces of an assignment, without those that were taken back."""
    return assignment.errands.filter(withdrawn_at=None).select_related("to", "given_by")


def colleagues(assignment: Assignment, user, on: date):
    """Who may be handed a piece: people whose post in the unit lets them work on it, without the person who asks."""
    there = Post.objects.on(on).with_role(*roles_with(Permission.REPORT_PROGRESS)).filter(unit=assignment.unit_id)
    return get_user_model().objects.filter(pk__in=there.values("user")).exclude(pk=user.pk).order_by("name", "pk")
