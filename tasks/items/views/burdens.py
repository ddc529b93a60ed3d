"""减负: what a list will cost, what lists have cost, and the office's limit."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.access import allow, may
from accounts.conflict import accepted
from accounts.roles import Permission
from tasks.items import actions, queries, relief
from tasks.items.forms import BudgetForm
from tasks.items.weighing import budget_on, weigh

SHOWN = 60


@require_safe
@allow(Permission.DRAW_UP)
def weight(request: HttpRequest, pk: int) -> HttpResponse:
    """Reports by unit and month, clashes and near-duplicates of a draft, beside what already runs."""
    one = get_object_or_404(queries.lists(request.user), pk=pk)
    weighed = weigh(one, timezone.localdate())
    months = weighed.months[:12]
    heaviest = sorted(weighed.loads.values(), key=lambda load: (-load.worst()[1], load.unit))
    rows = [
        (weighed.units[load.unit], [(load.running[m], load.new[m], load.total(m)) for m in months])
        for load in heaviest[:SHOWN]
        if load.new
    ]
    clashes = [(weighed.units[clash.unit], clash) for clash in weighed.clashes[:SHOWN]]
    shown = {"list": one, "weight": weighed, "months": months, "rows": rows, "clashes": clashes}
    return render(request, "items/weight.html", shown | {"more": max(0, len(weighed.loads) - SHOWN)})


@require_safe
@allow(Permission.OVERSEE)
def burden(request: HttpRequest) -> HttpResponse:
    """减负 month by month, the lists with what they cost, and the limit."""
    return render(request, "items/burden.html", _page(request))


@require_POST
@allow(Permission.SET_POLICY)
def budget(request: HttpRequest) -> HttpResponse:
    """A new version of the limit."""
    form, now = BudgetForm(request.POST), timezone.now()

    def act() -> None:
        actions.set_budget(on=timezone.localdate(now), now=now, by=request.user, **form.cleaned_data)
        messages.info(request, "已设定报送上限。")

    if form.is_valid() and accepted(form, act):
        return redirect("items:burden")
    return render(request, "items/burden.html", _page(request) | {"form": form}, status=422)


def _page(request: HttpRequest) -> dict:
    today = timezone.localdate()
    limit = budget_on(today)
    shown = {
        "months": relief.months(request.user, today),
        "checks": relief.checks(),
        "limit": limit,
        "coming": relief.coming(today),
    }
    shown["can_answer"] = may(request.user, Permission.SUPERVISE)
    if may(request.user, Permission.SET_POLICY):
        first = {"per_month": limit.per_month, "in_a_week": limit.in_a_week, "valid_from": today}
        shown["form"] = BudgetForm(initial=first | {"based_on": relief.newest_version()})
    return shown
