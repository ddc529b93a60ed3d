"""分管: who is in charge of what, from when to when; kept by the office."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.access import allow
from accounts.conflict import accepted, posted
from accounts.models import Portfolio
from accounts.roles import Permission, Role
from accounts.units.inputs import EndForm
from accounts.units.models import not_ended
from tasks.dual_responsibility import actions
from tasks.dual_responsibility.forms import ChargeForm, PassForm
from tasks.dual_responsibility.queries import charge, portfolios
from tasks.dual_responsibility.queries.fields import KNOWN
from tasks.items.paging import page


@require_safe
@allow(Permission.KEEP_PORTFOLIOS)
def portfolio(request: HttpRequest) -> HttpResponse:
    """All leaders with their lines: what runs, what is to come, what has ended this year."""
    on = timezone.localdate()
    at = page(charge.leaders(request.user, on), request.GET, order=("unit__path", "id"))
    return render(request, "dual/portfolios.html", {"rows": portfolios.rows(at.rows, on), "on": on} | at.links)


@allow(Permission.KEEP_PORTFOLIOS)
def give(request: HttpRequest, pk: int) -> HttpResponse:
    """增加分管."""
    on = timezone.localdate()
    post = get_object_or_404(charge.leaders(request.user, on), pk=pk)
    form = ChargeForm(posted(request), to_post=post, initial={"valid_from": on})

    def act() -> str:
        line = actions.give_charge(to_post=post, by=request.user, **form.cleaned_data, **_moment())
        return f"已明确分管：{post}，{line.what}。"

    return _page(request, form, act, f"增加分管：{post}")


@allow(Permission.KEEP_PORTFOLIOS)
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """不再分管, from the day after on."""
    line, on = _line(pk), timezone.localdate()
    form = EndForm(posted(request), initial={"on": on}, send="不再分管", help_text="该日为分管的最后一日。")

    def act() -> str:
        actions.end_charge(line=line, until=form.cleaned_data["on"], on=on, by=request.user)
        return f"{line.post}分管“{line.what}”到{form.cleaned_data['on']:%Y年%-m月%-d日}止。"

    return _page(request, form, act, f"不再分管：{line.post}，{line.what}")


@allow(Permission.KEEP_PORTFOLIOS)
def pass_on(request: HttpRequest, pk: int) -> HttpResponse:
    """移交 to a colleague."""
    line, on = _line(pk), timezone.localdate()
    others = charge.leaders(request.user, on).exclude(pk=line.post_id)
    of_unit = {"unit": line.post.unit_id, "role__in": [Role.UNIT_SECRETARY, Role.UNIT_LEADER]}
    others = others.filter(**of_unit) if line.field else others.filter(role=line.post.role)
    form = PassForm(posted(request), posts=others, initial={"starting": on})

    def act() -> str:
        said = form.cleaned_data
        actions.pass_charge(line=line, to=said["to"], starting=said["starting"], by=request.user, **_moment())
        return f"“{line.what}”自{said['starting']:%Y年%-m月%-d日}起由{said['to']}分管。"

    return _page(request, form, act, f"移交分管：{line.post}，{line.what}")


def _line(pk: int) -> Portfolio:
    """A line that has not ended yet."""
    found = Portfolio.objects.filter(not_ended(timezone.localdate())).select_related("post__user", "post__unit", "unit")
    return get_object_or_404(found, pk=pk)


def _moment() -> dict:
    now = timezone.now()
    return {"on": timezone.localdate(now), "now": now}


def _page(request: HttpRequest, form, act: Callable[[], str], heading: str) -> HttpResponse:
    """One form: do, say it, and go back; or show what was refused."""
    said: list[str] = []
    if form.is_valid() and accepted(form, lambda: said.append(act())):
        messages.info(request, said[0])
        return redirect("dual:portfolios")
    shown = {"form": form, "heading": heading, "fields": KNOWN}
    return render(request, "dual/charge.html", shown, status=422 if form.errors else 200)
