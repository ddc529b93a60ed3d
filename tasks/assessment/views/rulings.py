"""加减分 and 一票否决 of a cycle: what was recorded, by whom and why; for who assesses the form."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.access import allow, may
from accounts.conflict import Refused, accepted
from accounts.models import Unit
from accounts.roles import Permission
from tasks.assessment import ruling, sheets
from tasks.assessment.appeal_forms import RefusalForm
from tasks.assessment.forms import RulingForm
from tasks.assessment.kinds import Ground
from tasks.assessment.models import Cycle, CycleState, Ruling
from tasks.assessment.queries import assessed_units
from tasks.assessment.scheme import Scheme as Rules

AT_ONCE = 300


def takes_rulings(rules: Rules) -> bool:
    """Whether the scheme leaves anything to be recorded."""
    return bool(rules.clauses) or rules.rests_on(Ground.RECORDED)


@require_safe
@never_cache
@allow(Permission.OVERSEE)
def rulings(request: HttpRequest, pk: int) -> HttpResponse:
    """All of a cycle, newest first; for who assesses the form, for the unit that ?unit= names."""
    one = get_object_or_404(Cycle, pk=pk)
    form = _form(one, None, unit=request.GET.get("unit", "")) if may(request.user, Permission.ASSESS) else None
    return _page(request, one, form)


@require_POST
@allow(Permission.ASSESS)
def rule(request: HttpRequest, pk: int) -> HttpResponse:
    """记录 one."""
    one, now = get_object_or_404(Cycle, pk=pk), timezone.now()
    form = _form(one, request.POST)
    if form is None:
        raise Refused(f"“{one}”已经审定，或方案没有设加减分和一票否决，不能再记录。")

    def act() -> object:
        return ruling.rule(cycle=one, **form.cleaned_data, now=now, by=request.user)

    if form.is_valid() and accepted(form, act):
        messages.info(request, "已记录。重新计算得分以后计入。")
        return redirect("assessment:rulings", pk)
    return _page(request, one, form, status=422)


def _form(one: Cycle, typed, unit: str = "") -> RulingForm | None:
    """While the cycle is open, and its scheme leaves anything to be recorded."""
    rules = sheets.shown_scheme(one)
    if one.state != CycleState.OPEN or not takes_rulings(rules):
        return None
    units = Unit.objects.filter(pk__in=[each.pk for each in assessed_units()])
    action = reverse("assessment:rule", args=[one.pk])
    return RulingForm(typed, rules=rules, units=units, action=action, initial={"unit": unit})


def _page(request: HttpRequest, one: Cycle, form: RulingForm | None, status: int = 200) -> HttpResponse:
    found = Ruling.objects.filter(cycle=one).select_related("unit", "made_by", "withdrawn_by")[:AT_ONCE]
    shown = {"cycle": one, "form": form, "rulings": found, "takes": takes_rulings(sheets.shown_scheme(one))}
    return render(request, "assessment/rulings.html", shown, status=status)


@require_POST
@allow(Permission.ASSESS)
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """撤销 one."""
    one, form = get_object_or_404(Ruling.objects.select_related("cycle", "unit"), pk=pk), RefusalForm(request.POST)
    if not form.is_valid():
        raise Refused("撤销须写明理由，最多500字。请填写“撤销理由”。")
    ruling.withdraw(ruling=one, reason=form.cleaned_data["reason"][:300], now=timezone.now(), by=request.user)
    messages.info(request, "已撤销。重新计算得分以后不再计入。")
    return redirect(reverse("assessment:rulings", args=[one.cycle_id]))
