"""减负 over time: what was asked, what came, what was taken back, month by month."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Max, QuerySet
from django.db.models.functions import TruncMonth

from accounts.models import FeedbackTicket
from tasks.items.models import Assignment, Budget, BurdenCheck, Move

MONTHS = 12


@dataclass(frozen=True)
class Month:
    """Figures of one calendar month."""

    month: str
    given: int
    asked: int
    reported: int
    ended: int
    withdrawn: int
    complaints: int


def months(user, on: date) -> list[Month]:
    """The last twelve months and those ahead in which reports are planned, newest first; a fixed number of queries.

    given: tasks 下达; asked: reports that the lists were going to cost; reported: progress entries; ended: 办结; withdrawn: 撤销; complaints: 意见建议.
    """
    first = date(on.year - 1, on.month, 1)
    within = Assignment.objects.visible_to(user)
    moves = Move.objects.filter(assignment__in=within, on__gte=first)
    given, ended = _count(moves.filter(act="assign"), "on"), _count(moves.filter(act="approve"), "on")
    withdrawn = _count(moves.filter(act="cancel"), "on")
    reported = _count(within.filter(reports__at__date__gte=first), "reports__at")
    complaints = _count(FeedbackTicket.objects.filter(at__date__gte=first), "at")
    asked: Counter[str] = Counter()
    for planned in BurdenCheck.objects.values_list("months", flat=True):
        asked.update(dict(planned))
    names = {m for counted in (given, ended, withdrawn, reported, complaints) for m in counted} | {
        m for m in asked if m >= f"{first:%Y-%m}"
    }
    return [Month(m, given[m], asked[m], reported[m], ended[m], withdrawn[m], complaints[m]) for m in sorted(names, reverse=True)]


def _count(found: QuerySet, day: str) -> Counter[str]:
    """Rows by calendar month."""
    counted = found.order_by().annotate(month=TruncMonth(day)).values_list("month").annotate(Count("pk"))
    return Counter({f"{month:%Y-%m}": count for month, count in counted})


def checks() -> QuerySet[BurdenCheck]:
    """What each edition cost, newest first."""
    return BurdenCheck.objects.select_related("responsibility_list", "by").order_by("-on", "-id")[:50]


def newest_version() -> int:
    """The number of the latest limit, in force or coming; 0 before the first."""
    return Budget.objects.aggregate(last=Max("version"))["last"] or 0


def coming(on: date) -> QuerySet[Budget]:
    """Limits whose first day has not come yet."""
    return Budget.objects.filter(valid_from__gt=on).order_by("valid_from", "version")
