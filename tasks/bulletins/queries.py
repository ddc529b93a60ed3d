"""What the pages and the report ask about 通报: the year's plan, who has signed, what waits for a person, exceptions by their sort."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, QuerySet
from django.urls import reverse

from accounts.access import may
from accounts.models import Unit, UnitKind
from accounts.roles import Permission
from tasks.bulletins.drafting import ABOUT
from tasks.bulletins.models import Bulletin, Receipt
from tasks.bulletins.passages import digest
from tasks.bulletins.states import BulletinState, Scope
from tasks.supervision.queries import rules_on

NAMED = 3


@dataclass(frozen=True)
class Plan:
    """How many 通报 were published in the year, and how many the office planned."""

    year: int
    sent: int
    planned: int

    @property
    def is_full(self) -> bool:
        """One more goes beyond the plan."""
        return self.sent >= self.planned

    @property
    def sentence(self) -> str:
        """For people."""
        return f"{self.year}年已印发通报{self.sent}份，年度计划{self.planned}份。"


def plan(on: date) -> Plan:
    """The year of the day: two queries. Corrections do not count."""
    return Plan(on.year, Bulletin.objects.of_year(on.year).count(), rules_on(on).bulletins_a_year)


def bulletins(user) -> QuerySet[Bulletin]:
    """Within reach, with what a row shows."""
    return Bulletin.objects.visible_to(user).with_counts().select_related("cycle", "corrects", "drafted_by", "approved_by")


def receipts(bulletin: Bulletin) -> list[Receipt]:
    """All addressed units in the office's order: one query."""
    return list(bulletin.receipts.select_related("unit", "acknowledged_by"))


def own_receipts(bulletin: Bulletin, user) -> list[Receipt]:
    """Of a 通报 those of units for which the person may 签收."""
    return list(bulletin.receipts.actable_by(user).select_related("unit", "acknowledged_by"))


@dataclass(frozen=True)
class Waiting:
    """One line for a person's first page: what is to be done, about what, where."""

    what: str
    title: str
    href: str


def waiting_for(user) -> list[Waiting]:
    """通报 that wait for this person: to be approved, or to be acknowledged for the unit of one's own post; two queries at most."""
    found = []
    if may(user, Permission.APPROVE_BULLETIN):
        asked = Bulletin.objects.filter(state=BulletinState.SUBMITTED).exclude(drafted_by=user).exclude(submitted_by=user)
        found += [("待您审定的通报", one) for one in asked.order_by("id")]
    if may(user, Permission.SUBMIT):  # who speaks for the unit
        mine = Receipt.objects.waiting().own(user).select_related("bulletin").order_by("id")
        found += [("待签收通报", one.bulletin) for one in mine]
    return [Waiting(what, str(one), reverse("bulletins:bulletin", args=[one.pk])) for what, one in found]


def scope_words(bulletin: Bulletin) -> str:
    """The scope for people: 各责任单位; 党委、党组; 县财政局党组、县教育局党委."""
    if bulletin.scope == Scope.KINDS:
        return "、".join(UnitKind(kind).label for kind in bulletin.among)
    if bulletin.scope == Scope.UNITS:
        names = list(Unit.objects.filter(pk__in=bulletin.among).values_list("name", flat=True))
        return "、".join(names[:NAMED]) + (f"等{len(names)}个单位" if len(names) > NAMED else "")
    return bulletin.get_scope_display()


def locked_under(bulletin: Bulletin, code: str, on: date, units: Sequence[int]) -> str:
    """The digest of a 通报 that bears this number and date and goes to these units."""
    return digest(
        code=code, title=bulletin.title, on=on, text=bulletin.passages, units=sorted(units), corrects=bulletin.corrects_id
    )


def intact(bulletin: Bulletin) -> bool:
    """Whether a published text is the one that was locked."""
    units = list(bulletin.receipts.values_list("unit_id", flat=True))
    return bulletin.digest == locked_under(bulletin, bulletin.code, bulletin.published_on, units)


@dataclass(frozen=True)
class Told:
    """One 通报 of a year as the county report shows it."""

    pk: int
    code: str
    title: str
    kind: str
    on: date
    scope: str
    units: int
    signed: int
    unsigned: tuple[str, ...]
    corrected_by: str


def of_year(year: int) -> list[Told]:
    """All of a year with who has signed and who has not, oldest first: four queries, and one for each that names single units."""
    open_ = Prefetch("receipts", Receipt.objects.filter(acknowledged_at=None).select_related("unit"), "open_receipts")
    rows = Bulletin.objects.out().filter(year=year).with_counts().prefetch_related(open_, "corrections").order_by("number")
    return [
        Told(
            pk=one.pk,
            code=one.code,
            title=one.title,
            kind=one.get_kind_display(),
            on=one.published_on,
            scope=scope_words(one),
            units=one.told,
            signed=one.signed,
            unsigned=tuple(receipt.unit.name for receipt in one.open_receipts),
            corrected_by=next((new.code for new in one.corrections.all() if new.is_out), ""),
        )
        for one in rows
    ]


@dataclass(frozen=True)
class Named:
    """One unit that was named, for which sort of exception, in which 通报, with the words."""

    about: str
    unit: int
    code: str
    words: str


def exceptions(year: int) -> list[Named]:
    """Who was named in a year and for what, without what was corrected since: one query."""
    rows = Bulletin.objects.filter(year=year, state=BulletinState.PUBLISHED).order_by("number")
    return list(_exceptions(rows))


def _exceptions(rows: Iterable[Bulletin]) -> Iterable[Named]:
    for bulletin in rows:
        for one in bulletin.text:
            if one.about:
                yield Named(ABOUT[one.about], one.unit, bulletin.code, one.text)
