"""Personal acts read from dated rows: one description of each source serves the filter, the list and the count."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Count, DateField, Exists, F, Model, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from accounts.models import Post, Unit
from accounts.roles import Role
from tasks.duties.models import DutyEntry
from tasks.duties.rules.periods import Span
from tasks.items.models import Assignment, Move
from tasks.items.states import MOVES
from tasks.progress.models import Report
from tasks.supervision.acts.models import Instruction, Talk, Visit
from tasks.supervision.orders.models import OrderStep
from tasks.supervision.presence.rules import NEW_DAYS, Time, is_exception, sentence

ROLES = (Role.UNIT_SECRETARY, Role.UNIT_LEADER)
SHOWN = 30


@dataclass(frozen=True)
class Source:
    """Rows that say that a person did something on a day: `who`, `when` (a date, or a time with `timed`), on whose matter."""

    model: type[Model]
    label: str
    who: str = "by"
    when: str = "on"
    timed: bool = False
    matter: str = "assignment"
    act: str = ""

    def within(self, first: date, last: date) -> Q:
        """Rows of these days, both included."""
        if not self.timed:
            return Q(**{f"{self.when}__gte": first, f"{self.when}__lte": last})
        return Q(**{f"{self.when}__gte": _midnight(first), f"{self.when}__lt": _midnight(last + timedelta(1))})


SOURCES = (
    Source(Move, "", act="act"),
    Source(Report, "报进展", when="at", timed=True),
    Source(DutyEntry, "开展经常性工作", when="at", timed=True, matter=""),
    Source(OrderStep, "答复督办单", matter="order__assignment"),
    Source(Instruction, "答复批示", who="answered_by", when="answered_on"),
    Source(Visit, "实地核查"),
    Source(Talk, "提醒谈话", who="talker__user", matter=""),
)
LABELS = {act: move.label for act, move in MOVES.items()} | {"approve": "审核通过", "return_": "审核退回"}


@dataclass(frozen=True)
class Act:
    """One dated act of a person; `matter` is the assignment that it concerns, if one may be named."""

    on: date
    label: str
    matter: int | None = None
    title: str = ""


@dataclass(frozen=True)
class Record:
    """One post in a period: its acts, newest first, in words by kind, and what is to be said when there are none."""

    post: Post
    acts: list[Act]
    sentence: str
    exception: bool

    @property
    def words(self) -> str:
        """「签收3次、报进展5次」."""
        return "、".join(f"{label}{count}次" for label, count in Counter(act.label for act in self.acts).items())

    @property
    def shown(self) -> list[Act]:
        """The newest ones."""
        return self.acts[:SHOWN]


def posts(span: Span, on: date) -> QuerySet[Post]:
    """Posts of secretaries and leaders that were held in the period."""
    last = min(span.end, on)
    held = Post.objects.with_role(*ROLES).filter(valid_from__lte=last, unit__dissolved_on=None, user__is_active=True)
    return held.filter(Q(valid_to=None) | Q(valid_to__gte=span.start)).select_related("user", "unit")


def without(found: QuerySet[Post], span: Span, on: date) -> QuerySet[Post]:
    """Those without any act of their own, in post and in the period for long enough: one query, whatever the number."""
    last = min(span.end, on)
    first = last - timedelta(NEW_DAYS - 1)
    if first < span.start:
        return found.none()
    long_enough = Q(valid_from__lte=first) & (Q(valid_to=None) | Q(valid_to__gt=F("valid_from") + timedelta(NEW_DAYS - 2)))
    stayed = Q(valid_to=None) | Q(valid_to__gte=span.start + timedelta(NEW_DAYS - 1))
    found = found.filter(long_enough, stayed)
    for source in SOURCES:
        own = Q(**{source.who: OuterRef("user")}) & source.within(span.start, last)
        found = found.exclude(Exists(source.model.objects.filter(own, _in_post(source, last))))
    return found


def exceptions(missing: QuerySet[Post], span: Span) -> QuerySet[Post]:
    """Of those without any act, whose unit had matters in hand in the period: there was something to do."""
    return missing.filter(_had_matters(span))


def idle(missing: QuerySet[Post], span: Span) -> QuerySet[Post]:
    """Of those without any act, whose unit had none."""
    return missing.exclude(_had_matters(span))


def records(page: Iterable[Post], span: Span, on: date) -> list[Record]:
    """What each of them did: one query for a source, one for the matters of their units."""
    page = list(page)
    done = _acts({post.user_id for post in page}, span.start, min(span.end, on))
    matters = _matters({post.unit_id for post in page}, span)
    return [_record(post, done[post.user_id], matters.get(post.unit_id, 0), span, on) for post in page]


def _record(post: Post, acts: list[Act], matters: int, span: Span, on: date) -> Record:
    time_ = Time(span.label, span.start, span.end, post.valid_from, post.valid_to, on)
    own = [act for act in acts if time_.first <= act.on <= time_.last]
    return Record(post, own, sentence(time_, len(own), matters), is_exception(time_, len(own), matters))


def _in_post(source: Source, last: date) -> Q:
    """While the post was held."""
    day = f"{source.when}__date" if source.timed else source.when
    until = Coalesce(OuterRef("valid_to"), last, output_field=DateField())
    return Q(**{f"{day}__gte": OuterRef("valid_from"), f"{day}__lte": until})


def _acts(users: set[int], first: date, last: date) -> dict[int, list[Act]]:
    """Every act of these people on these days, newest first."""
    found: dict[int, list[Act]] = defaultdict(list)
    for source in SOURCES:
        rows = source.model.objects.filter(source.within(first, last), **{f"{source.who}__in": users})
        names = [source.who, source.when, source.act or "pk"]
        names += [source.matter, f"{source.matter}__item__title"] if source.matter else []
        for user, when, act, *matter in rows.values_list(*names):
            on = timezone.localdate(when) if source.timed else when
            found[user].append(Act(on, LABELS.get(act, source.label or "办理"), *matter))
    for acts in found.values():
        acts.sort(key=lambda act: (act.on, act.label), reverse=True)
    return found


def _matters(units: set[int], span: Span) -> dict[int, int]:
    """How many matters were in each unit's hands in the period."""
    found = _in_hand(span).filter(unit__in=units).order_by()
    return dict(found.values_list("unit").annotate(Count("pk")))


def _in_hand(span: Span) -> QuerySet[Assignment]:
    """Matters that were in some unit's hands in the period."""
    return Assignment.objects.filter(Q(completed_on=None) | Q(completed_on__gte=span.start), assigned_on__lte=span.end)


def _had_matters(span: Span) -> Exists:
    return Exists(_in_hand(span).filter(unit=OuterRef("unit")))


def of_subtree(found: QuerySet[Post], unit: Unit | None) -> QuerySet[Post]:
    """Only those of a unit and all below it."""
    return found.filter(unit__in=Unit.objects.subtree(unit)) if unit else found


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))
