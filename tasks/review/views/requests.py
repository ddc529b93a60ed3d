"""What a unit asks or tells: 异议, 延期, 配合情况; and the lead unit's word on the last."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from accounts.access import allow
from accounts.conflict import NotYours, posted
from accounts.roles import Permission
from tasks.items import life
from tasks.items.models import Assignment, Verdict
from tasks.items.rights import why_not
from tasks.review import queries
from tasks.review.forms.requests import ContributeForm, ExtendForm, ObjectForm, ReplyForm
from tasks.review.views.clock import moment


@allow(Permission.ACKNOWLEDGE)
def object_(request: HttpRequest, pk: int) -> HttpResponse:
    """提出异议, before the duty is accepted."""
    assignment = _own(request, Permission.ACKNOWLEDGE, pk)
    refusal = why_not("object", assignment, request.user, moment()["on"])
    if refusal:
        raise NotYours(refusal)
    form = ObjectForm(posted(request), initial={"version": assignment.version})
    if form.is_valid():
        life.object_(assignment=assignment, by=request.user, **form.cleaned_data, **moment())
        messages.info(request, "异议已提出，等待答复。答复期间不计办理时间。")
        return redirect("desk:assignment", pk=pk)
    return _asked(request, "提出异议", form, assignment)


@allow(Permission.SUBMIT)
def extend(request: HttpRequest, pk: int) -> HttpResponse:
    """申请延期, before the due date has passed."""
    assignment, now = _own(request, Permission.SUBMIT, pk), moment()
    form = ExtendForm(posted(request), on=now["on"], due_on=assignment.due_on, initial={"version": assignment.version})
    if form.is_valid():
        said = form.cleaned_data
        life.ask_extension(assignment=assignment, due_on=said["due_on"], reason=said["reason"], by=request.user, **now)
        messages.info(request, "延期申请已提出，等待答复。答复以前时限不变。")
        return redirect("desk:assignment", pk=pk)
    granted = assignment.extensions.filter(verdict=Verdict.GRANTED).count()
    return _asked(request, "申请延期", form, assignment, granted=granted, extending=True, late=now["on"] > assignment.due_on)


@allow(Permission.SUBMIT)
def contribute(request: HttpRequest, pk: int) -> HttpResponse:
    """A support unit's one sentence."""
    assignment = _own(request, Permission.SUBMIT, pk)
    form = ContributeForm(posted(request), initial={"version": assignment.version})
    if form.is_valid():
        life.contribute(assignment=assignment, by=request.user, **form.cleaned_data, **moment())
        messages.info(request, "配合情况已报送，等待牵头单位确认。")
        return redirect("desk:assignment", pk=pk)
    return _asked(request, "说明配合情况", form, assignment)


@allow(Permission.SUBMIT)
def reply(request: HttpRequest, pk: int) -> HttpResponse:
    """The lead unit confirms a support unit's sentence, or sends it back."""
    assignment = get_object_or_404(queries.support_of(request.user), pk=pk)
    form = ReplyForm(posted(request), initial={"version": assignment.version})
    if form.is_valid():
        said = form.cleaned_data
        told = {"assignment": assignment, "version": said["version"], "by": request.user, **moment()}
        if "return" in request.POST:
            life.send_back(note=said["note"], **told)
        else:
            life.confirm(**told)
        messages.info(request, f"{assignment.unit.short}的配合情况{'已退回' if 'return' in request.POST else '已确认'}。")
        return redirect("desk:assignment", pk=assignment.item.assignments.get(part="lead").pk)
    return _asked(request, "确认配合情况", form, assignment, contribution=assignment.contributions.last())


def _own(request: HttpRequest, permission: Permission, pk: int) -> Assignment:
    return get_object_or_404(Assignment.objects.actable_by(request.user, permission).with_everything(), pk=pk)


def _asked(request: HttpRequest, heading: str, form, assignment: Assignment, **more) -> HttpResponse:
    """The page with the form."""
    shown = {"heading": heading, "form": form, "assignment": assignment, **more}
    return render(request, "review/ask.html", shown, status=422 if form.errors else 200)
