"""The steps of a 通报's life, and 签收; each is a POST from its page."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts.access import allow
from accounts.conflict import accepted
from accounts.roles import Permission
from tasks.bulletins import actions
from tasks.bulletins.forms import DecideForm, StepForm
from tasks.bulletins.models import Bulletin, Receipt
from tasks.bulletins.states import MOVES
from tasks.bulletins.views.page import found, show


@require_POST
@allow(Permission.DRAFT_BULLETIN)
def submit(request: HttpRequest, pk: int) -> HttpResponse:
    """报审."""
    form = StepForm(request.POST, label="报审说明（可不填）", send="报请审定")
    return _done(request, pk, "submit", form, actions.submit, "已报请审定，并写信给县委领导。")


@require_POST
@allow(Permission.APPROVE_BULLETIN)
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """审定 or 退回."""
    form, back = DecideForm(request.POST), "return" in request.POST
    if back and form.is_valid() and not form.cleaned_data["words"]:
        form.add_error("words", "退回须说明理由。请写明要改什么。")
    act, said = (actions.send_back, "已退回修改。") if back else (actions.approve, "已审定，可以印发。")
    return _done(request, pk, "decide", form, act, said)


@require_POST
@allow(Permission.DRAFT_BULLETIN)
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """撤回 to change it."""
    form = StepForm(request.POST, label=MOVES["take_back"].words, needed=True, send="撤回")
    return _done(request, pk, "take_back", form, actions.take_back, "已撤回，可以修改。")


@require_POST
@allow(Permission.DRAFT_BULLETIN)
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    """作废 of a draft."""
    form = StepForm(request.POST, label=MOVES["discard"].words, needed=True, send="作废", danger=True)
    return _done(request, pk, "discard", form, actions.discard, "本稿已作废。")


@require_POST
@allow(Permission.DRAFT_BULLETIN)
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    """印发."""
    form = StepForm(request.POST, label=MOVES["publish"].words, send="印发并写信")
    return _done(request, pk, "publish", form, actions.publish, "已印发，并写信给收文单位。")


@require_POST
@allow(Permission.ACKNOWLEDGE)
def acknowledge(request: HttpRequest, pk: int) -> HttpResponse:
    """签收 for one unit."""
    mine = Receipt.objects.filter(bulletin__in=Bulletin.objects.visible_to(request.user)).select_related("unit", "bulletin")
    receipt = get_object_or_404(mine, pk=pk)
    now = timezone.now()
    actions.acknowledge(receipt=receipt, on=timezone.localdate(now), now=now, by=request.user)
    messages.info(request, f"已签收：{receipt.unit}。")
    return redirect("bulletins:bulletin", pk=receipt.bulletin_id)


def _done(request: HttpRequest, pk: int, name: str, form: StepForm, act: Callable[..., object], said: str) -> HttpResponse:
    """The step, and the page again; with the form's faults where there are any."""
    one, now = found(request, pk), timezone.now()

    def do() -> None:
        words = {"version": form.cleaned_data["version"], "words": form.cleaned_data["words"]}
        act(bulletin=one, on=timezone.localdate(now), now=now, by=request.user, **words)

    if form.is_valid() and accepted(form, do):
        messages.info(request, said)
        return redirect("bulletins:bulletin", pk=pk)
    return show(request, one, {name: form})
