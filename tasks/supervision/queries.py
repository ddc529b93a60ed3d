"""The rules and the calendar in force, and the lights of assignments read from the database."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from django.db.models import Case, CharField, Count, F, Q, QuerySet, Value, When

from accounts.models import Post, Unit
from accounts.roles import Role
from tasks.days.queries import calendar
from tasks.items.models import Assignment
from tasks.items.states import DONE, RUNNING, WAITING, State
from tasks.supervision.lights import Color, Facts, Light, Step, light
from tasks.supervision.milestones import behind, missed
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
    """The light of each assignment on the day, by primary key; three queries at most, for the rules and the milestones."""
    known = list(assignments)
    rules, missed = rules_on(on), missed_by(known, on)
    return {a.pk: light(facts(a, on, missed), rules, on) for a in known}


def missed_by(assignments: Iterable[Assignment], on: date) -> dict[int, Step]:
    """The milestone that each of the assignments is behind, by primary key."""
    return missed(((a.pk, a.item_id, a.part) for a in assignments), on)


def facts(assignment: Assignment, on: date | None = None, missed: Mapping[int, Step] | None = None) -> Facts:
    """What the light of an assignment depends on: with an excuse that stands on the day, where `excuses` were read along.

    `missed`: as missed_by answers it for the day.
    """
    lag = (missed or {}).get(assignment.pk)
    return Facts(assignment.state, assignment.due_on, assignment.submitted_on, _excused(assignment, on), lag)


def _excused(assignment: Assignment, on: date | None) -> str:
    """Who has found a good reason for the lateness against the date in force, as a sentence."""
    if "excuses" not in getattr(assignment, "_prefetched_objects_cache", {}):
        return ""
    for one in assignment.excuses.all():
        given = on is None or one.on <= on
        withdrawn = one.withdrawn_on and (on is None or one.withdrawn_on <= on)
        if one.due_on == assignment.due_on and given and not withdrawn:
            return one.sentence
    return ""


def lit(
    found: QuerySet[Assignment], rules: Rules, on: date, names: tuple[str, str, str] = ("state", "due_on", "submitted_on")
) -> QuerySet[Assignment]:
    """`found` with `color`: the same answer as lights.light, computed by the database, to filter and count by.

    `names` are those of the columns that hold state, due date and day of handing over (replay.THEN for a past day).
    """
    state, due_on, submitted_on = names
    late = Q(**{f"{submitted_on}__gt": F(due_on)})
    ended, done, waiting = (Q(**{f"{state}__in": each}) for each in ((State.CANCELLED, State.TERMINATED), DONE, WAITING))
    color = Case(
        When(ended, then=Value(Color.GREY)),
        When(late & done, then=Value(Color.DONE_LATE)),
        When(done, then=Value(Color.GREY)),
        When(late & waiting, then=Value(Color.RED)),
        When(waiting & Q(**{f"{submitted_on}__isnull": False}), then=Value(Color.GREEN)),
        When(Q(**{f"{due_on}__lt": on}), then=Value(Color.RED)),
        When(Q(**{f"{due_on}__lte": on + timedelta(rules.yellow_days)}), then=Value(Color.YELLOW)),
        When(behind(on), then=Value(Color.YELLOW)),
        default=Value(Color.GREEN),
        output_field=CharField(),
    )
    return found.annotate(color=color)


def of_color(found: QuerySet[Assignment], color: str, rules: Rules, on: date) -> QuerySet[Assignment]:
    """Those that show `color` on the day: as `lit(…).filter(color=…)`, in conditions that an index answers."""
    shown = _by_dates(rules, on)[Color(color)]
    if color == Color.YELLOW:
        return found.filter(shown | Q(_far(rules, on), behind(on)))
    if color == Color.GREEN:
        return found.filter(shown, ~Q(_far(rules, on), behind(on)))
    return found.filter(shown)


def _by_dates(rules: Rules, on: date) -> dict[Color, Q]:
    """What state, due date and day of handing over say under each colour, before milestones are looked at."""
    late, soon = Q(submitted_on__gt=F("due_on")), on + timedelta(rules.yellow_days)
    return {
        Color.RED: Q(_running(), due_on__lt=on) | Q(late, state__in=WAITING),
        Color.YELLOW: Q(_running(), due_on__gte=on, due_on__lte=soon),
        Color.GREEN: _far(rules, on) | Q(state__in=WAITING, submitted_on__lte=F("due_on")),
        Color.DONE_LATE: Q(late, state__in=DONE),
        Color.GREY: Q(state__in=[State.CANCELLED, State.TERMINATED])
        | Q(Q(submitted_on=None) | Q(submitted_on__lte=F("due_on")), state__in=DONE),
    }


def _running() -> Q:
    return Q(state__in=RUNNING) | Q(state__in=WAITING, submitted_on=None)


def _far(rules: Rules, on: date) -> Q:
    """Green by its dates: a missed milestone makes it yellow."""
    return Q(_running(), due_on__gt=on + timedelta(rules.yellow_days), due_on__gte=on)


def counts(found: QuerySet[Assignment]) -> dict[str, int]:
    """How many of a `lit` queryset show which colour."""
    return dict(found.order_by().values_list("color").annotate(Count("pk")))


def counts_now(found: QuerySet[Assignment], rules: Rules, on: date) -> dict[str, int]:
    """How many of what is open, and of what was done late, show which colour today; as counts(lit(…)), for a whole county.

    The dates are counted in the index that holds them; the few behind a milestone are found from the milestones.
    """
    found, shown = found.order_by(), _by_dates(rules, on)
    named = {color.value: Count("state", filter=shown[color]) for color in (Color.RED, Color.YELLOW, Color.GREEN)}
    counted = found.open().aggregate(**named)
    lagging = found.filter(_far(rules, on), behind(on)).count()
    counted[Color.YELLOW] += lagging
    counted[Color.GREEN] -= lagging
    return counted | {Color.DONE_LATE.value: found.filter(shown[Color.DONE_LATE]).count()}


def reminders(user) -> QuerySet[Reminder]:
    """What was said to whom about matters within reach, newest first."""
    within = Assignment.objects.visible_to(user)
    told = Reminder.objects.filter(assignment__in=within).select_related("to", "letter", "assignment__item", "assignment__unit")
    return told.order_by("-id")


def unmanned(user, on: date) -> QuerySet[Unit]:
    """Units within reach with matters in hand and neither a secretary nor a clerk in post: nobody there can be reminded."""
    held = Post.objects.on(on).with_role(Role.UNIT_SECRETARY, Role.UNIT_CLERK).values("unit")
    running = Assignment.objects.visible_to(user).filter(state__in=RUNNING).values("unit")
    found = Unit.objects.filter(pk__in=running).exclude(pk__in=held)
    return found.annotate(in_hand=Count("assignments", filter=Q(assignments__state__in=RUNNING))).order_by("path")


def newest_version() -> int:
    """The number of the latest version of the rules, in force or coming; 0 before the first."""
    return Policy.objects.order_by("-version").values_list("version", flat=True).first() or 0


def coming(on: date) -> QuerySet[Policy]:
    """Versions whose first day has not come yet."""
    return Policy.objects.filter(valid_from__gt=on).order_by("valid_from", "version")
