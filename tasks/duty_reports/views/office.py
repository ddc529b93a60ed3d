"""述职 as the office sees it: calls, who has signed and who has not, returns."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.access import allow, may
from accounts.conflict import Refused, accepted
from accounts.letters.waking import wake
from accounts.roles import Permission
from tasks.duty_reports import actions, queries
from tasks.duty_reports.forms import CallForm, ReturnForm
from tasks.duty_reports.models import DutyCall, DutyReport
from tasks.duty_reports.states import ReportState
from tasks.items.models import sees_all
from tasks.items.paging import address, page

AT_ONCE = 100


@require_safe
@allow(Permission.READ_REPORT)
def reports(request: HttpRequest) -> HttpResponse:
    """The office: all calls, and the form that asks. Others: the reports that they may see, newest first."""
    return _reports(request, CallForm() if may(request.user, Permission.ASSESS) else None)


def _reports(request: HttpRequest, form: CallForm | None, status: int = 200) -> HttpResponse:
    if sees_all(request.user):
        shown = {"calls": DutyCall.objects.select_related("cycle")[:AT_ONCE], "form": form}
        return render(request, "duty_reports/calls.html", shown, status=status)
    found = DutyReport.objects.visible_to(request.user).with_everything()
    at = page(found, request.GET, order=("-id",))
    signed = queries.signed_on(at.rows)
    shown = {"rows": [(one, signed.get(one.pk)) for one in at.rows]}
    return render(request, "duty_reports/reports.html", shown | at.links, status=status)


@require_POST
@allow(Permission.ASSESS)
def ask(request: HttpRequest) -> HttpResponse:
    """布置述职."""
    form, now, made = CallForm(request.POST), timezone.now(), []

    def act() -> None:
        made.append(actions.ask(**form.cleaned_data, on=timezone.localdate(now), now=now, by=request.user))

    if not form.is_valid() or not accepted(form, act):
        return _reports(request, form, status=422)
    wake()
    messages.info(request, f"已布置述职，共{made[0].reports.count()}份报告，每位述职人将收到一封信。")
    return redirect("duty_reports:call", made[0].pk)


@require_POST
@allow(Permission.ASSESS)
def ask_more(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask those who came into post since."""
    call, now = get_object_or_404(DutyCall.objects.select_related("cycle"), pk=pk), timezone.now()
    made = actions.ask_more(call=call, on=timezone.localdate(now), now=now, by=request.user)
    wake()
    messages.info(request, f"已向{'、'.join(str(one.post) for one in made[:5])}{'等' if len(made) > 5 else ''}补充布置。")
    return redirect("duty_reports:call", pk)


@require_safe
@allow(Permission.OVERSEE)
def call(request: HttpRequest, pk: int) -> HttpResponse:
    """Every report in the order of the tree with its state; ?state= chooses. No ranking."""
    one, on = get_object_or_404(DutyCall.objects.select_related("cycle"), pk=pk), timezone.localdate()
    counted, chosen = queries.counts(one), request.GET.get("state", "")
    found = one.reports.with_everything()
    found = found.filter(state=chosen) if chosen in ReportState.values else found
    at = page(found, request.GET, order=("post__unit__path", "id"))
    signed = queries.signed_on(at.rows)
    labels = [("", "全部", sum(counted.values())), *((state.value, state.label, counted[state]) for state in ReportState)]
    chips = [
        {"label": f"{label} {count}", "href": address(request.GET, state=value), "active": chosen == value}
        for value, label, count in labels
    ]
    shown = {"call": one, "rows": [(each, signed.get(each.pk), each.post.holds(on)) for each in at.rows], "chips": chips, "on": on}
    if may(request.user, Permission.ASSESS):
        shown["more"] = list(queries.missing_from(one, on)[:AT_ONCE])
    return render(request, "duty_reports/call.html", shown | at.links)


@require_POST
@allow(Permission.ASSESS)
def return_(request: HttpRequest, pk: int) -> HttpResponse:
    """退回 a signed report."""
    report, now = get_object_or_404(DutyReport.objects.with_everything(), pk=pk), timezone.now()
    form = ReturnForm(request.POST)
    if not form.is_valid():
        raise Refused("请填写“退回理由”，500字以内，写明哪一部分需要怎样修改。")
    actions.return_(report=report, **form.cleaned_data, on=timezone.localdate(now), now=now, by=request.user)
    wake()
    messages.info(request, f"已退回{report}，述职人将收到一封信。")
    return redirect("duty_reports:report", pk)
