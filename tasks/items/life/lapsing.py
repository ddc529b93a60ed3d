"""What still waits for an answer when a matter ends gets none: it lapses, in the transaction of the move that ended it."""

from datetime import date, datetime

from tasks.items.models import Assignment, Contribution, Extension, Objection, Outcome, Reply, Verdict


def lapse(*, assignment: Assignment, why: str, on: date, now: datetime, by) -> None:
    """Close open requests of an assignment that has ended; the move's own trail row tells of it."""
    answered = {"answer": why[:500], "answered_on": on, "answered_at": now, "answered_by": by}
    Objection.objects.filter(assignment=assignment, outcome="").update(outcome=Outcome.LAPSED, **answered)
    Extension.objects.filter(assignment=assignment, verdict="").update(verdict=Verdict.LAPSED, **answered)
    replied = {"reply": Reply.LAPSED, "note": why[:500], "replied_at": now, "replied_by": by}
    Contribution.objects.filter(assignment=assignment, reply="").update(**replied)
