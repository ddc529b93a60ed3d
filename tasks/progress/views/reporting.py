"""Log progress in a minute."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from accounts.access import allow
from accounts.conflict import NotYours
from accounts.files.quota import TooMuch
from accounts.roles import Permission
from tasks.items.models import Assignment
from tasks.progress import actions, owner
from tasks.progress.forms import ReportForm
from tasks.progress.queries import draft_of, proofs_of_unit
from tasks.progress.rights import why_not_report
from tasks.progress.views.drafts import keeps_typed, save
from tasks.progress.views.proofs import tell_secret


@login_not_required
@keeps_typed
@allow(Permission.REPORT_PROGRESS)
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """The form; after sending, back to the matter. 存草稿 keeps what is typed so far."""
    within = Assignment.objects.actable_by(request.user, Permission.REPORT_PROGRESS).with_everything()
    assignment = get_object_or_404(within, pk=pk)
    refusal = why_not_report(assignment, request.user)
    if refusal:
        raise NotYours(refusal)
    if request.method == "POST" and "draft" in request.POST:
        save(request.POST, user=request.user, assignment=assignment)
        messages.info(request, "草稿已存，只有您自己看得到。")
        return redirect("progress:report", pk=pk)
    form = _form(request, assignment)
    if request.method == "POST" and form.is_valid():
        try:
            return _sent(request, assignment, form.cleaned_data)
        except TooMuch as full:
            form.add_error("file", str(full))
    tell_secret(request, form)
    shown = {"form": form, "assignment": assignment, "owner": owner.mark(user=request.user.pk, assignment=pk)}
    if not form.is_bound:
        shown["draft"] = draft_of(assignment, request.user)
    return render(request, "progress/report.html", shown, status=422 if form.errors else 200)


def _form(request: HttpRequest, assignment: Assignment) -> ReportForm:
    """What was sent; or an empty form, with the draft in it when there is one."""
    shown = {"version": assignment.version, "percent": assignment.percent}
    found = None if request.method == "POST" else draft_of(assignment, request.user)
    if found:
        shown |= {"text": found.text, "percent": assignment.percent if found.percent is None else found.percent}
    data = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    return ReportForm(*data, initial=shown, percent=assignment.percent, proofs=proofs_of_unit(assignment))


def _sent(request: HttpRequest, assignment: Assignment, said: dict) -> HttpResponse:
    """Logged once, however often it is sent."""
    actions.report(
        assignment=assignment,
        version=said["version"],
        text=said["text"],
        percent=said["percent"],
        proof=said["file"],
        known=said["known"],
        dated_on=said["dated_on"],
        key=said["key"],
        now=timezone.now(),
        by=request.user,
    )
    messages.info(request, f"已记入进展：{said['percent']}%。")
    return redirect("desk:assignment", pk=assignment.pk)
