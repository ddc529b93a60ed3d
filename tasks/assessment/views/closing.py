"""集体审定 and 反馈 of a cycle."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts.access import allow, may
from accounts.conflict import Refused
from accounts.roles import Permission
from tasks.assessment import closing, snapshots
from tasks.assessment.forms import CloseForm, FeedbackForm
from tasks.assessment.models import Appeal, Correction, Cycle, CycleState, Feedback


def closed(request: HttpRequest, one: Cycle) -> dict:
    """What the page of a cycle shows after 审定: snapshots, the 反馈, and the form for it while it is still to come."""
    if one.state != CycleState.CLOSED:
        return {}
    told = Feedback.objects.filter(cycle=one).select_related("by").first()
    if may(request.user, Permission.ASSESS):
        open_ = Appeal.objects.filter(unit_score__cycle=one, decided_at=None).select_related("unit_score__unit")
        waiting = Correction.objects.filter(unit_score__cycle=one, decided_at=None).select_related(
            "unit_score__unit", "proposed_by"
        )
        work = {"open_appeals": open_.order_by("answer_until", "id"), "waiting_corrections": waiting}
    else:
        work = {}
    work["may_draft_bulletin"] = may(request.user, Permission.ASSESS)
    shown = work | {"snapshots": list(one.snapshots.select_related("taken_by")), "told": told}
    if may(request.user, Permission.OVERSEE):
        shown["intact"] = snapshots.intact(one)
    if told is None and may(request.user, Permission.ASSESS):
        shown["feedback_form"] = FeedbackForm(action=reverse("assessment:feed_back", args=[one.pk]))
    return shown


@require_POST
@allow(Permission.ASSESS)
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """集体审定 of the result."""
    one = get_object_or_404(Cycle, pk=pk)
    form = CloseForm(request.POST)
    if not form.is_valid():
        raise Refused(_fault(form))
    closing.close_cycle(cycle=one, **form.cleaned_data, now=timezone.now(), by=request.user)
    messages.info(request, f"已审定：{one}。内容已存为快照；反馈以后，各单位可以查看本单位结果。")
    return redirect("assessment:cycle", pk=pk)


@require_POST
@allow(Permission.ASSESS)
def feed_back(request: HttpRequest, pk: int) -> HttpResponse:
    """反馈 to the units."""
    one, now = get_object_or_404(Cycle, pk=pk), timezone.now()
    form = FeedbackForm(request.POST)
    if not form.is_valid():
        raise Refused(_fault(form))
    said = {"workdays": form.cleaned_data["workdays"], "on": timezone.localdate(now), "now": now}
    made = closing.feed_back(cycle=one, **said, by=request.user)
    messages.info(request, f"已向各单位反馈本单位结果，{made.appeal_until:%Y年%-m月%-d日}以前可以申请复核。")
    return redirect("assessment:cycle", pk=pk)


def _fault(form) -> str:
    """The first fault of a form, with the name of its field."""
    name, faults = next(iter(form.errors.items()))
    return f"“{form.fields[name].label}”：{faults[0]}"
