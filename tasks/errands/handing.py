"""What goes along when a post changes hands. Called by accounts.units.actions.hand_over (settings.HANDED_OVER)."""

from collections.abc import Iterable

from django.db.models import OuterRef, QuerySet, Subquery

from accounts.models import Post, Unit
from accounts.trail.actions import record
from tasks.errands.models import Errand
from tasks.items.models import Assignment
from tasks.progress.models import Report


def waiting(post: Post) -> list[str]:
    """What would go along, in figures only: whoever appoints sees no business (三员分立)."""
    counts = (("在办事项{}项（分管领导随岗位变更）", _led(post).count()), ("交办在手{}件", _in_hand(post).count()))
    return [text.format(count) for text, count in counts if count]


def follow(*, old: Post, new: Post, by) -> None:
    """Every open matter that names `old` names `new`; pieces in the former holder's hands go to the new one. A trail row each."""
    for assignment in _led(old).select_related("item", "unit"):
        Assignment.objects.filter(pk=assignment.pk, leader=old).update(leader=new)
        record(act="随岗位移交", target=assignment, before={"leader": str(old)}, after={"leader": str(new)}, by=by)
    for errand in _in_hand(old).select_related("assignment__item", "assignment__unit", "to"):
        Errand.objects.filter(pk=errand.pk, to=old.user_id).update(to=new.user)
        before, after = {"to": old.user.username, "what": errand.what}, {"to": new.user.username}
        record(act="交办随岗位移交", target=errand.assignment, before=before, after=after, by=by)


def open_matters(units: Iterable[Unit]) -> QuerySet[Assignment]:
    """What the sheet of a hand-over lists, each with its latest progress (`last_text`, `last_at`)."""
    last = Report.objects.filter(assignment=OuterRef("pk")).order_by("-id")
    found = Assignment.objects.filter(unit__in=units).open().with_everything()
    found = found.annotate(last_text=Subquery(last.values("text")[:1]), last_at=Subquery(last.values("at")[:1]))
    return found.order_by("due_on", "id")


def _led(post: Post) -> QuerySet[Assignment]:
    return Assignment.objects.filter(leader=post).open()


def _in_hand(post: Post) -> QuerySet[Errand]:
    return Errand.objects.open().filter(to=post.user_id, assignment__unit=post.unit_id)
