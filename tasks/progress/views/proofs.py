"""A proof: its page with all its versions, the file, its small picture, and a new version."""

from django.contrib import messages
from django.db.models.fields.files import FieldFile
from django.forms import Form
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.access import allow
from accounts.conflict import accepted, posted
from accounts.roles import Permission
from speeches.actions import refuse_secret
from speeches.documents import digest
from tasks.items.states import State
from tasks.progress import actions
from tasks.progress.forms import ReplaceForm, VoidForm
from tasks.progress.models import Evidence, Former
from tasks.progress.queries import may_replace, visible_proofs
from tasks.progress.rights import why_not_void


@require_safe
@allow(Permission.READ_LISTS)
def proof(request: HttpRequest, pk: int) -> HttpResponse:
    """What the file is, for which matters it stands, and its earlier versions."""
    return _page(request, get_object_or_404(visible_proofs(request.user), pk=pk))


@allow(Permission.REPORT_PROGRESS)
def replace(request: HttpRequest, pk: int) -> HttpResponse:
    """更换: a new version; the earlier one stays."""
    one = get_object_or_404(visible_proofs(request.user), pk=pk)
    form = ReplaceForm(posted(request), request.FILES or None, initial={"version": one.version})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        values = {"proof": said["file"], "dated_on": said["dated_on"], "reason": said["reason"], "version": said["version"]}
        if accepted(form, lambda: actions.replace_proof(evidence=one, now=timezone.now(), by=request.user, **values)):
            messages.info(request, "已更换为新版，旧版列在下面。")
            return redirect("progress:proof", pk=pk)
    tell_secret(request, form)
    return _page(request, one, form)


@require_POST
@allow(Permission.REPORT_PROGRESS, Permission.CANCEL, Permission.CHECK_OFFICE)
def void(request: HttpRequest, pk: int) -> HttpResponse:
    """作废, with the reason."""
    one = get_object_or_404(visible_proofs(request.user), pk=pk)
    form, now = VoidForm(request.POST), timezone.now()
    if form.is_valid():
        said = form.cleaned_data
        clock = {"on": timezone.localdate(now), "now": now}
        actions.void_proof(evidence=one, version=said["version"], reason=said["why"], by=request.user, **clock)
        messages.info(request, "已作废。文件保留，划线列出，不再作为佐证。")
        return redirect("progress:proof", pk=pk)
    return _page(request, one, voiding=form)


@require_safe
@allow(Permission.READ_LISTS)
def evidence(request: HttpRequest, pk: int) -> FileResponse:
    """The file itself, as a download only, for those who may see its matter."""
    one = get_object_or_404(visible_proofs(request.user), pk=pk)
    return FileResponse(_opened(one.file), as_attachment=True, filename=one.name)


@require_safe
@allow(Permission.READ_LISTS)
def former(request: HttpRequest, pk: int) -> FileResponse:
    """An earlier version, under the same rights."""
    one = get_object_or_404(Former.objects.filter(evidence__in=visible_proofs(request.user)), pk=pk)
    return FileResponse(_opened(one.file), as_attachment=True, filename=one.name)


@require_safe
@allow(Permission.READ_LISTS)
def thumb(request: HttpRequest, pk: int) -> FileResponse:
    """The small picture that our own child process has drawn."""
    one = get_object_or_404(visible_proofs(request.user).exclude(thumb=""), pk=pk)
    response = FileResponse(_opened(one.thumb), content_type="image/jpeg")
    response["Cache-Control"] = "private, max-age=3600"
    return response


def tell_secret(request: HttpRequest, form: Form) -> None:
    """A marked file is not kept; that it came is recorded, and the security administrator is told."""
    upload = request.FILES.get("file")
    if upload and form.is_bound and form.has_error("file", "secret"):
        refuse_secret(digest=digest(upload.name.encode()), where="佐证材料", now=timezone.now(), by=request.user)


def _page(request: HttpRequest, one: Evidence, form: ReplaceForm | None = None, *, voiding: VoidForm | None = None) -> HttpResponse:
    """The page of a proof; with the forms of a new version and of 作废 for those who may, while they may."""
    standing = not hasattr(one, "voided")
    open_ = standing and one.report.assignment.state == State.ACTIVE and may_replace(request.user, one)
    voidable = standing and not why_not_void(one.report.assignment, request.user, timezone.localdate())
    same = visible_proofs(request.user).filter(digest=one.digest).exclude(pk=one.pk).filter(
        report__assignment__unit=one.report.assignment.unit_id
    )  # fmt: skip
    shown = {"proof": one, "formers": one.formers.select_related("replaced_by"), "also": same[:20]}
    if form or open_:
        shown["form"] = form or ReplaceForm(initial={"version": one.version})
    if voiding or voidable:
        shown["voiding"] = voiding or VoidForm(initial={"version": one.version})
    wrong = any(each and each.errors for each in (form, voiding))
    return render(request, "progress/proof.html", shown, status=422 if wrong else 200)


def _opened(file: FieldFile):
    """The stored bytes; a file that is missing from the disk is no page."""
    try:
        return file.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
