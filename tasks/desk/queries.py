"""What the desk shows of one matter: its whole life from the sentence on. A unit's day is in day.py."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Prefetch, Q, QuerySet, Value

from speeches.models import Directive
from tasks.desk import supervised
from tasks.items.models import Assignment, Item, Milestone
from tasks.items.states import Part, State
from tasks.review.models import Submission


def whole(user) -> QuerySet[Assignment]:
    """Assignments within reach, or to be checked, with everything that their page shows."""
    return (
        Assignment.objects.readable_by(user)
        .with_everything()
        .select_related("item__directive__speech", "item__checker", "completed_by", "closed_off_by")
        .prefetch_related(
            "moves__by",
            "reports__by",
            "reports__evidence__voided__by",
            _submissions(),
            "reminders__to",
            "reminders__letter",
            "urges__by",
            "due_changes__by",
            "objections__by",
            "extensions__by",
            "extensions__answered_by",
            "contributions__replied_by",
            "comments__by",
            *supervised.prefetches(user),
        )
    )


def items(user) -> QuerySet[Item]:
    """Items within reach, for the page of a whole item."""
    return Item.objects.visible_to(user).select_related("responsibility_list", "directive__speech", "directive__section", "parent")


def parts_of(item: Item, user) -> QuerySet[Item]:
    """分解事项 of an item within reach."""
    return Item.objects.visible_to(user).filter(parent=item).order_by("number")


def units_of(item: Item, user) -> QuerySet[Assignment]:
    """What each unit within reach was given of an item, in no order."""
    own = Assignment.objects.visible_to(user).filter(item=item)
    return own.select_related("unit", "leader__user", "leader__unit", "item").prefetch_related(_submissions())


def steps_of(item: Item, user) -> QuerySet[Milestone]:
    """The milestones of an item: how many units within reach were given it (`given`) and have ticked the milestone off (`ticked`)."""
    own = Assignment.objects.visible_to(user).filter(item=item).exclude(part=Part.SUPPORT).exclude(state=State.CANCELLED)
    reached = Count("ticks", filter=Q(ticks__assignment__in=own), distinct=True)
    return item.milestones.annotate(ticked=reached, given=Value(own.count()))


def _submissions() -> Prefetch:
    """Newest first."""
    return Prefetch("submissions", Submission.objects.select_related("by", "decided_by").order_by("-id"))


@dataclass(frozen=True)
class Words:
    """A stretch of a directive's text; `own` marks the words that this item answers."""

    text: str
    own: bool


def words(directive: Directive, spans: Iterable[Iterable[int]]) -> list[Words]:
    """The directive's text cut at the item's spans (code points of the speech, end exclusive)."""
    text, at, cut = directive.speech.text, directive.start, []
    for start, end in sorted(tuple(span) for span in spans):
        start, end = max(start, at), min(end, directive.end)
        if start >= end:
            continue
        cut += [Words(text[at:start], False), Words(text[start:end], True)]
        at = end
    cut.append(Words(text[at : directive.end], False))
    return [piece for piece in cut if piece.text]


def more_words(item: Item) -> list[tuple[Directive, list[Words]]]:
    """The same for each further directive that was merged into the item."""
    more = item.more_sources.select_related("directive__speech", "directive__section")
    return [(source.directive, words(source.directive, source.spans)) for source in more]
