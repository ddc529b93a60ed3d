"""A unit's own duties: what is due, its year, one period, and the one sentence that says it was done."""

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.access import allow, may, posts_of
from accounts.conflict import Refused, accepted, posted
from accounts.models import Unit
from accounts.roles import Permission
from accounts.units.models import reach_covers
from tasks.days.queries import calendar
from tasks.duties import actions, queries
from tasks.duties.forms import DoneForm, ExcuseForm, YearForm
from tasks.duties.models import DutyEntry, DutyPeriod
from tasks.duties.rules.standing import standing
from tasks.items.models import sees_all


@require_safe
@allow(Permission.REPORT_PROGRESS)
def mine(request: HttpRequest) -> HttpResponse:
    """All that has begun in the units for which this person acts."""
    on = timezone.localdate()
    duties = queries.due_for(request.user, on, within=None)
    units = Unit.objects.reached_by(posts_of(request.user), Permission.REPORT_PROGRESS).current()
    units = units.filter(duty_periods__isnull=False).distinct()
    caution = calendar().caution(*(line.due_on for line in duties))
    return render(request, "duties/mine.html", {"duties": duties, "units": units, "on": on, "caution": caution})


@require_safe
@allow(Permission.READ_LISTS)
def unit(request: HttpRequest, pk: int) -> HttpResponse:
    """One unit's year."""
    within = Unit.objects.all() if sees_all(request.user) else Unit.objects.reached_by(posts_of(request.user))
    one = get_object_or_404(within, pk=pk)
    on = timezone.localdate()
    form = YearForm(request.GET)
    year = form.cleaned_data["year"] if form.is_valid() else on.year
    duties = queries.unit_year(one, year, on)
    caution = calendar().caution(*(row.due_on for duty in duties for row, _ in duty.periods))
    shown = {"unit": one, "year": year, "duties": duties, "on": on, "caution": caution}
    shown["may_report"] = may(request.user, Permission.REPORT_PROGRESS)
    return render(request, "duties/unit.html", shown)


@require_safe
@allow(Permission.READ_LISTS)
def period(request: HttpRequest, pk: int) -> HttpResponse:
    """One period with everything that was said of it."""
    return _page(request, get_object_or_404(_all(request.user), pk=pk))


def _all(user):
    return DutyPeriod.objects.visible_to(user).select_related("duty", "unit", "plan")


def _page(request: HttpRequest, one: DutyPeriod, **forms) -> HttpResponse:
    on = timezone.localdate()
    mine = reach_covers(posts_of(request.user), one.unit, Permission.REPORT_PROGRESS)
    cancels = reach_covers(posts_of(request.user), one.unit, Permission.CANCEL)
    shown = {
        "period": one,
        "light": standing(one.facts, on),
        "entries": one.entries.select_related("by", "checked_by").order_by("-id"),
        "may_say": mine and one.starts_on <= on and not one.excused_on,
        "may_excuse": cancels and not one.done_on and not one.excused_on,
        "excuse": ExcuseForm(initial={"version": one.version}),
        "caution": calendar().caution(one.due_on),
    }
    return render(request, "duties/period.html", shown | forms, status=422 if forms else 200)


@allow(Permission.REPORT_PROGRESS)
def done(request: HttpRequest, pk: int) -> HttpResponse:
    """Say in one sentence that it was done, and when."""
    one = get_object_or_404(DutyPeriod.objects.actable_by(request.user).select_related("duty", "unit", "plan"), pk=pk)
    on = timezone.localdate()
    form = DoneForm(posted(request), initial={"done_on": on, "version": one.version})
    if request.method == "POST" and form.is_valid() and accepted(form, lambda: _say(one, form.cleaned_data, on, request.user)):
        messages.info(request, f"已填报：{one.duty}（{one.label}），{form.cleaned_data['done_on']:%-m月%-d日}开展。")
        return redirect("duties:mine")
    shown = {"form": form, "period": one, "light": standing(one.facts, on), "caution": calendar().caution(one.due_on)}
    return render(request, "duties/done.html", shown, status=422 if form.errors else 200)


def _say(one: DutyPeriod, said: dict, on: date, by) -> DutyEntry:
    return actions.say_done(
        period=one, version=said["version"], done_on=said["done_on"], text=said["text"], on=on, now=timezone.now(), by=by
    )


@require_POST
@allow(Permission.CANCEL)
def excuse(request: HttpRequest, pk: int) -> HttpResponse:
    """本期不计, with a reason."""
    one = get_object_or_404(_all(request.user), pk=pk)
    form = ExcuseForm(request.POST)
    if not form.is_valid():
        if "version" in form.errors:
            raise Refused("页面已过期。请刷新后重试。")
        return _page(request, one, excuse=form)
    now, said = timezone.now(), form.cleaned_data
    on = timezone.localdate(now)
    actions.excuse(period=one, version=said["version"], reason=said["reason"], on=on, now=now, by=request.user)
    messages.info(request, f"{one.label}已不计。")
    return redirect("duties:period", pk=pk)
