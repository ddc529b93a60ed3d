"""Write down a talk, a check or a 批示; read them; answer a 批示."""

from collections.abc import Callable

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.access import allow, may
from accounts.conflict import NotYours, accepted, posted
from accounts.roles import Permission
from tasks.days.queries import calendar
from tasks.items.models import Assignment, Change
from tasks.items.paging import page
from tasks.supervision.acts import actions, excusing, queries
from tasks.supervision.acts.forms import AnswerForm, ExcuseForm, InstructionForm, ProblemForm, TalkForm, VisitForm
from tasks.supervision.acts.models import Excuse, Instruction
from tasks.supervision.acts.rights import why_not_for_unit, why_not_from_outside
from tasks.supervision.acts.states import FIRST_FORM, WHO_READS, Finding

ANSWER_WITHIN = 5


@allow(Permission.OVERSEE)
def talk(request: HttpRequest, pk: int) -> HttpResponse:
    """提醒谈话 about a matter."""
    assignment, on = _outside(request, pk, "登记提醒谈话", Permission.OVERSEE), timezone.localdate()
    form = TalkForm(posted(request), assignment=assignment, user=request.user, on=on)
    return _form(request, "登记提醒谈话", form, assignment, actions.hold_talk, hints=(FIRST_FORM, WHO_READS))


@allow(Permission.SUPERVISE)
def visit(request: HttpRequest, pk: int) -> HttpResponse:
    """实地核查 of a matter."""
    assignment = _outside(request, pk, "登记实地核查", Permission.SUPERVISE)
    form = VisitForm(posted(request), on=timezone.localdate())
    hint = "单位可以在事项的全过程中看到核查记录。发现的问题，保存后可以列入清单，作为整改事项。"
    return _form(request, "登记实地核查", form, assignment, actions.check_on_site, hints=(hint,))


@allow(Permission.OVERSEE)
def instruct(request: HttpRequest, pk: int) -> HttpResponse:
    """批示 about a matter."""
    assignment, on = _outside(request, pk, "登记批示", Permission.OVERSEE), timezone.localdate()
    until = calendar().add_workdays(on, ANSWER_WITHIN)
    form = InstructionForm(posted(request), assignment=assignment, user=request.user, on=on, until=until)
    hint = "保存后立即写信给答复人。要由批示立新的事项，请在起草中的清单“列入事项：批示”。"
    return _form(request, "登记批示", form, assignment, actions.instruct, hints=(hint,))


@allow(Permission.SUPERVISE)
def excuse(request: HttpRequest, pk: int) -> HttpResponse:
    """逾期认定 of a matter."""
    assignment = _outside(request, pk, excusing.LABEL, Permission.SUPERVISE)
    form = ExcuseForm(posted(request), send="认定有正当理由")
    hint = "用于不可抗力、上级推迟、人员因公外出等情况。逾期记录和亮灯不变，理由显示在旁边，单位可以看到。"
    return _form(request, excusing.LABEL, form, assignment, excusing.excuse, hints=(hint,))


