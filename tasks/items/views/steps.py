"""Milestones ticked off and figures measured, from the page of a matter."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts.access import allow
from accounts.conflict import Refused
from accounts.roles import Permission
from tasks.items import actions
from tasks.items.forms import MeasureForm
from tasks.items.models import Assignment


@require_POST
@allow(Permission.REPORT_PROGRESS)
def tick(request: HttpRequest, pk: int, milestone: int) -> HttpResponse:
    """节点完成."""
    one = get_object_or_404(_own(request), pk=pk)
    step, now = get_object_or_404(one.item.milestones, pk=milestone), timezone.now()
    actions.tick(milestone=step, assignment=one, on=timezone.localdate(now), now=now, by=request.user)
    messages.info(request, f"已记录节点完成：{step.title}。")
    return redirect("desk:assignment", pk=pk)


@require_POST
@allow(Permission.REPORT_PROGRESS)
def measure(request: HttpRequest, pk: int) -> HttpResponse:
    """实测值."""
    one, now = get_object_or_404(_own(request), pk=pk), timezone.now()
    form = MeasureForm(request.POST)
    if not form.is_valid():
        raise Refused(f"实测值：{form.errors['value'][0]}")
    made = actions.measure(assignment=one, value=form.cleaned_data["value"], on=timezone.localdate(now), now=now, by=request.user)
    messages.info(request, f"已记录实测值：{made.value:f}{one.item.target_measure}。")
    return redirect("desk:assignment", pk=pk)


def _own(request: HttpRequest):
    """Matters of the units for which this person reports."""
    return Assignment.objects.actable_by(request.user, Permission.REPORT_PROGRESS).select_related("item", "unit")
