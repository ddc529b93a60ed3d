"""A unit's day: what to do first, in piles that the database counts and cuts, so that five hundred matters open as fast as five."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import (
    Case,
    CharField,
    Count,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
    Window,
    prefetch_related_objects,
)
from django.db.models.functions import RowNumber

from accounts.access import posts_of
from accounts.models import Unit
from accounts.roles import Permission
from tasks.errands.models import Errand
from tasks.items.models import Assignment
from tasks.items.states import Part, State
from tasks.review.models import Decision, Submission

SOON = timedelta(days=7)
SHOWN = 12
ERRANDS = 50
# name -> heading, and what to know about it; in the order in which they are worked off
PILES = {
    "returned": ("退回补办", "审核人已说明理由，补办后再提请办结。"),
    "pending": ("待签收", "新下达的事项，请先签收。"),
    "due": ("七天内到期或已逾期", ""),
    "confirm": ("待确认的配合情况", "协办单位已说明配合情况，请牵头单位确认。"),
    "later": ("办理中", ""),
    "waiting": ("等待答复", "已提请办结、提出异议或说明配合情况，等待期间不计办理时间。"),
}
# These stand before standing duties, the others after them.
PRESSING = ("returned", "pending", "due")


@dataclass(frozen=True)
class Pile:
    """One heading with its first matters and how many there are in all."""

    name: str
    count: int
    rows: list[Assignment]

    @property
    def label(self) -> str:
        """The heading."""
        return PILES[self.name][0]

    @property
    def hint(self) -> str:
        """What to know about it."""
        return PILES[self.name][1]

    @property
    def rest(self) -> int:
        """How many are not shown."""
        return self.count - len(self.rows)


def sorted_out(user, on: date) -> QuerySet[Assignment]:
    """The open matters on which `user` may report, each with the `pile` to which it belongs on the day."""
    last = Submission.objects.filter(assignment=OuterRef("pk")).order_by("-id").values("decision")[:1]
    mine = Assignment.objects.actable_by(user, Permission.REPORT_PROGRESS).open().annotate(last_decision=Subquery(last))
    pile = Case(
        When(state=State.PENDING, then=Value("pending")),
        When(~Q(state=State.ACTIVE), then=Value("waiting")),
        When(last_decision=Decision.RETURNED, then=Value("returned")),
        When(due_on__lte=on + SOON, then=Value("due")),
        default=Value("later"),
        output_field=CharField(),
    )
    return mine.annotate(pile=pile)


def to_confirm(user) -> QuerySet[Assignment]:
    """What support units have said and a unit of `user`, which leads, has to confirm."""
    units = Unit.objects.reached_by(posts_of(user), Permission.SUBMIT)
    return Assignment.objects.filter(
        state=State.TOLD, item__assignments__part=Part.LEAD, item__assignments__unit__in=units
    ).distinct()


def counts(user, on: date) -> dict[str, int]:
    """How many matters lie on each pile."""
    found = dict(sorted_out(user, on).values_list("pile").annotate(Count("pk")).order_by())
    return dict.fromkeys(PILES, 0) | found | {"confirm": to_confirm(user).count()}


def piles(user, on: date, counted: dict[str, int]) -> Iterator[Pile]:
    """The piles that are not empty, each cut to its first matters; a fixed number of queries, however many there are."""
    place = Window(RowNumber(), partition_by="pile", order_by=["due_on", "id"])
    found = list(sorted_out(user, on).with_everything().annotate(place=place).filter(place__lte=SHOWN).order_by("due_on", "id"))
    said = list(to_confirm(user).with_everything().order_by("due_on", "id")[:SHOWN])
    prefetch_related_objects(found + said, *_on_cards())
    for name, count in counted.items():
        if count:
            yield Pile(name, count, said if name == "confirm" else [one for one in found if one.pile == name])


def rows(user, on: date, name: str) -> QuerySet[Assignment]:
    """One whole pile, with what its cards show."""
    found = to_confirm(user) if name == "confirm" else sorted_out(user, on).filter(pile=name)
    return found.with_everything().prefetch_related(*_on_cards())


def _on_cards() -> tuple[Prefetch, Prefetch]:
    """The latest submission first, and what is in colleagues' hands."""
    submissions = Submission.objects.select_related("by", "decided_by").order_by("-id")
    return Prefetch("submissions", submissions), Prefetch("errands", Errand.objects.open().select_related("to"), "open_errands")


def recently_done(user, on: date, days: int = 30) -> QuerySet[Assignment]:
    """What was approved or closed off lately."""
    mine = Assignment.objects.actable_by(user, Permission.REPORT_PROGRESS).with_everything()
    return mine.filter(completed_on__gte=on - timedelta(days=days)).order_by("-completed_on", "-id")
