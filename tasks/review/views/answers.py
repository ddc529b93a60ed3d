"""What the office answers and decides: 异议, 延期, 终止, 重新办理, 调整时限."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from accounts.access import allow
from accounts.conflict import NotYours, posted
from accounts.roles import Permission
from tasks.items import life
from tasks.items.models import Assignment, Extension, Objection, Outcome
from tasks.items.rights import why_not, why_not_decide
from tasks.review.forms.answers import EndForm, ExtensionForm, NewDateForm, ObjectionForm
from tasks.review.views.clock import moment

OFFICE = (Permission.APPROVE, Permission.CHECK_OFFICE)


@allow(*OFFICE)
def objection(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer an 异议: 驳回, adjust, or take the duty back."""
    one, now = get_object_or_404(Objection.objects.select_related("by"), pk=pk), moment()
    assignment = _within(request, one.assignment_id)
    _must_be_theirs(why_not("reject", assignment, request.user, now["on"]))
    form = ObjectionForm(posted(request), on=now["on"], initial={"outcome": Outcome.REJECTED})
    if form.is_valid():
        _answer(one, form.cleaned_data, request.user, now)
        messages.info(request, f"异议已答复：{assignment}。")
        return redirect("review:queue")
    return _page(request, "答复异议", form, assignment, objection=one, answered=one.get_outcome_display())


def _answer(one: Objection, said: dict, by, now) -> None:
    """The act that the chosen outcome names."""
    told = {"objection": one, "answer": said["answer"], "by": by, **now}
    if said["outcome"] == Outcome.REJECTED:
        life.reject(**told)
    elif said["outcome"] == Outcome.WITHDRAWN:
        life.withdraw(**told)
    else:
        life.adjust(agreed=said["agreed"], due_on=said["due_on"], **told)


@allow(*OFFICE)
def extension(request: HttpRequest, pk: int) -> HttpResponse:
    """Grant or refuse a request for more time."""
    one, now = get_object_or_404(Extension.objects.select_related("by"), pk=pk), moment()
    assignment = _within(request, one.assignment_id)
    _must_be_theirs(why_not_decide("答复延期申请", assignment, request.user, now["on"]))
    form = ExtensionForm(posted(request), on=now["on"], due_on=assignment.due_on, initial={"due_on": one.asked_due_on})
    if form.is_valid():
        told = {"extension": one, "answer": form.cleaned_data["answer"], "by": request.user, **now}
        if "refuse" in request.POST:
            life.refuse_extension(**told)
        else:
            life.grant_extension(due_on=form.cleaned_data["due_on"], **told)
        one.refresh_from_db()
        messages.info(request, f"{one.get_verdict_display()}延期：{assignment}。")
        return redirect("review:queue")
    earlier = assignment.extensions.exclude(pk=one.pk).select_related("by")
    return _page(request, "答复延期申请", form, assignment, extension=one, earlier=earlier, answered=one.get_verdict_display())


@allow(Permission.CANCEL, Permission.CHECK_OFFICE)
def terminate(request: HttpRequest, pk: int) -> HttpResponse:
    """终止: ended without being done, with the reason."""
    assignment, now = _within(request, pk), moment()
    _must_be_theirs(why_not("terminate", assignment, request.user, now["on"]))
    form = EndForm(posted(request), send="终止", initial={"version": assignment.version})
    if form.is_valid():
        life.terminate(assignment=assignment, by=request.user, **form.cleaned_data, **now)
        messages.info(request, f"已终止：{assignment}。")
        return redirect("desk:assignment", pk=pk)
    return _page(request, "终止事项", form, assignment, hint="终止后按“未完成结案”计入考核；职责调整、不再要求办理的，请用“撤销”。")


@allow(Permission.CANCEL, Permission.CHECK_OFFICE)
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """重新办理 of what was 办结 or 销号."""
    assignment, now = _within(request, pk), moment()
    _must_be_theirs(why_not("reopen", assignment, request.user, now["on"]))
    form = NewDateForm(posted(request), on=now["on"], send="重新办理", initial={"version": assignment.version})
    if form.is_valid():
        life.reopen(assignment=assignment, by=request.user, **form.cleaned_data, **now)
        messages.info(request, f"已退回办理中：{assignment}。")
        return redirect("desk:assignment", pk=pk)
    return _page(request, "重新办理", form, assignment, hint="以前的提请、核验和销号记录都保留；按新时限重新计算。")


@allow(Permission.CANCEL, Permission.CHECK_OFFICE)
def reschedule(request: HttpRequest, pk: int) -> HttpResponse:
    """调整时限 by the office's own decision."""
    assignment, now = _within(request, pk), moment()
    _must_be_theirs(why_not_decide("调整时限", assignment, request.user, now["on"]))
    start = {"version": assignment.version, "due_on": assignment.due_on}
    form = NewDateForm(posted(request), on=now["on"], send="调整时限", initial=start)
    if form.is_valid():
        life.reschedule(assignment=assignment, by=request.user, **form.cleaned_data, **now)
        messages.info(request, f"时限已调整为{assignment.due_on:%Y年%-m月%-d日}：{assignment}。")
        return redirect("desk:assignment", pk=pk)
    return _page(request, "调整时限", form, assignment, hint="原定时限和每次变动都保留在全过程记录中。")


def _within(request: HttpRequest, pk: int) -> Assignment:
    return get_object_or_404(Assignment.objects.visible_to(request.user).with_everything(), pk=pk)


def _must_be_theirs(refusal: str) -> None:
    """The 403 page with the reason, for those whose posts do not allow it."""
    if refusal:
        raise NotYours(refusal)


def _page(request: HttpRequest, heading: str, form, assignment: Assignment, **more) -> HttpResponse:
    """The matter on the left, the form on the right."""
    shown = {"heading": heading, "form": form, "assignment": assignment, **more}
    return render(request, "review/answer.html", shown, status=422 if form.errors else 200)
