"""领导评鉴: a leader's own sheet, one unit a card; for the office who has said what, and who has not."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.access import allow, may
from accounts.conflict import Refused, accepted
from accounts.letters.waking import wake
from accounts.roles import Permission
from tasks.ballots import queries
from tasks.ballots.actions import appraising
from tasks.ballots.forms import AppraisalForm, CallForm
from tasks.ballots.models import Appraisal, AppraisalCall

AT_ONCE = 100


@require_safe
@allow(Permission.READ_ASSESSMENT)
def calls(request: HttpRequest) -> HttpResponse:
    """All cycles in which leaders were asked; for who assesses the form that asks."""
    return _calls(request, CallForm() if may(request.user, Permission.ASSESS) else None)


@require_POST
@allow(Permission.ASSESS)
def ask(request: HttpRequest) -> HttpResponse:
    """发起评鉴."""
    form, now, made = CallForm(request.POST), timezone.now(), []

    def act() -> None:
        made.append(appraising.ask(**form.cleaned_data, on=timezone.localdate(now), now=now, by=request.user))

    if not form.is_valid() or not accepted(form, act):
        return _calls(request, form, status=422)
    wake()
    messages.info(request, "已发起评鉴，每位分管领导将收到一封信。")
    return redirect("ballots:call", made[0].pk)


@require_safe
@allow(Permission.READ_ASSESSMENT)
def call(request: HttpRequest, pk: int) -> HttpResponse:
    """One's own units; for who oversees the county also everybody's."""
    return _page(request, get_object_or_404(AppraisalCall.objects.select_related("cycle"), pk=pk))


@require_POST
@allow(Permission.READ_ASSESSMENT)
def appraise(request: HttpRequest, pk: int, unit: int) -> HttpResponse:
    """评鉴 one unit of one's own."""
    one, now = get_object_or_404(AppraisalCall.objects.select_related("cycle"), pk=pk), timezone.now()
    on = timezone.localdate(now)
    mine = {each.pk: each for each in queries.in_charge(on).get(request.user, [])}
    if unit not in mine:
        raise Http404
    form = AppraisalForm(request.POST, prefix=str(unit))
    if form.is_valid():
        try:
            appraising.appraise(call=one, unit=mine[unit], **form.cleaned_data, on=on, now=now, by=request.user)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.info(request, f"已保存对{mine[unit]}的评鉴。")
            return redirect("ballots:call", pk)
    return _page(request, one, unit, form)


def _calls(request: HttpRequest, form: CallForm | None, status: int = 200) -> HttpResponse:
    shown = {"calls": AppraisalCall.objects.select_related("cycle")[:AT_ONCE], "form": form}
    return render(request, "ballots/calls.html", shown, status=status)


def _page(request: HttpRequest, one: AppraisalCall, typed: int = 0, form: AppraisalForm | None = None) -> HttpResponse:
    """A form for each unit of one's own while it may be filled in; the one that was typed keeps what was typed."""
    on = timezone.localdate()
    given = {(a.leader_id, a.unit_id): a for a in Appraisal.objects.filter(call=one).select_related("leader", "unit")}
    charges, user = queries.in_charge(on), request.user
    open_ = on <= one.due_on and one.cycle.state == "open"
    own = []
    for unit in charges.get(user, []):
        said = given.get((user.pk, unit.pk))
        fresh = AppraisalForm.of(said, prefix=str(unit.pk))
        own.append((unit, said, form if unit.pk == typed else fresh))
    shown = {"call": one, "own": own, "open": open_, "oversees": may(user, Permission.OVERSEE)}
    if shown["oversees"]:
        shown["given"] = list(given.values())
        shown["missing"] = [(who, unit) for who, units in charges.items() for unit in units if (who.pk, unit.pk) not in given]
    return render(request, "ballots/call.html", shown, status=422 if form else 200)
