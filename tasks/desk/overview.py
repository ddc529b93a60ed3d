"""The office's picture of the day: a few figures that lead on, then what is stuck, where and whose."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Count, F, Q
from django.urls import reverse

from accounts.access import may
from accounts.letters.models import Letter, LetterState
from accounts.roles import Permission
from speeches.models import Speech
from speeches.states import SpeechState
from tasks.desk import elsewhere
from tasks.items.models import Assignment, ResponsibilityList
from tasks.items.queries import to_approve
from tasks.items.states import DONE, OPEN, RUNNING, WAITING, ListState, State
from tasks.rectification import queries as rectifying
from tasks.supervision.lights import Color
from tasks.supervision.orders.queries import Ladder, proposed
from tasks.supervision.queries import lights_of, of_color, rules_on

# figure -> (right that opens its page, URL name, what narrows the page to the figure)
LEADS = {
    "given": (Permission.READ_LISTS, "items:lists", ""),
    "pending": (Permission.SUPERVISE, "supervision:lights", "?state=pending"),
    "overdue": (Permission.SUPERVISE, "supervision:lights", "?color=red"),
    "submitted": (Permission.APPROVE, "review:queue", ""),
    "completed": (Permission.CLOSE_OFF, "review:closing", ""),
    "lights": (Permission.SUPERVISE, "supervision:lights", ""),
    "undelivered": (Permission.SUPERVISE, "accounts:undelivered", ""),
    "undecided": (Permission.SUPERVISE, "orders:proposals", "?late=1"),
}


def leads(user) -> dict[str, str]:
    """The address behind each figure, for the figures whose page this person may open."""
    return {figure: reverse(name) + narrowed for figure, (right, name, narrowed) in LEADS.items() if may(user, right)}


def picture(user, on: date) -> dict[str, Any]:
    """Context of the overview page; a fixed number of queries."""
    figures = _figures(user, on)
    red = of_color(Assignment.objects.visible_to(user), Color.RED, rules_on(on), on)
    stuck = list(red.select_related("item", "unit", "leader__user").order_by("due_on", "id")[:20])
    lights = lights_of(stuck, on)
    return {
        "waiting": to_approve(user),
        "elsewhere": elsewhere.waiting(user),
        "figures": figures,
        "leads": leads(user),
        "stuck": [(a, lights[a.pk]) for a in stuck],
        "speeches": Speech.objects.filter(state__in=[SpeechState.READ, SpeechState.RECEIVED, SpeechState.READING])[:5],
        "drafts": ResponsibilityList.objects.visible_to(user).filter(state=ListState.DRAFT)[:5],
        "undelivered": Letter.objects.filter(state=LetterState.FAILED).count(),
        **_rectifying(user, on),
        "undecided": proposed(user, Ladder.of(on), late=True).count() if may(user, Permission.SUPERVISE) else 0,
    }


def _rectifying(user, on: date) -> dict[str, int]:
    """回头看 that are due, and problems found back that nobody has taken up again: for those who hold and decide them."""
    if not may(user, Permission.SUPERVISE):
        return {"to_follow_up": 0, "to_take_up": 0}
    return {"to_follow_up": rectifying.to_follow_up(on).count(), "to_take_up": rectifying.to_take_up().count()}


def _figures(user, on: date) -> dict[str, int]:
    """Counted by state in one query, which an index answers alone; the figures are sums of these.

    `overdue` are the red lights, so that the page behind the figure has as many: past and running, or handed over late and waiting.
    """
    past, late = Count("state", filter=Q(due_on__lt=on)), Count("state", filter=Q(submitted_on__gt=F("due_on")))
    found = Assignment.objects.visible_to(user).order_by().values_list("state").annotate(count=Count("*"), past=past, late=late)
    by_state = {state: counted for state, *counted in found}

    def of(states: Iterable[str], which: int = 0) -> int:
        return sum(by_state.get(state, (0, 0, 0))[which] for state in states)

    return {
        "given": of(set(State) - {State.CANCELLED}),
        "open": of(OPEN),
        "pending": of([State.PENDING]),
        "submitted": of([State.SUBMITTED]),
        "completed": of([State.COMPLETED]),
        "done": of(DONE),
        "overdue": of(RUNNING, 1) + of(WAITING, 2),
    }
