"""The rules and the calendar in force, and the lights of assignments read from the database."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import Case, CharField, Count, F, Q, QuerySet, Value, When

from tasks.days.queries import calendar
from tasks.items.models import Assignment
from tasks.items.states import DONE, RUNNING, WAITING, State
from tasks.supervision.lights import Color, Facts, Light, light
from tasks.supervision.models import Policy, Reminder
from tasks.supervision.rules import DEFAULT, Rules


def policy_on(on: date) -> Policy | None:
    """The version of the rules in force on the day; None while the defaults are."""
    return Policy.objects.filter(valid_from__lte=on).order_by("-valid_from", "-version").first()


def rules_on(on: date) -> Rules:
    """The rules in force on the day: the newest version whose first day has come, else the defaults."""
    policy = policy_on(on)
    return Rules.from_dict(policy.rules) if policy else DEFAULT


def grace_until(on: date) -> date:
    """The last day that a return on the day `on` grants, by the rules and the calendar (settings.RETURN_GRACE)."""
    return calendar().add_workdays(on, rules_on(on).return_grace_workdays)


def lights_of(assignments: Iterable[Assignment], on: date) -> dict[int, Light]:
    """The light of each assignment on the day, by primary key; one query for the rules."""
    rules = rules_on(on)
    return {a.pk: light(facts(a), rules, on) for a in assignments}


def facts(assignment: Assignment) -> Facts:
    """What the light of an assignment depends on."""
    return Facts(assignment.state, assignment.due_on, assignment.submitted_on)


def lit(found: QuerySet[Assignment], rules: Rules, on: date) -> QuerySet[Assignment]:
    """`found` with `color`: the same answer as lights.light, computed by the database, to filter and count by."""
    late = Q(submitted_on__gt=F("due_on"))
    color = Case(
        When(state__in=[State.CANCELLED, State.TERMINATED], then=Value(Color.GREY)),
        When(late, state__in=DONE, then=Value(Color.DONE_LATE)),
        When(state__in=DONE, then=Value(Color.GREY)),
        When(late, state__in=WAITING, then=Value(Color.RED)),
        When(state__in=WAITING, submitted_on__isnull=False, then=Value(Color.GREEN)),
        When(due_on__lt=on, then=Value(Color.RED)),
        When(due_on__lte=on + timedelta(rules.yellow_days), then=Value(Color.YELLOW)),
        default=Value(Color.GREEN),
        output_field=CharField(),
    )
    return found.annotate(color=color)


def of_color(found: QuerySet[Assignment], color: str, rules: Rules, on: date) -> QuerySet[Assignment]:
    """Those that show `color` on the day: as `lit(…).filter(color=…)`, in conditions that an index answers."""
    late, soon = Q(submitted_on__gt=F("due_on")), on + timedelta(rules.yellow_days)
    running = Q(state__in=RUNNING) | Q(state__in=WAITING, submitted_on=None)
    shown = {
        Color.RED: Q(running, due_on__lt=on) | Q(late, state__in=WAITING),
        Color.YELLOW: Q(running, due_on__gte=on, due_on__lte=soon),
        Color.GREEN: Q(running, due_on__gt=soon, due_on__gte=on) | Q(state__in=WAITING, submitted_on__lte=F("due_on")),
        Color.DONE_LATE: Q(late, state__in=DONE),
        Color.GREY: Q(state__in=[State.CANCELLED, State.TERMINATED])
        | Q(Q(submitted_on=None) | Q(submitted_on__lte=F("due_on")), state__in=DONE),
    }
    return found.filter(shown[Color(color)])


def counts(found: QuerySet[Assignment]) -> dict[str, int]:
    """How many of a `lit` queryset show which colour."""
    return dict(found.order_by().values_list("color").annotate(Count("pk")))


def reminders(user) -> QuerySet[Reminder]:
    """What was said to whom about matters within reach, newest first."""
    within = Assignment.objects.visible_to(user)
    told = Reminder.objects.filter(assignment__in=within).select_related("to", "letter", "assignment__item", "assignment__unit")
    return told.order_by("-id")


def newest_version() -> int:
    """The number of the latest version of the rules, in force or coming; 0 before the first."""
    return Policy.objects.order_by("-version").values_list("version", flat=True).first() or 0


def coming(on: date) -> QuerySet[Policy]:
    """Versions whose first day has not come yet."""
    return Policy.objects.filter(valid_from__gt=on).order_by("valid_from", "version")
