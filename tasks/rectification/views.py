"""整改台账, and what people do with a problem: record it, look at it again, take it up when it came back."""

import re

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.access import allow, may
from accounts.conflict import NotYours, accepted, posted
from accounts.roles import Permission
from tasks.items.models import Assignment, Change
from tasks.items.paging import address, page
from tasks.items.rights import why_not
from tasks.items.states import DONE, Source
from tasks.rectification import actions, queries
from tasks.rectification.filters import Stage, narrowed
from tasks.rectification.forms import FollowUpForm, LedgerForm, ProblemForm, RecurForm, words_of
from tasks.rectification.ledger import ORDER, lines
from tasks.rectification.models import FollowUp
from tasks.rectification.states import Held
from tasks.supervision.acts.rights import why_not_from_outside

SHOWN = 20
NUMBER = re.compile("[0-9]{1,18}")


@require_safe
@allow(Permission.READ_LISTS)
def ledger(request: HttpRequest) -> HttpResponse:
    """整改台账, narrowed by the address."""
    on, form = timezone.localdate(), LedgerForm(request.GET, user=request.user)
    valid = form.is_valid()
    found = narrowed(request.user, form.chosen(), on) if valid else Assignment.objects.none()
    at = page(found, request.GET, order=ORDER)
    stage = form.chosen().stage if valid else ""
    chips = [{"label": each.label, "href": address(request.GET, stage=each.value), "active": each == stage} for each in Stage]
    shown = {"form": form, "lines": lines(at.rows, on), "on": on, "chips": chips, "query": address(request.GET)[1:]}
    shown |= {"said": {name: form.data.get(name, "") for name in form.fields}, "filtered": not valid or bool(form.chosen())}
    if valid and form.cleaned_data["unit"]:
        shown["said"]["unit"] = str(form.cleaned_data["unit"])
    shown["may_read_uses"] = may(request.user, Permission.READ_RESULT_USE)
    shown |= {"may_record": may(request.user, Permission.DRAW_UP), "may_check": may(request.user, Permission.SUPERVISE)}
    return render(request, "rectification/ledger.html", shown | at.links, status=200 if valid else 422)


@allow(Permission.DRAW_UP)
def new(request: HttpRequest) -> HttpResponse:
    """登记问题: into a draft, or into the decision that is prepared for an issued list.

    ?piece= brings a speech's own diagnosis; ?words=, ?basis=, ?found_in=, ?unit= what a 通报 says already.
    """
    on, now, number = timezone.localdate(), timezone.now(), request.GET.get("piece", "")
    piece = queries.diagnoses(request.user).filter(pk=int(number)).first() if NUMBER.fullmatch(number) else None
    first = {"found_on": on} | (ProblemForm.from_piece(piece) if piece else ProblemForm.from_address(request.GET))
    form, made = ProblemForm(posted(request), user=request.user, on=on, initial=first), []

    def act() -> None:
        made.append(actions.record_problem(piece=piece, on=on, now=now, by=request.user, **form.cleaned_data))

    if form.is_valid() and accepted(form, act):
        if isinstance(made[0], Change):
            messages.info(request, "问题已列入变更决定，决定生效后下达各责任单位。")
            return redirect("items:amendment", pk=made[0].amendment.responsibility_list_id)
        messages.info(request, f"问题已登记并列入：{made[0]}。清单印发后下达各责任单位。")
        return redirect("items:list", pk=made[0].responsibility_list_id)
    shown = {"form": form, "piece": piece, "lists": form.fields["responsibility_list"].queryset.exists()}
    shown |= {"diagnoses": [(one.pk, words_of(one)) for one in queries.diagnoses(request.user)[:SHOWN]]}
    shown |= {"findings": queries.findings(request.user)[:SHOWN]}
    return render(request, "rectification/new.html", shown, status=422 if form.errors else 200)


@require_safe
@allow(Permission.SUPERVISE)
def checks(request: HttpRequest) -> HttpResponse:
    """回头看: what is due, longest waiting first, and what a 回头看 found back."""
    on = timezone.localdate()
    at = page(queries.told(queries.to_follow_up(on).visible_to(request.user)), request.GET, order=("closed_off_on", "id"))
    back = queries.told(queries.to_take_up().visible_to(request.user))[:SHOWN]
    shown = {"rows": queries.with_checks(at.rows), "back": back, "on": on, "may_reopen": may(request.user, Permission.CANCEL)}
    return render(request, "rectification/checks.html", shown | at.links)


@allow(Permission.SUPERVISE)
def follow_up(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down a 回头看."""
    one, on = _within(request, pk), timezone.localdate()
    if refusal := why_not_from_outside("登记回头看", one, request.user, Permission.SUPERVISE):
        raise NotYours(refusal)
    check, made = queries.next_check_of(one), []
    form = FollowUpForm(posted(request), initial={"checked_on": on, "months": check.months if check else 0})

    def act() -> None:
        made.append(actions.follow_up(assignment=one, on=on, now=timezone.now(), by=request.user, **form.cleaned_data))

    if form.is_valid() and accepted(form, act):
        if made[0].held == Held.BACK:
            messages.warning(request, f"已登记：问题反弹。请认定后重新整改：{one}。")
            return redirect("rectification:checks")
        messages.info(request, f"已登记回头看：{one}。")
        return redirect("desk:assignment", pk=pk)
    return _page(request, "登记回头看", form if check else None, one, check=check, held=one.followups.select_related("by"))


@allow(Permission.CANCEL, Permission.CHECK_OFFICE)
def recur(request: HttpRequest, pk: int) -> HttpResponse:
    """问题反弹: take it up again."""
    one, on = _within(request, pk), timezone.localdate()
    if refusal := why_not("reopen", one, request.user, on):
        raise NotYours(refusal)
    found = FollowUp.objects.filter(assignment=one, closed_off_on=one.closed_off_on, held=Held.BACK, recurrence=None).last()
    form = RecurForm(posted(request), on=on, initial={"version": one.version, "seen": found.seen if found else ""})

    def act() -> None:
        clock = {"on": on, "now": timezone.now()}
        actions.recur(assignment=one, follow_up=found, by=request.user, **clock, **form.cleaned_data)

    if form.is_valid() and accepted(form, act):
        messages.info(request, f"已认定反弹，退回办理中：{one}。")
        return redirect("desk:assignment", pk=pk)
    return _page(request, "认定问题反弹", form if one.state in DONE else None, one, held=one.followups.select_related("by"))


def _within(request: HttpRequest, pk: int) -> Assignment:
    found = Assignment.objects.visible_to(request.user).filter(item__source=Source.PROBLEM)
    return get_object_or_404(found.with_everything(), pk=pk)


def _page(request: HttpRequest, heading: str, form, one: Assignment, **more) -> HttpResponse:
    shown = {"heading": heading, "form": form, "assignment": one, "on": timezone.localdate(), **more}
    return render(request, "rectification/act.html", shown, status=422 if form and form.errors else 200)
