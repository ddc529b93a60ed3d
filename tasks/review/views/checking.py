"""Submit, approve, return, close off."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from accounts.access import allow, may
from accounts.conflict import NotYours, Refused, posted
from accounts.roles import Permission
from tasks.items.clock import after_return
from tasks.items.grace import grace_until
from tasks.items.models import Assignment
from tasks.items.paging import page
from tasks.items.rights import why_not
from tasks.review import actions, queries
from tasks.review.forms.checking import DecisionForm, SubmitForm, VersionForm
from tasks.review.views.clock import moment


@allow(Permission.SUBMIT)
def submit(request: HttpRequest, pk: int) -> HttpResponse:
    """The unit's 提请办结: one short text."""
    within = Assignment.objects.actable_by(request.user, Permission.SUBMIT).with_everything()
    assignment = get_object_or_404(within, pk=pk)
    measured = assignment.measurements.last() if assignment.item.target_value is not None else None
    shown = {"version": assignment.version, "figure": measured and measured.value}
    form = SubmitForm(posted(request), assignment=assignment, initial=shown)
    if form.is_valid():
        actions.submit(assignment=assignment, by=request.user, **form.cleaned_data, **moment())
        messages.info(request, "已提请办结，等待审核。")
        return redirect("desk:assignment", pk=pk)
    return render(request, "review/submit.html", {"form": form, "assignment": assignment}, status=422 if form.errors else 200)


@require_safe
@allow(Permission.READ_LISTS)
def queue(request: HttpRequest) -> HttpResponse:
    """What waits for this person's decision: submissions, objections, requests for more time."""
    on, user = moment()["on"], request.user
    waiting = page(queries.waiting(user, on), request.GET, order=("submitted_on", "id"))
    shown = waiting.links | {
        "waiting": waiting.rows,
        "objections": queries.objections(user, on)[:200],
        "extensions": queries.extensions(user, on)[:200],
    }
    return render(request, "review/queue.html", shown | {"on": on, "above": may(user, Permission.CHECK_OFFICE)})


@require_safe
@allow(Permission.CLOSE_OFF, Permission.CHECK_OFFICE)
def closing(request: HttpRequest) -> HttpResponse:
    """What waits for 销号, for those who may close off."""
    at = page(queries.to_close_off(request.user, moment()["on"]), request.GET, order=("completed_on", "id"))
    return render(request, "review/closing.html", {"to_close_off": at.rows} | at.links)


@allow(Permission.READ_LISTS)
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """The review of one submission: claim, criteria, record; then 通过 or 退回."""
    assignment, on = get_object_or_404(queries.readable(request.user), pk=pk), moment()["on"]
    refusal = why_not("approve", assignment, request.user, on)
    if refusal:
        raise NotYours(refusal)
    form = DecisionForm(posted(request), item=assignment.item, initial={"version": assignment.version})
    if form.is_valid():
        messages.info(request, _decided(request, assignment, form.cleaned_data))
        return redirect("review:queue")
    submission = assignment.submissions.select_related("by", "decided_by").last()
    shown = {
        "form": form,
        "assignment": assignment,
        "submission": submission,
        "reports": assignment.reports.select_related("by", "evidence__voided"),
    }
    if submission:
        shown["due_if_returned"] = after_return(assignment.due_on, submission.on, on, grace_until(on))
    return render(request, "review/decide.html", shown, status=422 if form.errors else 200)


def _decided(request: HttpRequest, assignment: Assignment, said: dict) -> str:
    """Do what the pressed button says; the sentence that tells of it."""
    told = {"assignment": assignment, "version": said["version"], "by": request.user, **moment()}
    if "return" in request.POST:
        before = assignment.due_on
        actions.return_(reason=said["result"], **told)
        longer = f"，补办时限顺延至{assignment.due_on:%Y年%-m月%-d日}" if assignment.due_on != before else ""
        return f"已退回：{assignment}{longer}。"
    actions.approve(result=said["result"], figure=said.get("figure"), **told)
    return f"已办结：{assignment}。"


@require_POST
@allow(Permission.CLOSE_OFF, Permission.CHECK_OFFICE)
def close_off(request: HttpRequest, pk: int) -> HttpResponse:
    """销号 by somebody other than the approver."""
    assignment = get_object_or_404(Assignment.objects.visible_to(request.user).with_everything(), pk=pk)
    form = VersionForm(request.POST)
    if not form.is_valid():
        raise Refused("页面已过期。请刷新后重试。")
    actions.close_off(assignment=assignment, version=form.cleaned_data["version"], by=request.user, **moment())
    messages.info(request, f"已销号：{assignment}。")
    return redirect("review:closing")
