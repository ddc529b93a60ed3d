"""A unit's day: what to do first, in piles that the database counts and cuts, so that five hundred matters open as fast as five."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import (
    Case,
    CharField,
    Count,
    Exists,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
    Window,
)
from django.db.models.functions import RowNumber

from accounts.access import posts_of
from accounts.roles import Permission
from tasks.errands.models import Errand
from tasks.items.holders import Holders
from tasks.items.models import Assignment
from tasks.items.states import Level, Part, State
from tasks.review.models import Decision, Submission

SOON = timedelta(days=7)
SHOWN = 12
ERRANDS = 50
ON_CARDS = (
    "state", "part", "due_on", "submitted_on", "version", "item__title", "item__level", "item__source", "unit__name", "unit__short_name",
    "item__directive__speech_id", "item__directive__start", "item__directive__end", "item__directive__ordinal",
    "item__directive__section__no",
)  # fmt: skip
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
    leads = Assignment.objects.actable_by(user, Permission.SUBMIT).filter(part=Part.LEAD, item=OuterRef("item"))
    return Assignment.objects.filter(Exists(leads), state=State.TOLD)


def counts(user, on: date) -> dict[str, int]:
    """How many matters lie on each pile."""
    found = dict(sorted_out(user, on).values_list("pile").annotate(Count("pk")).order_by())
    return dict.fromkeys(PILES, 0) | found | {"confirm": to_confirm(user).count()}


def piles(user, on: date) -> list[Pile]:
    """The piles that are not empty, each cut to its first matters; a fixed number of queries, however many there are.

    First only numbers are sorted and counted, then those that are shown are read with all that their cards need.
    """
    found = list(_first(sorted_out(user, on)).values_list("pk", "pile", "among"))
    found += _first(to_confirm(user).annotate(pile=Value("confirm"))).values_list("pk", "pile", "among")
    cards = {
        one.pk: one for one in _on_cards(Assignment.objects.filter(pk__in=[pk for pk, _, _ in found])).order_by("due_on", "id")
    }
    among = {pile: count for _, pile, count in found}
    lies = {pk: pile for pk, pile, _ in found}
    return [Pile(name, among[name], [one for pk, one in cards.items() if lies[pk] == name]) for name in PILES if name in among]


def _first(found: QuerySet[Assignment]) -> QuerySet[Assignment]:
    """The first matters of each pile, each with the number of those `among` which it stands."""
    place = Window(RowNumber(), partition_by="pile", order_by=["due_on", "id"])
    return found.annotate(place=place, among=Window(Count("pk"), partition_by="pile")).filter(place__lte=SHOWN).order_by()


def rows(user, on: date, name: str) -> QuerySet[Assignment]:
    """One whole pile, with what its cards show."""
    return _on_cards(to_confirm(user) if name == "confirm" else sorted_out(user, on).filter(pile=name))


def _on_cards(found: QuerySet[Assignment]) -> QuerySet[Assignment]:
    """With the reason of the last return and what is in colleagues' hands."""
    last = Submission.objects.filter(assignment=OuterRef("pk")).order_by("-id").values("result")[:1]
    errands = Prefetch("errands", Errand.objects.open().select_related("to"), "open_errands")
    found = found.annotate(last_result=Subquery(last)).select_related("item__directive__section", "unit").prefetch_related(errands)
    return found.only(*ON_CARDS)


def signed_by_others(shown: Iterable[Assignment], user, on: date) -> dict[int, str]:
    """Of the matters shown those that somebody else has to accept, since they name a post (书记, 成员): who, as a sentence.

    Six queries where there are such matters, none where there are none.
    """
    named = [a.pk for a in shown if a.state == State.PENDING and a.item.level != Level.COLLECTIVE]
    if not named:
        return {}
    whole = list(Assignment.objects.filter(pk__in=named).select_related("item", "unit", "leader__unit", "leader__user"))
    holders, mine, said = Holders.of(whole, on), {post.pk for post in posts_of(user)}, {}
    for one in whole:
        holder = holders.acceptor(one)
        if holder is None:
            said[one.pk] = f"{one.item.get_level_display()}，相应岗位现空缺，任命后签收。"
        elif holder.pk not in mine:
            said[one.pk] = f"{one.item.get_level_display()}，由{holder}本人签收。"
    return said


def recently_done(user, on: date, days: int = 30) -> QuerySet[Assignment]:
    """What was approved or closed off lately."""
    mine = Assignment.objects.actable_by(user, Permission.REPORT_PROGRESS).select_related("item")
    mine = mine.only("state", "completed_on", "item__title")
    return mine.filter(completed_on__gte=on - timedelta(days=days)).order_by("-completed_on", "-id")
