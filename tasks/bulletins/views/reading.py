"""The list of 通报 and the page of one."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.access import allow, may
from accounts.roles import Permission
from tasks.bulletins import queries
from tasks.bulletins.models import Receipt
from tasks.bulletins.states import BulletinState
from tasks.bulletins.views.page import found, show
from tasks.items.paging import address, page


@require_safe
@allow(Permission.READ_LISTS)
def bulletins(request: HttpRequest) -> HttpResponse:
    """All within reach, newest first; the office sees the year's plan and who has not signed."""
    works, state = may(request.user, Permission.DRAFT_BULLETIN), request.GET.get("state", "")
    rows = queries.bulletins(request.user)
    if state in BulletinState.values:
        rows = rows.filter(state=state)
    at = page(rows, request.GET, order=("-id",))
    mine = Receipt.objects.own(request.user).filter(bulletin__in=[one.pk for one in at.rows])
    own = dict(mine.values_list("bulletin", "acknowledged_on"))
    chips = [{"label": "全部", "href": address(request.GET, state=""), "active": state not in BulletinState.values}]
    chips += [{"label": s.label, "href": address(request.GET, state=s.value), "active": state == s} for s in BulletinState]
    shown = {
        "rows": [(one, one.pk in own, own.get(one.pk)) for one in at.rows],
        "works": works,
        "reads_all": works or may(request.user, Permission.APPROVE_BULLETIN),
        "assesses": may(request.user, Permission.ASSESS),
        "plan": queries.plan(timezone.localdate()) if works else None,
        "chips": chips if works else [],
        "filtered": state in BulletinState.values,
    }
    return render(request, "bulletins/bulletins.html", shown | at.links)


@require_safe
@never_cache
@allow(Permission.READ_LISTS)
def bulletin(request: HttpRequest, pk: int) -> HttpResponse:
    """One 通报."""
    return show(request, found(request, pk))
