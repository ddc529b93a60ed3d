"""报审 and 审定."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.access import allow
from accounts.conflict import accepted
from accounts.roles import Permission
from tasks.items import actions, queries
from tasks.items.forms import AnswerForm, ProposeForm, TakeBackForm
from tasks.items.models import Answer, Approval, Item
from tasks.items.states import ListState
from tasks.items.views.lists import page_of
from tasks.items.weighing import weigh


@require_POST
@allow(Permission.DRAW_UP)
def propose(request: HttpRequest, pk: int) -> HttpResponse:
    """报审."""
    one = get_object_or_404(queries.lists(request.user), pk=pk, state=ListState.DRAFT)
    form, now = ProposeForm(request.POST, by=request.user), timezone.now()

    def act() -> None:
        clock = {"on": timezone.localdate(now), "now": now}
        made = actions.propose(responsibility_list=one, by=request.user, **clock, **form.cleaned_data)
        messages.info(request, f"已报审，等待{made.approver or '县委领导'}审定。")

    if form.is_valid() and accepted(form, act):
        return redirect("items:list", pk=pk)
    return render(request, "items/list.html", page_of(request, one, propose=form), status=422)


@require_POST
@allow(Permission.DRAW_UP)
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """撤回报审."""
    one = get_object_or_404(queries.lists(request.user), pk=pk, state=ListState.DRAFT)
    form = TakeBackForm(request.POST)

    def act() -> None:
        actions.take_back(responsibility_list=one, now=timezone.now(), by=request.user, **form.cleaned_data)
        messages.info(request, "已撤回，可以修改。改后须重新报审。")

    if form.is_valid() and accepted(form, act):
        return redirect("items:list", pk=pk)
    return render(request, "items/list.html", page_of(request, one, take_back=form), status=422)


@require_safe
@allow(Permission.READ_LISTS)
def approval(request: HttpRequest, pk: int) -> HttpResponse:
    """What a leader is asked to approve, on one page."""
    return render(request, "items/approval.html", _page(request, _readable(request, pk), AnswerForm()))


@require_POST
@allow(Permission.READ_LISTS)
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """审定同意, or 退回修改."""
    one, form = _readable(request, pk), AnswerForm(request.POST)

    def act() -> None:
        done = actions.send_back if "return" in request.POST else actions.endorse
        answered = done(approval=one, now=timezone.now(), by=request.user, **form.cleaned_data)
        messages.info(request, f"{answered.responsibility_list}：{answered.get_answer_display()}。")

    if form.is_valid() and accepted(form, act):
        return redirect("items:approval", pk=pk)
    return render(request, "items/approval.html", _page(request, one, form), status=422)


def _readable(request: HttpRequest, pk: int) -> Approval:
    return get_object_or_404(Approval.objects.readable_by(request.user).select_related("responsibility_list", "asked_by"), pk=pk)


def _page(request: HttpRequest, one: Approval, form: AnswerForm) -> dict:
    listed = one.responsibility_list
    shown = {"approval": one, "list": listed, "form": form, "items": _items(listed)}
    if one.answer == Answer.WAITING:
        mine = queries.to_approve(request.user).filter(pk=one.pk).exists()
        shown |= {"weight": weigh(listed, timezone.localdate()), "mine": mine}
    return shown


def _items(listed) -> list[Item]:
    """The draft as it stands, for a person who may see nothing else of it."""
    found = listed.items.select_related("directive__section", "directive__speech", "parent")
    return list(found.prefetch_related("item_units__unit", queries.more_sources(), "milestones").order_by("number"))
