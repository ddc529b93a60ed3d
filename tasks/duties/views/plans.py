"""What is switched on: all of it, one of it, on and off."""

from datetime import date, timedelta
from itertools import islice
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.access import allow, may
from accounts.conflict import accepted, posted
from accounts.models import Unit
from accounts.roles import Permission
from tasks.days.calendar import Calendar
from tasks.days.queries import calendar
from tasks.duties import actions, queries
from tasks.duties.actions.switching import chosen_units, must_be_sound
from tasks.duties.forms import ChangeForm, SwitchOffForm, SwitchOnForm
from tasks.duties.models import DutyPlan, StandingDuty
from tasks.duties.rules.due import DueRule, due_on, in_words
from tasks.duties.rules.periods import Span, next_span, span_of, spans
from tasks.duties.states import MONTHS, Period, Shift

EXAMPLES = 12
FAR = timedelta(days=366 * 12)


@require_safe
@allow(Permission.OVERSEE)
def plans(request: HttpRequest) -> HttpResponse:
    """What runs, where, by which rule."""
    on = timezone.localdate()
    shown = {"plans": queries.plans(on), "unused_since": on - queries.UNUSED_AFTER}
    return render(request, "duties/plans.html", shown)


@allow(Permission.ISSUE)
def switch_on(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose units, first period and due rule; try it out first, then switch on."""
    duty = get_object_or_404(StandingDuty, pk=pk)
    now = timezone.now()
    on, days = timezone.localdate(now), calendar()
    rhythm = duty.period if duty.period in MONTHS else Period.MONTH
    start = next_span(span_of(rhythm, on)).start
    form = SwitchOnForm(posted(request), initial={"rhythm": rhythm, "from_on": start, "shift": Shift.EARLIER})
    shown: dict[str, Any] = {"form": form, "duty": duty}
    if request.method == "POST" and form.is_valid():
        if "try" in request.POST:
            accepted(form, lambda: shown.update(_tried(duty, form, on, days)))
        elif accepted(form, lambda: shown.update(made=_on(duty, form, on, days, now, request.user))):
            made = shown["made"]
            skipped = f"；{len(made.skipped)}个单位此前已启用，未重复" if made.skipped else ""
            messages.info(request, f"已启用：{duty}，{len(made.units)}个单位{skipped}。")
            return redirect("duties:plan", pk=made.plan.pk)
    return render(request, "duties/switch_on.html", shown, status=422 if form.errors else 200)


def _on(duty: StandingDuty, form: SwitchOnForm, on: date, days: Calendar, now, by) -> actions.Switched:
    said = {name: form.cleaned_data[name] for name in ("rhythm", "kinds", "units", "from_on")}
    return actions.switch_on(duty=duty, rule=form.rule(), on=on, days=days, now=now, by=by, **said)


def _tried(duty: StandingDuty, form: SwitchOnForm, on: date, days: Calendar) -> dict:
    """What the typed rule would ask of how many units."""
    said, rule = form.cleaned_data, form.rule()
    first = must_be_sound(duty, said["rhythm"], said["from_on"], rule, on, days)
    count = len(chosen_units(said["kinds"], said["units"]))
    yearly = 12 // MONTHS[Period(said["rhythm"])]
    return _dates(rule, first, days) | {"unit_count": count, "yearly": yearly, "rows": count * yearly, "tried": True}


def _dates(rule: DueRule, first: Span, days: Calendar) -> dict:
    """The next periods with their last days, and what to say of years that are not out yet."""
    found = [(span, due_on(rule, span, days)) for span in islice(spans(first.rhythm, first.start, first.start + FAR), EXAMPLES)]
    return {"dates": found, "words": in_words(rule, first.rhythm), "caution": days.caution(*(due for _, due in found))}


@require_safe
@allow(Permission.OVERSEE)
def plan(request: HttpRequest, pk: int) -> HttpResponse:
    """One switching-on: its rule, its coming dates, its units."""
    one = get_object_or_404(DutyPlan.objects.select_related("duty", "made_by"), pk=pk)
    on, days = timezone.localdate(), calendar()
    first = span_of(one.rhythm, max(one.from_on, one.rule_from or one.from_on, on))
    shown = {
        "plan": one,
        "switches": one.switches.select_related("unit"),
        "may_switch": may(request.user, Permission.ISSUE) and (one.to_on is None or one.to_on > on),
        "on": on,
    }
    return render(request, "duties/plan.html", shown | _dates(one.rule, first, days))


@allow(Permission.ISSUE)
def switch_off(request: HttpRequest, pk: int) -> HttpResponse:
    """停用, everywhere or in some units, with a date and a reason."""
    one = get_object_or_404(DutyPlan.objects.select_related("duty"), pk=pk)
    on = timezone.localdate()
    units = Unit.objects.filter(pk__in=one.switches.filter(to_on=None).values("unit"))
    form = SwitchOffForm(posted(request), units=units, initial={"to_on": on, "version": one.version})
    if request.method == "POST" and form.is_valid() and accepted(form, lambda: _off(one, form.cleaned_data, on, request.user)):
        messages.info(request, f"已停用：{one}，至{form.cleaned_data['to_on']:%Y年%-m月%-d日}。")
        return redirect("duties:plan", pk=pk)
    shown = {"form": form, "title": f"停用：{one}", "back": "duties:plan", "pk": pk}
    return render(request, "accounts/form.html", shown, status=422 if form.errors else 200)


@allow(Permission.ISSUE)
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """改时限, from the next period on."""
    one = get_object_or_404(DutyPlan.objects.select_related("duty"), pk=pk)
    now = {"due_kind": one.due_kind, "n": one.due_n, "month": one.due_month, "shift": one.shift, "version": one.version}
    form = ChangeForm(posted(request), initial=now)
    if request.method == "POST" and form.is_valid() and accepted(form, lambda: _change(one, form, request.user)):
        messages.info(request, f"自下一期起：{one.rule_in_words}。")
        return redirect("duties:plan", pk=pk)
    shown = {"form": form, "title": f"改时限：{one}", "back": "duties:plan", "pk": pk}
    return render(request, "accounts/form.html", shown, status=422 if form.errors else 200)


def _change(one: DutyPlan, form: ChangeForm, by) -> DutyPlan:
    said, now = form.cleaned_data, timezone.now()
    values = {"version": said["version"], "reason": said["reason"], "rule": form.rule()}
    return actions.change_rule(plan=one, on=timezone.localdate(now), days=calendar(), now=now, by=by, **values)


def _off(one: DutyPlan, said: dict, on: date, by) -> DutyPlan:
    values = {name: said[name] for name in ("version", "units", "to_on", "reason")}
    return actions.switch_off(plan=one, on=on, now=timezone.now(), by=by, **values)
