"""Write in a report, sign it; what is typed is kept also when somebody else was faster or the session has ended."""

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.contrib.auth import get_user_model
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import allow
from accounts.conflict import NotYours, Refused, accepted, posted
from accounts.roles import Permission
from tasks.duty_reports import actions, owner, queries, rights
from tasks.duty_reports.forms import OWN, TEXT, WAS, WordsForm, as_typed
from tasks.duty_reports.models import DutyReport, TypedReport
from tasks.duty_reports.states import OWN_LIMIT, ReportState
from tasks.duty_reports.views.reading import chapters, reachable


def keeps_typed(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Whoever sends the form after the session has ended finds the text again after signing in."""

    @wraps(view)
    def guarded(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if request.user.is_authenticated:
            return view(request, *args, **kwargs)
        if request.method == "POST" and _keep_for_owner(request):
            messages.warning(request, "登录已过期，还没有保存。填写的文字已存为草稿，登录后仍在原处。")
        return redirect_to_login(request.get_full_path())

    return guarded


@login_not_required
@keeps_typed
@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.REPORT_PROGRESS)
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Edit sentences, add own words. The generated sentences stay visible beside the edits."""
    one, now = reachable(request, pk), timezone.now()
    refusal = rights.why_not_write(one, request.user)
    if refusal:
        raise NotYours(refusal)
    if one.state == ReportState.SIGNED:
        raise Refused(f"{one}已经签署，不能修改。确需修改的，请党建办退回。")
    on, typed = timezone.localdate(now), None if request.method == "POST" else queries.typed_of(one, request.user)
    content = queries.as_it_stands(one, on)
    form = WordsForm(posted(request), report=one, content=content, typed=typed)
    if request.method == "POST":
        actions.keep_typed(report=one, words=as_typed(request.POST), now=now, by=request.user)
        if form.is_valid() and accepted(form, lambda: _write(one, form, on, now, request.user)):
            messages.info(request, "已保存。核对无误后，由述职人本人签署。")
            return redirect("duty_reports:report", pk)
    shown = chapters(one, content)
    shown["rows"] = [
        (
            page,
            [(part.heading, [(said, form[TEXT + said.line.key], form[WAS + said.line.key]) for said in part.said]) for part in page.sections],
            form[OWN + page.chapter.key],
        )
        for page in shown["pages"]
    ]  # fmt: skip
    shown |= {"form": form, "typed": typed, "limit": OWN_LIMIT, "on": on, "owner": owner.mark(user=request.user.pk, report=pk)}
    shown["overtaken"] = typed and one.changed_at and one.changed_by_id != request.user.pk and one.changed_at > typed.at
    return render(request, "duty_reports/edit.html", shown, status=422 if form.errors else 200)


def _write(one: DutyReport, form: WordsForm, on, now, by) -> None:
    said = {"version": form.cleaned_data["version"], "typed": form.typed(), "own": form.own()}
    actions.write(report=one, **said, on=on, now=now, by=by)


@login_not_required
@require_POST
def keep(request: HttpRequest) -> HttpResponse:
    """Called every few seconds while somebody types; needs the form's mark, not a session."""
    kept = _keep_for_owner(request)
    return render(request, "progress/_saved.html", {"draft": kept}, status=200 if kept else 422)


@require_POST
@allow(Permission.REPORT_PROGRESS)
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    """Give up one's draft."""
    actions.forget_typed(report=reachable(request, pk), by=request.user)
    return redirect("duty_reports:edit", pk)


@require_POST
@allow(Permission.REPORT_PROGRESS)
def sign(request: HttpRequest, pk: int) -> HttpResponse:
    """签署 what the page showed."""
    one, now = reachable(request, pk), timezone.now()
    version, seen = request.POST.get("version", ""), request.POST.get("seen", "")
    known = int(version) if version.isascii() and version.isdigit() and len(version) < 10 else 0
    actions.sign(report=one, version=known, seen=seen, on=timezone.localdate(now), now=now, by=request.user)
    messages.info(request, "已签署，报告已锁定。")
    return redirect("duty_reports:report", pk)


def _keep_for_owner(request: HttpRequest) -> TypedReport | None:
    """The draft of the person to whom the form was shown; None without a valid mark, or when the person may no longer write."""
    marked = owner.read(request.POST.get("owner", ""))
    if not marked:
        return None
    user = get_user_model().objects.filter(pk=marked[0], is_active=True).first()
    one = get_object_or_404(DutyReport.objects.with_everything(), pk=marked[1])
    try:
        words = as_typed(request.POST)
        return actions.keep_typed(report=one, words=words, now=timezone.now(), by=user) if user else None
    except NotYours:
        return None
