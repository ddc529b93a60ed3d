"""Acts on many matters: say what, see what will happen, do it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts.access import allow
from accounts.conflict import Refused
from accounts.roles import Permission
from tasks.desk import bulk as many
from tasks.desk.bulk_forms import FORMS, LABELS, PickForm

NAMED = 5


@require_POST
@allow(Permission.SUPERVISE)
def bulk(request: HttpRequest) -> HttpResponse:
    """The picked matters, what the act needs to know, and once that is said: what will happen and what is refused, and why."""
    pick = _pick(request)
    on, now = timezone.localdate(), timezone.now()
    picked = many.read(pick["picked"]) if pick["picked"] else _chosen(request, pick, on)
    form = FORMS[pick["act"]](request.POST if pick["picked"] or not FORMS[pick["act"]].asks else None)
    outcomes = None
    if form.is_bound and form.is_valid():
        outcomes = many.rehearse(picked=picked, act=pick["act"], said=form.cleaned_data, on=on, now=now, by=request.user)
    shown = {"form": form, "act": pick["act"], "label": LABELS[pick["act"]], "query": pick["query"], "count": len(picked)}
    shown |= {"picked": many.written(picked), **_sorted(outcomes)}
    return render(request, "desk/bulk.html", shown, status=422 if form.errors else 200)


@require_POST
@allow(Permission.SUPERVISE)
def carry_out(request: HttpRequest) -> HttpResponse:
    """Do it, with the matters as they were shown."""
    pick = _pick(request)
    form = FORMS[pick["act"]](request.POST)
    if not form.is_valid():
        return bulk(request)
    on, now = timezone.localdate(), timezone.now()
    outcomes = many.carry_out(
        picked=many.read(pick["picked"]), act=pick["act"], said=form.cleaned_data, on=on, now=now, by=request.user
    )
    _tell(request, LABELS[pick["act"]], _sorted(outcomes))
    return redirect(f"{reverse('desk:matters')}{'?' if pick['query'] else ''}{pick['query']}")


def _pick(request: HttpRequest) -> dict:
    form = PickForm(request.POST)
    if not form.is_valid():
        raise Refused("页面已过期，或没有选择要办什么。请回到事项总表重新选择。")
    return form.cleaned_data


def _chosen(request: HttpRequest, pick: dict, on) -> list[tuple[int, int]]:
    if pick["scope"] == "all":
        return many.of_filter(request.user, pick["query"], on)
    return many.of_picks(request.user, request.POST.getlist("pick"))


def _sorted(outcomes: list[many.Outcome] | None) -> dict:
    """What will be done and what will not."""
    if outcomes is None:
        return {}
    return {"done": [o for o in outcomes if not o.refused], "refused": [o for o in outcomes if o.refused]}


def _tell(request: HttpRequest, label: str, found: dict) -> None:
    """How many were done; how many not, and why for the first of them."""
    if found["done"]:
        messages.info(request, f"已{label}：{len(found['done'])} 项。")
    if found["refused"]:
        named = "；".join(f"{o.assignment}（{o.refused.rstrip('。')}）" for o in found["refused"][:NAMED])
        messages.warning(request, f"{len(found['refused'])} 项没有办：{named}{'等' if len(found['refused']) > NAMED else ''}。")
