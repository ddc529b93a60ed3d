"""The library of standing duties: read by all, kept by the office."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.access import allow, may
from accounts.conflict import accepted, posted
from accounts.roles import Permission
from tasks.duties import actions, queries
from tasks.duties.forms import DutyForm
from tasks.duties.models import DutyPlan, StandingDuty
from tasks.duties.states import MONTHS, Mark, Period


@require_safe
@allow(Permission.READ_LISTS)
def library(request: HttpRequest) -> HttpResponse:
    """The table, filtered by period."""
    period, retired = request.GET.get("period", ""), request.GET.get("retired") == "1"
    shown = {
        "duties": queries.library(period, timezone.localdate(), retired=retired),
        "period": period,
        "periods": Period.choices,
        "rhythms": set(MONTHS),
        "marks": Mark,
        "retired": retired,
        "may_keep": may(request.user, Permission.DRAW_UP),
        "may_switch": may(request.user, Permission.ISSUE),
        "may_oversee": may(request.user, Permission.OVERSEE),
        "may_report": may(request.user, Permission.REPORT_PROGRESS),
    }
    return render(request, "duties/library.html", shown)


@allow(Permission.DRAW_UP)
def duty_new(request: HttpRequest) -> HttpResponse:
    """A duty of the office's own."""
    form = DutyForm(posted(request), initial={"mark": Mark.OWN})
    if request.method == "POST" and form.is_valid() and accepted(form, lambda: _add(form, request.user)):
        messages.info(request, f"已列入目录：{form.cleaned_data['title']}。")
        return redirect("duties:library")
    shown = {"form": form, "title": "增加经常性工作", "back": "duties:library"}
    return render(request, "accounts/form.html", shown, status=422 if form.errors else 200)


def _add(form: DutyForm, by) -> StandingDuty:
    return actions.add(values=form.cleaned_data, now=timezone.now(), by=by)


@allow(Permission.DRAW_UP)
def duty_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct a duty, with a reason."""
    duty = get_object_or_404(StandingDuty, pk=pk)
    form = DutyForm(posted(request), instance=duty, initial={"version": duty.version})
    if request.method == "POST" and form.is_valid() and accepted(form, lambda: _amend(duty, form.cleaned_data, request.user)):
        messages.info(request, f"已保存：{duty}。已启用的各期不受影响。")
        return redirect("duties:library")
    running = DutyPlan.objects.running(timezone.localdate()).filter(duty=duty).exists()
    shown = {"form": form, "title": f"修改：{duty.code} {duty}", "back": "duties:library", "duty": duty, "running": running}
    return render(request, "duties/edit.html", shown, status=422 if form.errors else 200)


def _amend(duty: StandingDuty, said: dict, by) -> StandingDuty:
    return actions.amend(duty=duty, version=said["version"], values=said, reason=said["reason"], now=timezone.now(), by=by)


@require_POST
@allow(Permission.DRAW_UP)
def duty_retire(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a duty out of use."""
    duty = get_object_or_404(StandingDuty, pk=pk)
    now = timezone.now()
    version = request.POST.get("version", "")
    number = int(version) if version.isascii() and version.isdigit() and len(version) < 10 else 0
    actions.retire(duty=duty, version=number, on=timezone.localdate(now), now=now, by=request.user)
    messages.info(request, f"已停止使用：{duty}。")
    return redirect("duties:library")
