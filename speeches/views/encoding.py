"""换编码: how a .txt begins by each encoding, and a button to read it so."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from accounts.access import allow
from accounts.conflict import Refused
from accounts.roles import Permission
from speeches import actions, documents, jobs
from speeches.forms import EncodingForm
from speeches.models import Speech

SHOWN = 16_000


@allow(Permission.IMPORT_SPEECH)
def encoding(request: HttpRequest, pk: int) -> HttpResponse:
    """The first lines by each encoding; a POST reads the file again."""
    speech = get_object_or_404(Speech.objects.visible_to(request.user).exclude(file=""), pk=pk, file_kind="txt")
    if request.method == "POST":
        form = EncodingForm(request.POST)
        if not form.is_valid():
            raise Refused("请选择一种编码。")
        actions.decode_again(speech=speech, encoding=form.cleaned_data["encoding"], now=timezone.now(), by=request.user)
        jobs.read_soon(pk)
        return redirect("speeches:detail", pk=pk)
    shown = {"speech": speech, "previews": _previews(speech), "refusal": actions.why_not(speech)}
    return render(request, "speeches/encoding.html", shown)


def _previews(speech: Speech) -> list[documents.Preview]:
    """How the file begins; nothing when the original is gone."""
    try:
        with speech.file.open("rb") as file:
            return documents.previews(file.read(SHOWN))
    except FileNotFoundError:
        return []
