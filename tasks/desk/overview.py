"""The office's picture of the day: a few figures that lead on, then what is stuck, where and whose."""

from datetime import date
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse

from accounts.access import may
from accounts.letters.models import Letter, LetterState
from accounts.roles import Permission
from speeches.models import Speech
from speeches.states import SpeechState
from tasks.items.models import Assignment, ResponsibilityList
from tasks.items.queries import to_approve
from tasks.items.states import DONE, OPEN, ListState, State
from tasks.supervision.queries import lights_of

# figure -> (right that opens its page, URL name, what narrows the page to the figure)
LEADS = {
    "given": (Permission.READ_LISTS, "items:lists", ""),
    "pending": (Permission.SUPERVISE, "supervision:lights", "?state=pending"),
    "overdue": (Permission.SUPERVISE, "supervision:lights", "?color=red"),
    "submitted": (Permission.APPROVE, "review:queue", ""),
    "completed": (Permission.CLOSE_OFF, "review:closing", ""),
    "lights": (Permission.SUPERVISE, "supervision:lights", ""),
    "undelivered": (Permission.SUPERVISE, "accounts:undelivered", ""),
}


def leads(user) -> dict[str, str]:
    """The address behind each figure, for the figures whose page this person may open."""
    return {figure: reverse(name) + narrowed for figure, (right, name, narrowed) in LEADS.items() if may(user, right)}


def picture(user, on: date) -> dict[str, Any]:
    """Context of the overview page; a fixed number of queries."""
    figures = Assignment.objects.visible_to(user).aggregate(
        given=Count("pk", filter=~Q(state=State.CANCELLED)),
        open=Count("pk", filter=Q(state__in=OPEN)),
        pending=Count("pk", filter=Q(state=State.PENDING)),
        submitted=Count("pk", filter=Q(state=State.SUBMITTED)),
        completed=Count("pk", filter=Q(state=State.COMPLETED)),
        done=Count("pk", filter=Q(state__in=DONE)),
        overdue=Count("pk", filter=Q(state__in=[State.PENDING, State.ACTIVE], due_on__lt=on)),
    )
    stuck = list(Assignment.objects.visible_to(user).overdue(on).with_everything().order_by("due_on", "id")[:20])
    lights = lights_of(stuck, on)
    return {
        "waiting": to_approve(user),
        "figures": figures,
        "leads": leads(user),
        "stuck": [(a, lights[a.pk]) for a in stuck],
        "speeches": Speech.objects.filter(state__in=[SpeechState.READ, SpeechState.RECEIVED, SpeechState.READING])[:5],
        "drafts": ResponsibilityList.objects.visible_to(user).filter(state=ListState.DRAFT)[:5],
        "undelivered": Letter.objects.filter(state=LetterState.FAILED).count(),
    }
