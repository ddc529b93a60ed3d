"""The library, and what is switched on."""

from datetime import date, timedelta

from django.db.models import Count, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from tasks.duties.models import DutyPeriod, DutyPlan, StandingDuty
from tasks.duties.states import Period

# A plan that nobody used for so long after its beginning is proposed for an end.
UNUSED_AFTER = timedelta(days=180)


def library(period: str, on: date, *, retired: bool = False) -> QuerySet[StandingDuty]:
    """All duties, or those of one period (an unknown one means all), with the number of units in which each runs."""
    running = Q(plans__switches__to_on=None, plans__switches__isnull=False) | Q(plans__switches__to_on__gte=on)
    found = StandingDuty.objects.annotate(unit_count=Count("plans__switches__unit", filter=running, distinct=True))
    if not retired:
        found = found.filter(retired_on=None)
    return found.filter(period=period) if period in Period.values else found


def plans(on: date) -> QuerySet[DutyPlan]:
    """What runs on the day or later, with the number of units and of periods done in the last twelve months."""
    running = Q(switches__to_on=None) | Q(switches__to_on__gte=on)
    found = DutyPlan.objects.running(on).select_related("duty", "made_by")
    done = Subquery(_done_lately(on), output_field=IntegerField())
    return found.annotate(unit_count=Count("switches", filter=running, distinct=True), done_lately=Coalesce(done, 0))


def _done_lately(on: date):
    """How many periods of a plan were done in the last twelve months."""
    rows = DutyPeriod.objects.filter(plan=OuterRef("pk"), done_on__gt=on - timedelta(days=365)).order_by()
    return rows.values("plan").annotate(n=Count("pk")).values("n")
