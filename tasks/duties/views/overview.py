"""How all units stand: units × duties."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.access import allow, may
from accounts.roles import Permission
from tasks.days.queries import calendar
from tasks.duties import queries
from tasks.duties.forms import BoardForm
from tasks.duties.states import RHYTHMS


@require_safe
@allow(Permission.OVERSEE)
def overview(request: HttpRequest) -> HttpResponse:
    """The board, narrowed by what the address says."""
    on = timezone.localdate()
    form = BoardForm(request.GET)
    said = form.cleaned_data if form.is_valid() else {}
    rhythm, kind, missing = said.get("rhythm", ""), said.get("kind", ""), bool(said.get("missing"))
    board = queries.board(on, rhythm=rhythm, kind=kind, after=said.get("after", ""), only_missing=missing)
    shown = {
        "board": board,
        "on": on,
        "form": form,
        "kinds": form.fields["kind"].choices,
        "kind": kind,
        "rhythm": rhythm,
        "missing": missing,
        "chips": _chips(request, rhythm, missing, board.missing),
        "next": _address(request, after=board.next) if board.next else "",
        "first": _address(request, after="") if said.get("after") else "",
        "caution": calendar().caution(on),
        "may_check": may(request.user, Permission.APPROVE),
    }
    return render(request, "duties/overview.html", shown)


def _chips(request: HttpRequest, rhythm: str, missing: bool, count: int) -> list[dict]:
    """One chip for each rhythm, and one for the units that lack something."""
    chips = [{"label": "全部频次", "href": _address(request, rhythm="", after=""), "active": not rhythm}]
    chips += [{"label": name, "href": _address(request, rhythm=r, after=""), "active": rhythm == r} for r, name in RHYTHMS]
    only = {"label": f"只看有缺的单位（缺{count}处）", "href": _address(request, missing="" if missing else "1", after="")}
    return [*chips, only | {"active": missing}]


def _address(request: HttpRequest, **values: str) -> str:
    """This page's address with some parameters replaced; empty ones fall away."""
    query = request.GET.copy()
    for name, value in values.items():
        query[name] = value
        if not value:
            del query[name]
    return f"?{query.urlencode()}"
