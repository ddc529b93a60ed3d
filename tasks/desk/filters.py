"""What the list of all matters can be narrowed by. It lives in the address, so it can be kept, sent and linked to."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from accounts.models import Post, Unit, User
from tasks.desk.initials import pattern
from tasks.items.models import Assignment, Item, Move, ResponsibilityList
from tasks.items.states import DONE, OPEN, State
from tasks.progress.models import Report
from tasks.supervision.queries import of_color
from tasks.supervision.rules import Rules

LETTER = re.compile("[A-Za-z]")
MANY = 1000
PERIOD = timedelta(days=30)
UNSIGNED, STILL, NOMINAL = "unsigned", "still", "nominal"
VIEWS = {UNSIGNED: "谁没签收", STILL: "一个月没有进展", NOMINAL: "只挂名"}
IN_HAND, FINISHED, ALL = "open", "done", "all"
# States that are asked for together.
TOGETHER = {IN_HAND: OPEN, FINISHED: DONE}
NO_THEME = "未分类"


@dataclass(frozen=True)
class Chosen:
    """The filter as data: what the form made of the address."""

    q: str = ""
    unit: Unit | None = None
    own: bool = False
    theme: str = ""
    leader: User | None = None
    light: str = ""
    state: str = IN_HAND
    due_from: date | None = None
    due_to: date | None = None
    source: str = ""
    list: ResponsibilityList | None = None
    view: str = ""

    def __bool__(self) -> bool:
        return self != Chosen()


def narrowed(user, chosen: Chosen, *, rules: Rules, on: date) -> QuerySet[Assignment]:
    """The assignments within the user's reach that the filter leaves, in no order. This is what is shown, exported and acted on."""
    found = Assignment.objects.visible_to(user)
    if chosen.unit:
        found = found.filter(unit=chosen.unit) if chosen.own else found.of_subtree(chosen.unit)
    found = found.filter(_plain(chosen))
    if chosen.light:
        found = of_color(found, chosen.light, rules, on)
    if chosen.view:
        found = found.filter(_ready(chosen.view, on))
    if chosen.q:
        found = found.filter(said(chosen.q))
    return found


def _plain(chosen: Chosen) -> Q:
    """What stands in columns."""
    found = Q()
    if chosen.state != ALL:
        found &= Q(state__in=TOGETHER.get(chosen.state, [chosen.state]))
    if chosen.theme:
        found &= Q(item__theme="" if chosen.theme == NO_THEME else chosen.theme)
    if chosen.leader:
        found &= Q(leader__in=Post.objects.filter(user=chosen.leader))
    if chosen.due_from:
        found &= Q(due_on__gte=chosen.due_from)
    if chosen.due_to:
        found &= Q(due_on__lte=chosen.due_to)
    if chosen.source:
        found &= Q(item__source=chosen.source)
    if chosen.list:
        found &= Q(item__responsibility_list=chosen.list)
    return found


def _ready(view: str, on: date) -> Q:
    """The three questions that offices ask most."""
    since = on - PERIOD
    lately_at = timezone.make_aware(datetime.combine(since + timedelta(days=1), time.min))
    if view == UNSIGNED:
        return Q(state=State.PENDING)
    if view == STILL:
        lately = Report.objects.filter(assignment=OuterRef("pk"), at__gte=lately_at)
        return Q(state=State.ACTIVE, acknowledged_on__lte=since) & ~Exists(lately)
    acted = [Exists(model.objects.filter(by=OuterRef("leader__user"), at__gte=lately_at)) for model in (Move, Report)]
    in_post = Q(leader__valid_to=None) | Q(leader__valid_to__gte=on)
    return in_post & Q(state__in=OPEN, leader__isnull=False, assigned_on__lte=since) & ~(acted[0] | acted[1])


def said(q: str) -> Q:
    """Assignments that words or pinyin initials name: by the item's title, the unit, or the responsible leader.

    The three small tables are asked first: the numbers they answer let an index find the assignments, and none found costs no scan.
    """
    return (
        _among("item", Item.objects.filter(named(q, "title")))
        | _among("unit", Unit.objects.filter(named(q, "name", "short_name")))
        | _among("leader", Post.objects.filter(_person(q)))
    )


def _among(column: str, rows: QuerySet) -> Q:
    """Assignments of these rows; very many of them are left to the database."""
    numbers = list(rows.order_by().values_list("pk", flat=True)[: MANY + 1])
    return Q(**{f"{column}__in": numbers if len(numbers) <= MANY else rows.values("pk")})


def _person(q: str) -> Q:
    """Posts of people whose name holds the words, or whose stored initials begin with these letters."""
    initials = Q(user__initials__startswith=q.lower()) if pattern(q) else Q()
    return holds(q, "user__name") | initials


def named(q: str, *columns: str) -> Q:
    """Rows of which a column holds the words, or a run of characters with these initials."""
    found, letters = holds(q, *columns), pattern(q)
    for column in columns if letters else ():
        found |= Q(**{f"{column}__regex": letters})
    return found


def holds(q: str, *columns: str) -> Q:
    """A column holds the words; only letters have cases, and looking past them costs half the time again."""
    how = "icontains" if LETTER.search(q) else "contains"
    found = Q()
    for column in columns:
        found |= Q(**{f"{column}__{how}": q})
    return found
