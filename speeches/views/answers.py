"""What the acts of the workbench share: which directive, what the button said, and the answer afterwards."""

from collections.abc import Sequence
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from accounts.conflict import Refused
from speeches import queries
from speeches.forms import OTHER_KINDS, DecisionForm
from speeches.models import Directive, Speech
from speeches.workbench import Pair, pairs

DOUBTFUL = "doubtful"


def now() -> datetime:
    """The time of the act, read once at the edge."""
    return timezone.now()


def directive_of(request: HttpRequest, pk: int) -> Directive:
    """The directive, or 404."""
    within = Directive.objects.filter(speech__in=Speech.objects.visible_to(request.user))
    return get_object_or_404(within.select_related("speech", "section", "decided_by"), pk=pk)


def speech_of(request: HttpRequest, pk: int) -> Speech:
    """The speech, or 404."""
    return get_object_or_404(Speech.objects.visible_to(request.user), pk=pk)


def said(request: HttpRequest, form_class: type = DecisionForm) -> dict:
    """The hidden values of a button."""
    form = form_class(request.POST)
    if not form.is_valid():
        raise Refused("页面已过期，或没有选择类别。请刷新后重试。")
    return form.cleaned_data


def keep(request: HttpRequest) -> str:
    """What of the page's address goes along with every act: whether the doubtful ones come first."""
    return f"?first={DOUBTFUL}" if request.GET.get("first") == DOUBTFUL else ""


def place(request: HttpRequest, speech: int, key: str) -> str:
    """The address of one pair on the review page."""
    return f"{reverse('speeches:review', args=[speech])}{keep(request)}#{key}"


def bench(request: HttpRequest, speech: Speech, cut: Sequence[Pair]) -> dict:
    """What the page and every part of it show beside the pairs."""
    shown = {"speech": speech, "kinds": OTHER_KINDS, "coverage": queries.coverage(speech), "keep": keep(request)}
    return shown | {"doubtful": sum(one.is_doubtful for one in cut)}


def after(request: HttpRequest, speech: Speech, key: str) -> HttpResponse:
    """htmx gets the pair and the bar; a plain form goes back to its place, or to the next doubtful one when these come first."""
    if not request.htmx:
        return redirect(place(request, speech.pk, "" if keep(request) else key).removesuffix("#"))
    cut = pairs(speech)
    one = next((one for one in cut if one.key == key), None)
    if one is None:
        return redirect(place(request, speech.pk, key))
    return render(request, "speeches/_decided.html", bench(request, speech, cut) | {"pair": one})
