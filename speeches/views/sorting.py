"""Pieces outside directives: their kinds, and taking a decision back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from accounts.access import allow
from accounts.conflict import Refused
from accounts.roles import Permission
from speeches import actions
from speeches.forms import ReopenForm, SortForm
from speeches.models import Speech
from speeches.views.answers import after, now, speech_of


@require_POST
@allow(Permission.DECIDE_DIRECTIVES)
def pieces(request: HttpRequest, pk: int) -> HttpResponse:
    """认定语句: a paragraph in one act or sentence by sentence, or all that are left (`all`)."""
    speech = speech_of(request, pk)
    told = _said(request, speech, SortForm)
    act = {"speech": speech, "now": now(), "by": request.user}
    if told["kind"] == "each":
        count = actions.sort_pieces(kinds=told["kinds"], **act)
    else:
        count = actions.decide_pieces(pieces=told["pieces"], kind=None if told["kind"] == "proposed" else told["kind"], **act)
    if not request.htmx:
        messages.info(request, f"已认定 {count} 句。")
    return after(request, speech, told["key"])


@require_POST
@allow(Permission.DECIDE_DIRECTIVES)
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """撤回认定."""
    speech = speech_of(request, pk)
    told = _said(request, speech, ReopenForm)
    actions.reopen_pieces(speech=speech, pieces=told["pieces"], by=request.user)
    return after(request, speech, told["key"])


def _said(request: HttpRequest, speech: Speech, form_class: type) -> dict:
    """Which pieces, and what they shall be; `all` means those that are left, as proposed."""
    posted = request.POST.copy()
    if "all" in posted:
        posted["kind"] = "proposed"
        posted.setlist("pieces", [str(pk) for pk in speech.pieces.outside().worded().open().values_list("pk", flat=True)])
    form = form_class(posted, allowed=list(speech.pieces.values_list("pk", flat=True)))
    if not form.is_valid():
        raise Refused("".join(error for errors in form.errors.values() for error in errors))
    return form.cleaned_data
