"""A speech comes in: by a file, by pasted text, or by text entered for a file that could not be read."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts.access import allow
from accounts.conflict import Refused, posted, tell
from accounts.roles import Permission
from speeches import actions, documents, jobs
from speeches.forms import DescribeForm, ImportForm, TextForm
from speeches.models import Speech

FIELDS = ("title", "speaker", "meeting", "given_on", "encoding", "data", "name")


@allow(Permission.IMPORT_SPEECH)
def new(request: HttpRequest) -> HttpResponse:
    """Import a file or pasted text; a file that came before is named, and can be imported all the same."""
    if request.method != "POST":
        return render(request, "speeches/new.html", {"form": ImportForm()})
    form = ImportForm(request.POST, request.FILES)
    if not form.is_valid():
        return _refused(request, form)
    said = form.cleaned_data
    earlier = Speech.objects.same_file(documents.digest(said["data"])).first()
    if earlier and not said["again"]:
        return render(request, "speeches/new.html", {"form": form, "earlier": earlier}, status=422)
    try:
        speech = actions.receive(**{name: said[name] for name in FIELDS}, now=timezone.now(), by=request.user)
    except Refused as refused:
        tell(form, refused)
        return _refused(request, form)
    jobs.read_soon(speech.pk)
    return redirect("speeches:detail", pk=speech.pk)


@require_POST
@allow(Permission.IMPORT_SPEECH)
def enter(request: HttpRequest, pk: int) -> HttpResponse:
    """粘贴文字 for a document that could not be read."""
    speech = get_object_or_404(Speech.objects.visible_to(request.user), pk=pk)
    form = TextForm(request.POST)
    if not form.is_valid():
        if form.has_error("text", "secret"):
            _report(request, form.data.get("text", "").encode(), "粘贴的文字")
        shown = {"speech": speech, "form": form, "coverage": None, "typing": True}
        return render(request, "speeches/detail.html", shown, status=422)
    actions.enter_text(speech=speech, text=form.cleaned_data["text"], now=timezone.now(), by=request.user)
    jobs.read_soon(pk)
    return redirect("speeches:detail", pk=pk)


@allow(Permission.IMPORT_SPEECH)
def describe(request: HttpRequest, pk: int) -> HttpResponse:
    """修改讲话信息."""
    speech = get_object_or_404(Speech.objects.visible_to(request.user), pk=pk)
    form = DescribeForm(posted(request), instance=speech, initial={"mark": actions.seen(speech)})
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        actions.describe(speech=speech, values=told, mark=told["mark"], now=timezone.now(), by=request.user)
        return redirect("speeches:detail", pk=pk)
    return render(request, "speeches/describe.html", {"form": form, "pk": pk}, status=422 if form.errors else 200)


def _refused(request: HttpRequest, form: ImportForm) -> HttpResponse:
    """The form again with what is wrong; a marked document is reported and its words are not shown again."""
    if form.code == "secret":
        upload = request.FILES.get("file")
        _report(request, (upload.name if upload else form.data.get("text", "")).encode(), "文件名" if upload else "粘贴的文字")
    return render(request, "speeches/new.html", {"form": form}, status=413 if form.code == "too_large" else 422)


def _report(request: HttpRequest, data: bytes, where: str) -> None:
    actions.refuse_secret(digest=documents.digest(data), where=where, now=timezone.now(), by=request.user)
