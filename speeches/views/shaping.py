"""Where directives begin and end: mark what was overlooked, split, merge. The page is cut anew, so it is shown anew."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from accounts.access import allow
from accounts.conflict import Refused
from accounts.roles import Permission
from speeches import actions
from speeches.forms import MergeForm, PieceForm
from speeches.views.answers import directive_of, now, place, said, speech_of


@require_POST
@allow(Permission.DECIDE_DIRECTIVES)
def mark(request: HttpRequest, pk: int) -> HttpResponse:
    """列为指示."""
    speech = speech_of(request, pk)
    made = actions.mark(speech=speech, piece=said(request, PieceForm)["piece"], now=now(), by=request.user)
    return redirect(place(request, pk, f"d{made.pk}"))


@require_POST
@allow(Permission.DECIDE_DIRECTIVES)
def split(request: HttpRequest, pk: int) -> HttpResponse:
    """拆分."""
    directive, told = directive_of(request, pk), said(request)
    if told["at"] is None:
        raise Refused("请选择从哪一句拆开。")
    actions.split(directive=directive, version=told["version"], at=told["at"], now=now(), by=request.user)
    return redirect(place(request, directive.speech_id, f"d{pk}"))


@require_POST
@allow(Permission.DECIDE_DIRECTIVES)
def merge(request: HttpRequest, pk: int) -> HttpResponse:
    """与后一条合并."""
    directive, told = directive_of(request, pk), said(request, MergeForm)
    other = directive_of(request, told["other"])
    versions = {"version": told["version"], "other_version": told["other_version"]}
    actions.merge(directive=directive, other=other, **versions, now=now(), by=request.user)
    return redirect(place(request, directive.speech_id, f"d{pk}"))