@allow(Permission.SUPERVISE)
def withdraw_excuse(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an 逾期认定 back."""
    found = get_object_or_404(Excuse.objects.select_related("by"), pk=pk, withdrawn_on=None)
    assignment = _outside(request, found.assignment_id, "撤销逾期认定", Permission.SUPERVISE)
    form = ExcuseForm(posted(request), send="撤销认定")
    hint = f"{found.by}于{found.on:%Y年%-m月%-d日}认定：{found.reason}"

    def act(assignment: Assignment, **said) -> object:
        return excusing.withdraw(excuse=found, **said)

    return _form(request, "撤销逾期认定", form, assignment, act, hints=(hint,))


@require_safe
@allow(Permission.READ_LISTS)
def one_talk(request: HttpRequest, pk: int) -> HttpResponse:
    """One record, for those who may read it; for all others it is not there."""
    shown = {"talk": get_object_or_404(queries.talks(request.user), pk=pk), "hints": (FIRST_FORM, WHO_READS)}
    return render(request, "supervision/talk.html", shown)


@require_safe
@allow(Permission.READ_LISTS)
def talks(request: HttpRequest) -> HttpResponse:
    """The records that this person may read, newest first."""
    at = page(queries.talks(request.user), request.GET, order=("-id",))
    return render(request, "supervision/talks.html", {"talks": at.rows, "hints": (FIRST_FORM, WHO_READS)} | at.links)


@require_safe
@allow(Permission.READ_LISTS)
def one_visit(request: HttpRequest, pk: int) -> HttpResponse:
    """One check on the spot."""
    visit = get_object_or_404(queries.visits(request.user), pk=pk)
    may_list = visit.finding != Finding.CONFORMS and not (visit.item_id or visit.line_id) and may(request.user, Permission.DRAW_UP)
    return render(request, "supervision/visit.html", {"visit": visit, "may_list": may_list})


@allow(Permission.DRAW_UP)
def problem(request: HttpRequest, pk: int) -> HttpResponse:
    """A finding becomes a 问题 item."""
    found, form = get_object_or_404(queries.visits(request.user), pk=pk), ProblemForm(posted(request), user=request.user)
    made = []

    def act() -> None:
        made.append(actions.list_problem(visit=found, now=timezone.now(), by=request.user, **form.cleaned_data))

    if form.is_valid() and accepted(form, act):
        if isinstance(made[0], Change):
            messages.info(request, "已列入变更决定。请补齐时限和验收标准，再使决定生效。")
            return redirect("items:amendment", pk=made[0].amendment.responsibility_list_id)
        messages.info(request, f"已列入：{made[0]}。请补齐时限和验收标准。")
        return redirect("items:edit", pk=made[0].pk)
    shown = {"form": form, "visit": found, "lists": queries.open_lists(request.user).exists()}
    return render(request, "supervision/visit.html", shown, status=422 if form.errors else 200)


@require_safe
@allow(Permission.READ_LISTS)
def instruction(request: HttpRequest, pk: int) -> HttpResponse:
    """A 批示 and what became of it."""
    one = get_object_or_404(queries.instructions(request.user), pk=pk)
    may_answer = not one.answered_at and not why_not_for_unit("答复批示", one.assignment, request.user)
    return _instruction(request, one, AnswerForm() if may_answer else None)


@allow(Permission.SUBMIT)
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """落实情况, once, by the unit."""
    one, form = get_object_or_404(queries.instructions(request.user), pk=pk), AnswerForm(posted(request))

    def act() -> None:
        actions.answer_instruction(instruction=one, by=request.user, **form.cleaned_data, **_moment())

    if form.is_valid() and accepted(form, act):
        messages.info(request, "批示已答复。")
        return redirect("acts:instruction", pk=pk)
    return _instruction(request, one, form)


def _instruction(request: HttpRequest, one: Instruction, form: AnswerForm | None) -> HttpResponse:
    """Its page, with the form for the unit."""
    if form:
        form.helper.form_action = reverse("acts:answer", args=[one.pk])
    late = not one.answered_at and timezone.localdate() > one.answer_by_on
    shown = {"instruction": one, "form": form, "late": late}
    return render(request, "supervision/instruction.html", shown, status=422 if form and form.errors else 200)


def _moment() -> dict:
    now = timezone.now()
    return {"on": timezone.localdate(now), "now": now}


def _outside(request: HttpRequest, pk: int, label: str, permission: Permission) -> Assignment:
    """The matter, for somebody who may act on it from outside its unit."""
    assignment = get_object_or_404(Assignment.objects.visible_to(request.user).with_everything(), pk=pk)
    refusal = why_not_from_outside(label, assignment, request.user, permission)
    if refusal:
        raise NotYours(refusal)
    return assignment


def _form(
    request: HttpRequest, heading: str, form: Form, assignment: Assignment, act: Callable[..., object], *, hints: tuple[str, ...]
) -> HttpResponse:
    """The matter on the left, the form on the right; after saving, back to the matter."""
    if form.is_valid() and accepted(form, lambda: act(assignment=assignment, by=request.user, **form.cleaned_data, **_moment())):
        messages.info(request, f"已登记：{assignment}。")
        return redirect("desk:assignment", pk=assignment.pk)
    shown = {"heading": heading, "form": form, "assignment": assignment, "hints": hints}
    return render(request, "supervision/act.html", shown, status=422 if form.errors else 200)
