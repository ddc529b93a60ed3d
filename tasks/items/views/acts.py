"""The acts on an assignment that need no page of their own."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts.access import allow
from accounts.conflict import Refused
from accounts.roles import Permission
from tasks.items import actions
from tasks.items.forms import ActForm
from tasks.items.models import Assignment


@require_POST
@allow(Permission.ACKNOWLEDGE)
def acknowledge(request: HttpRequest, pk: int) -> HttpResponse:
    """签收."""
    within = Assignment.objects.actable_by(request.user, Permission.ACKNOWLEDGE)
    assignment = get_object_or_404(within, pk=pk)
    now = timezone.now()
    actions.acknowledge(
        assignment=assignment, version=_said(request)["version"], on=timezone.localdate(now), now=now, by=request.user
    )
    messages.info(request, f"已签收：{assignment.item.title}。")
    return redirect("desk:assignment", pk=pk)


@require_POST
@allow(Permission.CANCEL, Permission.CHECK_OFFICE)
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """撤销, with a reason; the office's own matters by a supervisor or county leader (the act itself asks)."""
    assignment = get_object_or_404(Assignment.objects.visible_to(request.user), pk=pk)
    said, now = _said(request), timezone.now()
    actions.cancel(assignment=assignment, on=timezone.localdate(now), now=now, by=request.user, **said)
    messages.info(request, f"已撤销：{assignment}。")
    return redirect("desk:assignment", pk=pk)


def _said(request: HttpRequest) -> dict:
    """The hidden version and the reason of a one-button form."""
    form = ActForm(request.POST)
    if not form.is_valid():
        raise Refused("页面已过期。请刷新后重试。")
    return form.cleaned_data
