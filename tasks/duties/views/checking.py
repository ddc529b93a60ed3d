"""抽查: this week's sample, and the answer to one entry of it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.access import allow
from accounts.roles import Permission
from tasks.duties import actions, queries
from tasks.duties.forms import CheckForm
from tasks.duties.models import DutyEntry


@require_safe
@allow(Permission.APPROVE)
def sample(request: HttpRequest) -> HttpResponse:
    """The entries drawn for this week."""
    return render(request, "duties/sample.html", {"sample": queries.sample(timezone.localdate())})


@require_POST
@allow(Permission.APPROVE)
def check(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what was found."""
    entry = get_object_or_404(DutyEntry.objects.select_related("period__unit", "period__duty"), pk=pk)
    form = CheckForm(request.POST)
    if not form.is_valid():
        shown = {"sample": queries.sample(timezone.localdate()), "wrong": entry.pk, "form": form}
        return render(request, "duties/sample.html", shown, status=422)
    now, said = timezone.now(), form.cleaned_data
    on, confirmed = timezone.localdate(now), said["result"] == "confirmed"
    actions.check(entry=entry, confirmed=confirmed, found=said["found"], on=on, now=now, by=request.user)
    messages.info(request, f"已记录：{entry.period}，{entry.get_fate_display()}。")
    return redirect("duties:sample")
