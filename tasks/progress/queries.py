"""Questions about reports and proofs that pages ask."""

from django.db.models import QuerySet

from accounts.roles import Permission
from tasks.items.models import Assignment
from tasks.progress.models import Draft, Evidence

LATELY = 30


def proofs_of_unit(assignment: Assignment) -> QuerySet[Evidence]:
    """The unit's latest proofs, each file once: what another report of the unit may use again."""
    own = Evidence.objects.valid().filter(report__assignment__unit=assignment.unit_id, source=None)
    return own.select_related("report__assignment__item").order_by("-pk")


def visible_proofs(user) -> QuerySet[Evidence]:
    """Proofs of matters within reach, and of those that the person's unit is named to check."""
    found = Evidence.objects.filter(report__assignment__in=Assignment.objects.readable_by(user))
    return found.select_related("report__assignment__item", "report__assignment__unit", "report__by", "voided__by")


def draft_of(assignment: Assignment, user) -> Draft | None:
    """What this person has typed for the matter and not sent."""
    return Draft.objects.filter(assignment=assignment, by=user).first()


def may_replace(user, evidence: Evidence) -> bool:
    """True when a post of `user` lets them report on the matter of the proof."""
    mine = Assignment.objects.actable_by(user, Permission.REPORT_PROGRESS)
    return mine.filter(pk=evidence.report.assignment_id).exists()
