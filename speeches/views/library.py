"""The speeches that an office has: the list, one speech, its text, its original."""

from urllib.parse import urlencode

from django.db.models import Count, Q
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from accounts.access import allow
from accounts.roles import Permission
from speeches import marking, queries
from speeches.forms import SpeechFilterForm, TextForm
from speeches.models import Speech
from speeches.states import DirectiveState, SpeechState

AT_ONCE = 50
WAITING = (SpeechState.RECEIVED, SpeechState.READING)


@require_safe
@allow(Permission.READ_SPEECHES)
def list_(request: HttpRequest) -> HttpResponse:
    """Speeches within reach, newest first."""
    reach = Speech.objects.visible_to(request.user)
    form = SpeechFilterForm(request.GET, years=reach.years())
    rows = []
    if form.is_valid():
        found = reach.matching(**form.chosen()).select_related("received_by").defer("text")
        found = found.annotate(count=Count("directives", filter=~Q(directives__state=DirectiveState.REJECTED))).order_by("-pk")
        before = form.cleaned_data["before"]
        rows = list((found.filter(pk__lt=before) if before else found)[: AT_ONCE + 1])
    shown = {"speeches": rows[:AT_ONCE], "form": form, "filtered": any(request.GET.values())}
    if len(rows) > AT_ONCE:
        shown["next"] = _with(request, before=str(rows[AT_ONCE - 1].pk))
    if request.GET.get("before"):
        shown["first"] = _with(request, before="")
    return render(request, "speeches/list.html", shown)


def _with(request: HttpRequest, **values: str) -> str:
    """This page's address with some values replaced; empty ones are left out."""
    query = request.GET.copy()
    for name, value in values.items():
        query[name] = value
    return f"?{urlencode([(name, value) for name, value in query.items() if value])}"


@require_safe
@allow(Permission.READ_SPEECHES)
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """How far it has come, its outline, and where to go on. htmx asks again while it is being read, then reloads the page."""
    speech = get_object_or_404(Speech.objects.visible_to(request.user).select_related("received_by"), pk=pk)
    shown = {"speech": speech, "waiting": speech.state in WAITING, "coverage": queries.coverage(speech)}
    if request.htmx:
        return _progress(request, shown)
    if speech.state == SpeechState.UNREADABLE:
        shown["form"] = TextForm()
    shown |= {"sections": speech.sections.all(), "counts": queries.counts_by_kind(speech)}
    return render(request, "speeches/detail.html", shown)


def _progress(request: HttpRequest, shown: dict) -> HttpResponse:
    """The part that changes; once it is read, everything on the page does."""
    response = render(request, "speeches/_progress.html", shown)
    if not shown["waiting"]:
        response["HX-Refresh"] = "true"
    return response


@require_safe
@allow(Permission.READ_SPEECHES)
def text(request: HttpRequest, pk: int) -> HttpResponse:
    """The whole text, with the words at `?at=start-end,…` marked; `#d<pk>` leads to the words of a directive."""
    speech = get_object_or_404(Speech.objects.visible_to(request.user), pk=pk)
    spans = marking.spans_from(request.GET.get("at", ""))
    places = list(speech.directives.values_list("pk", "start", "end"))
    blocks = marking.blocks(speech.text, spans, [(f"d{pk}", start, end) for pk, start, end in places])
    return render(request, "speeches/text.html", {"speech": speech, "blocks": blocks})


@require_safe
@allow(Permission.IMPORT_SPEECH)
def original(request: HttpRequest, pk: int) -> HttpResponse:
    """The file as it came, as a download only."""
    speech = get_object_or_404(Speech.objects.visible_to(request.user).exclude(file=""), pk=pk)
    return FileResponse(speech.file.open("rb"), as_attachment=True, filename=speech.file_name)
