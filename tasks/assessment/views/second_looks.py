"""申请复核, its answer, and 更正 by two persons."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts.access import allow, may, roles_of
from accounts.conflict import NotYours, Refused, accepted, posted
from accounts.roles import Permission, Role
from tasks.assessment import appealing, correcting, sheets
from tasks.assessment.appeal_forms import AnswerForm, AppealForm, CorrectionForm, RefusalForm
from tasks.assessment.models import Appeal, Correction, CycleState, UnitScore


def second_looks(request: HttpRequest, one: UnitScore) -> dict:
    """What the page of a unit shows of appeals and corrections: the unit reads an answer when it stands, the office everything."""
    if one.cycle.state != CycleState.CLOSED:
        return {}
    office = may(request.user, Permission.ASSESS)
    corrections = one.corrections.select_related("proposed_by", "decided_by", "snapshot")
    told = getattr(one.cycle, "feedback", None)
    return {
        "assesses": office,
        "told": told,
        "appeals": list(one.appeals.select_related("filed_by", "decided_by", "correction")),
        "corrections": list(corrections if office else corrections.filter(snapshot__isnull=False)),
        "may_appeal": bool(told and timezone.localdate() <= told.appeal_until and appealing.may_appeal(request.user, one)),
    }


@allow(Permission.READ_ASSESSMENT)
def appeal(request: HttpRequest, pk: int) -> HttpResponse:
    """申请复核 of the figure that ?about= and ?assignment= name."""
    if Role.UNIT_SECRETARY not in roles_of(request.user):
        raise NotYours("复核由本单位第一责任人申请。")
    one, now = _score(request, pk), timezone.now()
    initial = {"about": request.GET.get("about", ""), "assignment": request.GET.get("assignment", "")}
    form = AppealForm(posted(request), figures=appealing.figures(one), cases=_cases(one), initial=initial)
    clock = {"on": timezone.localdate(now), "now": now, "by": request.user}
    if form.is_valid() and accepted(form, lambda: appealing.file(unit_score=one, **form.cleaned_data, **clock)):
        messages.info(request, "已申请复核。答复以后会有信件，也列在本页。")
        return redirect("assessment:unit", pk=pk)
    return _form(request, one, form, "申请复核")


@allow(Permission.ASSESS)
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer an appeal."""
    mine, now = get_object_or_404(Appeal.objects.select_related("unit_score__unit", "filed_by"), pk=pk), timezone.now()
    one = _score(request, mine.unit_score_id)
    initial = {"assignments": [mine.assignment] if mine.assignment else []}
    grades = sheets.shown_scheme(one.cycle).grades
    form = AnswerForm(posted(request), grades=grades, cases=[*_cases(one), *_pieces(one)], initial=initial)

    def act() -> object:
        said = form.cleaned_data
        found = {name: said[name] for name in ("upheld", "assignments", "finding", "grade", "quota_note")}
        clock = {"on": timezone.localdate(now), "now": now, "by": request.user}
        return appealing.answer(appeal=mine, answer=said["reason"], **found, **clock)

    if form.is_valid() and accepted(form, act):
        done = "已答复单位。" if not form.cleaned_data["upheld"] else "已提出更正，由另一人确认后生效并告知单位。"
        messages.info(request, done)
        return redirect("assessment:unit", pk=one.pk)
    return _form(request, one, form, "答复复核申请", mine)


@allow(Permission.ASSESS)
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Propose a 更正 without an appeal."""
    one = _score(request, pk)
    form = CorrectionForm(posted(request), grades=sheets.shown_scheme(one.cycle).grades, cases=[*_cases(one), *_pieces(one)])

    def act() -> object:
        return correcting.propose(unit_score=one, **form.cleaned_data, now=timezone.now(), by=request.user)

    if form.is_valid() and accepted(form, act):
        messages.info(request, "已提出更正，由另一人确认后生效。")
        return redirect("assessment:unit", pk=pk)
    return _form(request, one, form, "提出更正")


@require_POST
@allow(Permission.ASSESS)
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """The second person confirms."""
    mine, now = get_object_or_404(Correction, pk=pk), timezone.now()
    made = correcting.confirm(correction=mine, on=timezone.localdate(now), now=now, by=request.user)
    messages.info(request, f"已更正：{made.said}。已告知单位。")
    return redirect("assessment:unit", pk=mine.unit_score_id)


@require_POST
@allow(Permission.ASSESS)
def refuse(request: HttpRequest, pk: int) -> HttpResponse:
    """The second person does not agree."""
    mine, form = get_object_or_404(Correction, pk=pk), RefusalForm(request.POST)
    if not form.is_valid():
        raise Refused("退回更正须写明理由，最多500字。请填写“理由”。")
    correcting.refuse(correction=mine, reason=form.cleaned_data["reason"], now=timezone.now(), by=request.user)
    messages.info(request, "已退回这件更正。")
    return redirect("assessment:unit", pk=mine.unit_score_id)


def _score(request: HttpRequest, pk: int) -> UnitScore:
    found = UnitScore.objects.visible_to(request.user).select_related("unit", "cycle")
    return get_object_or_404(found, pk=pk)


def _cases(one: UnitScore) -> list[tuple[int, str]]:
    """The assessed assignments of the sheet, and those left out, to choose from."""
    sheet = sheets.sheet(one)
    return [(row.case.pk, row.case.title) for row in (*sheet.facts, *sheet.left_out)]


def _pieces(one: UnitScore) -> list[tuple[str, str]]:
    """What stands beside the assignments and may have been wrong: all but the duties that were kept."""
    entries = [entry for line in one.arithmetic["lines"] for entry in line["entries"]]
    entries = [entry for entry in entries if entry.get("key") and not (entry["key"].startswith("duty:") and entry["counted"])]
    entries += one.arithmetic.get("adjustment", {}).get("entries", [])
    recorded = [v for v in one.arithmetic.get("vetoes", []) if str(v["key"]).startswith(("veto:", "order:"))]
    said = [(entry["key"], f"{entry['title']}：{entry['word']}") for entry in entries]
    return said + [(veto["key"], f"一票否决：{veto['condition']}，{veto['word']}") for veto in recorded]


def _form(request: HttpRequest, one: UnitScore, form, heading: str, mine: Appeal | None = None) -> HttpResponse:
    shown = {"score": one, "form": form, "heading": heading, "appeal": mine}
    return render(request, "assessment/second_look.html", shown, status=422 if form.errors else 200)
