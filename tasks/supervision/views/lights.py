"""All matters by light, today or as of a past day."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.access import allow, may
from accounts.roles import Permission
from tasks.days.queries import calendar
from tasks.items.models import Assignment
from tasks.items.states import OPEN, State
from tasks.supervision import queries, replay
from tasks.supervision.addresses import same_page
from tasks.supervision.forms import LightsForm
from tasks.supervision.lights import WORDS, Color, light, review_light

AT_ONCE = 50
# What a line of the lights shows, and no more.
JOINED = ("item", "unit", "leader__user")
SHOWN = (
    "state", "part", "due_on", "submitted_on", "item__title", "unit__name", "unit__short_name",
    "leader__title", "leader__role", "leader__user__name", "leader__user__username",
)  # fmt: skip


@dataclass(frozen=True)
class Day:
    """The day that is shown, and where its facts stand: in the rows themselves, or put back from dated rows."""

    on: date
    past: bool

    @property
    def due_on(self) -> str:
        """The column of the due date."""
        return replay.THEN[1] if self.past else "due_on"

    @property
    def state(self) -> str:
        """The column of the state."""
        return replay.THEN[0] if self.past else "state"

    def rows(self, found) -> list[Assignment]:
        """What a page shows, as it was on the day."""
        return [replay.put_back(row) if self.past else row for row in found]


@require_safe
@allow(Permission.SUPERVISE)
def lights(request: HttpRequest) -> HttpResponse:
    """All open matters by light, nearest due date first, each with its sentence; ?on= shows a past day under that day's rules."""
    today = timezone.localdate()
    form = LightsForm(request.GET, today=today)
    chosen = form.cleaned_data if form.is_valid() else {}
    day = Day(chosen.get("on") or today, past=(chosen.get("on") or today) < today)
    rules, days = queries.rules_on(day.on), calendar()
    found = _found(request.user, chosen, day)
    listed, counted = (_as_it_was if day.past else _as_it_is)(found, chosen.get("color"), rules, day)
    listed = _beyond(listed, chosen, day).select_related(*JOINED).only(*SHOWN).prefetch_related("excuses__by")
    page = day.rows(listed.order_by(day.due_on, "id")[: AT_ONCE + 1])
    missed = queries.missed_by(page, day.on)
    shown = {
        "form": form,
        "said": {name: form.data.get(name, "") for name in ("color", "state", "on")}
        | {"unit": str(chosen.get("unit") or form.data.get("unit", ""))},
        "rows": [
            (a, light(queries.facts(a, day.on, missed), rules, day.on), _review(a, rules, days, day.on)) for a in page[:AT_ONCE]
        ],
        "chips": _chips(request, counted),
        "on": day.on,
        "past": day.past,
        "policy": queries.policy_on(day.on) if day.past else None,
        "filtered": any(value for name, value in chosen.items() if name != "on"),
        "may_set_policy": may(request.user, Permission.SET_POLICY),
    }
    if chosen.get("after"):
        shown["first"] = same_page(request, after="")
    if len(page) > AT_ONCE:
        shown["next"] = same_page(request, after=f"{page[AT_ONCE - 1].due_on}.{page[AT_ONCE - 1].pk}")
    return render(request, "supervision/lights.html", shown)


def _found(user, chosen: dict, day: Day):
    """Matters within reach, of the unit and in the state that are asked for."""
    found = Assignment.objects.visible_to(user)
    if day.past:
        found = replay.as_of(found, day.on)
    if chosen.get("unit"):
        found = found.of_subtree(chosen["unit"])
    return found.filter(**{day.state: chosen["state"]}) if chosen.get("state") else found


def _as_it_is(found, color: str | None, rules, day: Day) -> tuple:
    """What is open, or shows the colour (done late only when it is asked for), and how many show which."""
    listed = queries.of_color(found, color, rules, day.on) if color else found.open()
    return listed, queries.counts_now(found, rules, day.on)


def _as_it_was(found, color: str | None, rules, day: Day) -> tuple:
    """The same from the columns of a past day."""
    was_open = Q(**{f"{day.state}__in": OPEN})
    found = queries.lit(found, rules, day.on, replay.THEN)
    counted = queries.counts(found.filter(was_open | Q(color=Color.DONE_LATE)))
    return found.filter(color=color) if color else found.filter(was_open), counted


def _beyond(listed, chosen: dict, day: Day):
    """What comes after the page before."""
    if not chosen.get("after"):
        return listed
    after, pk = chosen["after"]
    return listed.filter(Q(**{f"{day.due_on}__gt": after}) | Q(**{day.due_on: after, "pk__gt": pk}))


def _review(assignment: Assignment, rules, days, on: date):
    """The reviewer's light, where the matter waits for a review."""
    if assignment.state not in (State.SUBMITTED, State.OBJECTED) or not assignment.submitted_on:
        return None
    words = {"said": "提出异议", "awaited": "答复"} if assignment.state == State.OBJECTED else {}
    return review_light(assignment.submitted_on, rules, days, on, **words)


def _chips(request: HttpRequest, counts: dict[str, int]) -> list[dict]:
    """One chip for each colour with its count, and one for all that is open."""
    now, shown = request.GET.get("color", ""), (Color.RED, Color.YELLOW, Color.GREEN)
    every = sum(counts.get(color, 0) for color in shown)
    chips = [{"label": f"全部 {every}", "href": same_page(request, color="", after=""), "active": not now}]
    for color in shown + ((Color.DONE_LATE,) if counts.get(Color.DONE_LATE) else ()):
        label = f"{WORDS[color]} {counts.get(color, 0)}"
        chips.append({"label": label, "href": same_page(request, color=color, after=""), "active": now == color})
    return chips
