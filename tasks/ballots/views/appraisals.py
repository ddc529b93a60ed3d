"""领导评鉴: a leader's own sheet, one unit a card; for the office who has said what, and who has not."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import allow, may
from accounts.conflict import accepted, posted
from accounts.letters.waking import wake
from accounts.roles import Permission
from tasks.ballots import queries
from tasks.ballots.actions import appraising
from tasks.ballots.forms import AppraisalForm, CallForm
from tasks.ballots.models import AppraisalCall

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


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.READ_ASSESSMENT)
def call(request: HttpRequest, pk: int) -> HttpResponse:
    """One's own units on one sheet, saved together; for who oversees the county also everybody's."""
    one, now = get_object_or_404(AppraisalCall.objects.select_related("cycle"), pk=pk), timezone.now()
    on = timezone.localdate(now)
    charges, given = queries.in_charge(on), queries.given(one)
    rows = [(unit, given.get((request.user.pk, unit.pk))) for unit in charges.get(request.user, [])]
    forms = [(unit, said, AppraisalForm.of(unit, said, posted(request))) for unit, said in rows]
    if request.method == "POST" and all(form.is_valid() for *_, form in forms):
        words = [form.said() for *_, form in forms if form.is_filled]
        messages.info(request, f"已保存{appraising.fill_in(call=one, said=words, on=on, now=now, by=request.user)}个单位的评鉴。")
        return redirect("ballots:call", pk)
    shown = {"call": one, "own": forms, "open": on <= one.due_on and one.cycle.state == "open", "wrong": request.method == "POST"}
    if may(request.user, Permission.OVERSEE):
        missing = [(who, unit) for who, units in charges.items() for unit in units if (who.pk, unit.pk) not in given]
        shown |= {"oversees": True, "given": list(given.values()), "missing": missing}
    return render(request, "ballots/call.html", shown, status=422 if shown["wrong"] else 200)


def _calls(request: HttpRequest, form: CallForm | None, status: int = 200) -> HttpResponse:
    shown = {"calls": AppraisalCall.objects.select_related("cycle")[:AT_ONCE], "form": form}
    return render(request, "ballots/calls.html", shown, status=status)
