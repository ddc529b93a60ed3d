"""Draft, edit, and draft the correction."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from accounts.access import allow
from accounts.conflict import Refused, accepted, posted
from accounts.roles import Permission
from tasks.bulletins import actions, queries
from tasks.bulletins.actions.moving import must_draft
from tasks.bulletins.forms import CorrectForm, EditForm, ResultForm, SupervisionForm, months
from tasks.bulletins.models import Bulletin
from tasks.bulletins.results import regraded
from tasks.bulletins.states import BulletinState, Kind
from tasks.bulletins.views.page import found, notes, parts


@allow(Permission.DRAFT_BULLETIN)
def supervision(request: HttpRequest) -> HttpResponse:
    """A new 督查通报; ?period= chooses one of the usual periods."""
    usual = months(timezone.localdate())
    name = request.GET.get("period", "上月")
    from_on, to_on = usual.get(name, usual["上月"])
    form = SupervisionForm(posted(request), initial={"from_on": from_on, "to_on": to_on})
    return _new(request, Kind.SUPERVISION, form, {"periods": [(one, one == name) for one in usual]})


@allow(Permission.ASSESS)
def result(request: HttpRequest) -> HttpResponse:
    """A new 考核结果通报; ?cycle= chooses."""
    return _new(request, Kind.RESULT, ResultForm(posted(request), initial={"cycle": request.GET.get("cycle", "")}), {})


@allow(Permission.DRAFT_BULLETIN)
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """The text in boxes, each with the records behind it."""
    one = found(request, pk)
    must_draft(request.user, one.kind)
    if one.state != BulletinState.DRAFTED:
        raise Refused(f"该通报{one.get_state_display()}，正文已锁定。" + _what_then(one))
    form = EditForm(posted(request), bulletin=one, passages=one.text)

    def act() -> None:
        actions.edit(bulletin=one, now=timezone.now(), by=request.user, **form.said())

    if form.is_valid() and accepted(form, act):
        messages.info(request, "已保存。看过全文，无误后报请审定。")
        return redirect("bulletins:bulletin", pk=pk)
    numbered = notes(one)
    by_number = {note.number: note for note in numbered}
    boxes = [
        (chapter, [(form[f"text_{n.place}"], n.passage, [by_number[x] for x in n.notes]) for n in chapter.passages])
        for chapter in parts(one)
    ]
    shown = {"bulletin": one, "form": form, "boxes": boxes, "adds": [field for field in form if field.name.startswith("add_")]}
    return render(request, "bulletins/edit.html", shown, status=422 if form.errors else 200)


@allow(Permission.DRAFT_BULLETIN)
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """The 更正通报 of a published one."""
    one = found(request, pk)
    must_draft(request.user, one.kind)
    changes = regraded(one)
    names = "、".join(change.body.name for change in changes)
    form = CorrectForm(posted(request), initial={"reason": f"{names}的考核等次已经更正。" if changes else ""})
    made: list[Bulletin] = []

    def act() -> None:
        made.append(actions.draft_correction(bulletin=one, now=timezone.now(), by=request.user, **form.cleaned_data))

    if form.is_valid() and accepted(form, act):
        messages.info(request, "更正通报已起草，请补充更正内容。")
        return redirect("bulletins:edit", pk=made[0].pk)
    shown = {"bulletin": one, "form": form, "changes": changes}
    return render(request, "bulletins/correct.html", shown, status=422 if form.errors else 200)


def _new(request: HttpRequest, kind: Kind, form: SupervisionForm | ResultForm, more: dict) -> HttpResponse:
    now, made = timezone.now(), []
    on = timezone.localdate(now)

    def act() -> None:
        made.append(actions.draft(kind=kind, on=on, now=now, by=request.user, **form.said()))

    if form.is_valid() and accepted(form, act):
        messages.info(request, "已按数据起草。每段后面的数字是依据，请核对、修改。")
        return redirect("bulletins:bulletin", pk=made[0].pk)
    shown = {"kind": kind, "form": form, "plan": queries.plan(on)}
    return render(request, "bulletins/new.html", shown | more, status=422 if form.errors else 200)


def _what_then(one: Bulletin) -> str:
    if one.state in (BulletinState.SUBMITTED, BulletinState.APPROVED):
        return "要修改，请先撤回。"
    return "有误的，请起草更正通报。" if one.is_out else ""
