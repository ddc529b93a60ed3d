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
LIVE = ("state", "due_on", "submitted_on")


@dataclass(frozen=True)
class Day:
    """The day that is shown, and where its facts stand: in the rows themselves, or put back from dated rows."""

    on: date
    past: bool

    @property
    def names(self) -> tuple[str, str, str]:
        """The columns of state, due date and day of handing over."""
        return replay.THEN if self.past else LIVE

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
    found = _found(request.user, chosen, rules, day)
    counted = queries.counts(found)
    state, due_on, _ = day.names
    listed = _narrowed(found, chosen, state, due_on).with_everything().prefetch_related("excuses__by")
    page = day.rows(listed.order_by(due_on, "id")[: AT_ONCE + 1])
    missed = queries.missed_by(page, day.on)
    shown = {
        "form": form,
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
    if len(page) > AT_ONCE:
        shown["next"] = same_page(request, after=f"{page[AT_ONCE - 1].due_on}.{page[AT_ONCE - 1].pk}")
    return render(request, "supervision/lights.html", shown)


def _found(user, chosen: dict, rules, day: Day):
    """Matters within reach that were open on the day or done late by then, with their colour."""
    found = Assignment.objects.visible_to(user)
    if day.past:
        found = replay.as_of(found, day.on)
    if chosen.get("unit"):
        found = found.of_subtree(chosen["unit"])
    state, _, _ = day.names
    if chosen.get("state"):
        found = found.filter(**{state: chosen["state"]})
    return queries.lit(found, rules, day.on, day.names).filter(Q(**{f"{state}__in": OPEN}) | Q(color=Color.DONE_LATE))


def _narrowed(found, chosen: dict, state: str, due_on: str):
    """By colour (what is done late only when it is asked for), and what comes after the page before."""
    found = found.filter(color=chosen["color"]) if chosen.get("color") else found.filter(**{f"{state}__in": OPEN})
    if chosen.get("after"):
        after, pk = chosen["after"]
        found = found.filter(Q(**{f"{due_on}__gt": after}) | Q(**{due_on: after, "pk__gt": pk}))
    return found


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
