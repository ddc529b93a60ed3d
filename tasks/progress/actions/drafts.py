"""Keep what is being typed. No trail: a draft is nobody's act yet, and only its writer sees it."""

from datetime import datetime

from django.db import transaction

from accounts.conflict import NotYours
from tasks.items.models import Assignment
from tasks.progress.models import DRAFT_LIMIT, Draft
from tasks.progress.rights import why_not_report


@transaction.atomic
def keep_draft(*, assignment: Assignment, text: str, percent: int | None, now: datetime, by) -> Draft | None:
    """The one draft of this person for this matter, replaced; None when nothing is typed (an earlier draft then goes).

    Raises NotYours for a matter on which the person may not report.
    """
    refusal = why_not_report(assignment, by)
    if refusal:
        raise NotYours(refusal)
    if not text.strip():
        forget_draft(assignment=assignment, by=by)
        return None
    values = {"text": text[:DRAFT_LIMIT], "percent": percent, "at": now}
    return Draft.objects.update_or_create(assignment=assignment, by=by, defaults=values)[0]


def forget_draft(*, assignment: Assignment, by) -> None:
    """Sent, or emptied."""
    Draft.objects.filter(assignment=assignment, by=by).delete()
