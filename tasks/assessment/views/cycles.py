"""Cycles, bands, and a unit's sheet. Units see their own result, and only after the 反馈."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.access import allow, may
from accounts.conflict import Refused
from accounts.roles import Permission
from tasks.assessment import actions, sheets
from tasks.assessment.forms import CloseForm, CycleForm, GradeForm
from tasks.assessment.models import Cycle, CycleState, Scheme, UnitScore
from tasks.assessment.scheme import Scheme as Rules
from tasks.assessment.views.closing import closed
from tasks.assessment.views.rulings import takes_rulings
from tasks.assessment.views.schemes import publish_form
from tasks.assessment.views.second_looks import second_looks
from tasks.ballots.queries import opinions
from tasks.items.models import sees_all


@require_safe
@never_cache
@allow(Permission.READ_ASSESSMENT)
def cycles(request: HttpRequest) -> HttpResponse:
    """All cycles within reach, the published rules for everybody, drafts of rules for who assesses; for units their own sheets."""
    shown: dict = {"cycles": Cycle.objects.visible_to(request.user).select_related("scheme")[:100]}
    assesses, schemes = may(request.user, Permission.ASSESS), Scheme.objects.all()
    known = schemes if assesses else schemes.filter(published_on__isnull=False)
    shown["schemes"] = [(one, Rules.from_dict(one.rules), publish_form(one)) for one in known]
    shown["assesses"] = assesses
    shown["may_read_uses"] = may(request.user, Permission.READ_RESULT_USE)
    if not sees_all(request.user):
        own = UnitScore.objects.visible_to(request.user).filter(cycle__state=CycleState.CLOSED)
        shown["own"] = own.select_related("unit", "cycle")[:100]
    return render(request, "assessment/cycles.html", shown)


@allow(Permission.ASSESS)
def open_(request: HttpRequest) -> HttpResponse:
    """Open a cycle: period and published scheme, with the weights in sight."""
    form = CycleForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            cycle = actions.open_cycle(**form.cleaned_data, now=timezone.now(), by=request.user)
        except Refused as error:
            form.add_error(None, str(error))
        else:
            return redirect("assessment:cycle", pk=cycle.pk)
    published = [(one, Rules.from_dict(one.rules)) for one in Scheme.objects.filter(published_on__isnull=False)]
    shown = {"form": form, "schemes": published}
    return render(request, "assessment/open.html", shown, status=422 if form.errors else 200)


@require_safe
@never_cache
@allow(Permission.READ_ASSESSMENT)
def cycle(request: HttpRequest, pk: int) -> HttpResponse:
    """One cycle: units by grade."""
    one = get_object_or_404(Cycle.objects.visible_to(request.user).select_related("scheme", "closed_by"), pk=pk)
    rules = sheets.shown_scheme(one)
    scores = list(UnitScore.objects.visible_to(request.user).filter(cycle=one).select_related("unit"))
    shown = {"cycle": one, "rules": rules, "bands": sheets.bands(scores, rules), "computed": scores[0] if scores else None}
    shown |= {"silent": sheets.silent(scores), "rulings": may(request.user, Permission.OVERSEE) and takes_rulings(rules)}
    if may(request.user, Permission.ASSESS) and one.state == CycleState.OPEN:
        shown["close"] = CloseForm(action=reverse("assessment:close", args=[pk]))
    shown |= closed(request, one)
    return render(request, "assessment/cycle.html", shown)


@require_POST
@allow(Permission.ASSESS)
def compute(request: HttpRequest, pk: int) -> HttpResponse:
    """Compute all scores as of today."""
    one, now = get_object_or_404(Cycle, pk=pk), timezone.now()
    rows = actions.compute(cycle=one, on=timezone.localdate(now), now=now, by=request.user)
    messages.info(request, f"已按方案快照计算{len(rows)}个单位的得分。")
    return redirect("assessment:cycle", pk=pk)


@require_safe
@never_cache
@allow(Permission.READ_ASSESSMENT)
def unit(request: HttpRequest, pk: int) -> HttpResponse:
    """A unit's sheet: the score that unfolds to its sources; for who assesses also the form of the grade."""
    one = get_object_or_404(_scores(request), pk=pk)
    return _sheet(request, one, _grade_form(request, one))


@require_POST
@allow(Permission.ASSESS)
def grade(request: HttpRequest, pk: int) -> HttpResponse:
    """审定等次."""
    one = get_object_or_404(_scores(request), pk=pk)
    form = _grade_form(request, one)
    if form is None:
        raise Refused(f"“{one.cycle}”已经审定，等次不能再改。")
    if form.is_valid():
        try:
            actions.set_grade(unit_score=one, **form.cleaned_data, now=timezone.now(), by=request.user)
        except Refused as error:
            form.add_error("reason", str(error))
        else:
            messages.info(request, f"已审定：{one.unit} {one.grade}。")
            return redirect("assessment:unit", pk=pk)
    return _sheet(request, one, form, status=422)


def _scores(request: HttpRequest):
    return UnitScore.objects.visible_to(request.user).select_related("unit", "cycle__scheme", "cycle__feedback", "graded_by")


def _grade_form(request: HttpRequest, one: UnitScore) -> GradeForm | None:
    """The form for who may assess, while the cycle is open."""
    if not may(request.user, Permission.ASSESS) or one.cycle.state != CycleState.OPEN:
        return None
    return GradeForm(
        request.POST or None,
        grades=sheets.shown_scheme(one.cycle).grades,
        action=reverse("assessment:grade", args=[one.pk]),
        initial={"version": one.version, "grade": one.grade or one.proposed_grade, "reason": one.grade_reason},
    )


def _sheet(request: HttpRequest, one: UnitScore, form: GradeForm | None, status: int = 200) -> HttpResponse:
    """Render a unit's sheet."""
    rules = sheets.shown_scheme(one.cycle)
    shown = {"score": one, "cycle": one.cycle, "sheet": sheets.sheet(one), "form": form, "rules": rules}
    shown |= second_looks(request, one)
    shown["may_use_result"] = one.cycle.state == CycleState.CLOSED and one.grade and may(request.user, Permission.ASSESS)
    if may(request.user, Permission.OVERSEE):
        shown |= opinions(one.cycle, one.unit)
    if form is not None:
        everyone = UnitScore.objects.filter(cycle=one.cycle_id).select_related("unit")
        shown |= {"bands": sheets.bands(everyone, rules), **sheets.neighbours(one), "rulings": takes_rulings(rules)}
    return render(request, "assessment/unit.html", shown, status=status)
