"""Import units and people: template, upload, preview, confirm."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from accounts.access import allow
from accounts.conflict import Refused, posted, tell
from accounts.importing import actions, files, queries
from accounts.importing.forms import ConfirmForm, UploadForm
from accounts.importing.shapes import Verdict
from accounts.importing.sheet import LARGEST
from accounts.importing.template import fault_sheet, template
from accounts.roles import Permission

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SHOWN = 300
SESSION = "import"


@allow(Permission.MANAGE_PEOPLE)
def upload(request: HttpRequest) -> HttpResponse:
    """Take a file; nothing is written to the office yet."""
    form = UploadForm(posted(request), request.FILES or None)
    if request.method == "POST" and form.is_valid():
        content = form.cleaned_data["file"].read(LARGEST + 1)
        try:
            actions.preview(content)
        except Refused as refused:
            tell(form, refused)
        else:
            request.session[SESSION] = files.keep(content, timezone.now())
            return redirect("accounts:import_preview")
    return render(request, "accounts/import.html", {"form": form}, status=422 if form.errors else 200)


@allow(Permission.MANAGE_PEOPLE)
def preview(request: HttpRequest) -> HttpResponse:
    """What would change, line by line, or what is wrong; then 导入."""
    name = request.session.get(SESSION, "")
    content = files.kept(name)
    if content is None:
        messages.info(request, "没有待确认的文件，请先上传。")
        return redirect("accounts:people_import")
    if request.method == "POST":
        return _take(request, name, content)
    plan = actions.preview(content)
    changes = [] if plan.faults else [change for change in plan.changes if change.verdict != Verdict.UNCHANGED]
    counts = [(verdict.value, plan.count(verdict)) for verdict in Verdict]
    shown = {"plan": plan, "changes": changes[:SHOWN], "more": max(len(changes) - SHOWN, 0), "counts": counts}
    shown |= {"form": ConfirmForm(initial={"digest": plan.digest}), "faults": plan.faults[:SHOWN]}
    return render(request, "accounts/import_preview.html", shown)


def _take(request: HttpRequest, name: str, content: bytes) -> HttpResponse:
    """Do what was agreed to; a refusal goes to the 409 page and nothing is written."""
    form = ConfirmForm(request.POST)
    if not form.is_valid():
        raise Refused("页面已过期。请重新上传并核对预览。")
    digest = form.cleaned_data["digest"]
    done = actions.take(content=content, digest=digest, on=timezone.localdate(), by=request.user)
    files.drop(name)
    del request.session[SESSION]
    new, changed = done.count(Verdict.NEW), done.count(Verdict.CHANGED)
    messages.info(request, f"已导入：新增 {new} 行，修改 {changed} 行，不变 {done.count(Verdict.UNCHANGED)} 行。")
    return redirect("accounts:people")


@require_safe
@allow(Permission.MANAGE_PEOPLE)
def download(request: HttpRequest, which: str) -> HttpResponse:
    """The template, empty or with what is there now; or the faults of the file that waits for its preview."""
    if which == "empty":
        return _file(template(), "单位人员导入模板.xlsx")
    if which == "current":
        return _file(template(queries.unit_rows(), queries.people_rows()), "单位人员现有数据.xlsx")
    content = files.kept(request.session.get(SESSION, "")) if which == "faults" else None
    if content is None:
        raise Http404
    return _file(fault_sheet(actions.preview(content).faults), "导入错误清单.xlsx")


def _file(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=XLSX)
    response.headers["Content-Disposition"] = content_disposition_header(True, name)
    response.headers["Cache-Control"] = "no-store"
    return response
