"""The table of days: a year as a small calendar, and one day of it."""

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.access import allow, may
from accounts.conflict import accepted, posted
from accounts.roles import Permission
from tasks.days import actions, queries
from tasks.days.calendar import in_package, official
from tasks.days.forms import DayForm, DeclareForm, YearForm
from tasks.days.models import CalendarYear, Day
from tasks.days.states import FIRST_YEAR, LAST_YEAR, Said, in_range


@require_safe
@allow(Permission.READ_LISTS)
def year(request: HttpRequest) -> HttpResponse:
    """One year: what is off, what is worked, and whether the official arrangement is known."""
    shown = _year(request)
    standing = CalendarYear.objects.filter(year=shown).values_list("notice", flat=True).first()
    form = DeclareForm(action=reverse("days:declare", args=[shown]), initial={"based_on": standing or ""})
    return _page(request, shown, form)


def _year(request: HttpRequest) -> int:
    form = YearForm(request.GET)
    return form.cleaned_data["year"] if form.is_valid() else timezone.localdate().year


def _page(request: HttpRequest, shown: int, form: DeclareForm) -> HttpResponse:
    days = queries.calendar()
    context = {
        "year": shown,
        "months": queries.year_view(shown, days, official(shown)),
        "caution": days.caution(date(shown, 1, 1)),
        "declared": CalendarYear.objects.filter(year=shown).first(),
        "before": shown - 1 if shown > FIRST_YEAR else None,
        "after": shown + 1 if shown < LAST_YEAR else None,
        "can_take_over": in_package(shown),
        "may_change": may(request.user, Permission.SET_POLICY),
        "form": form,
        "today": timezone.localdate(),
    }
    return render(request, "days/year.html", context, status=422 if form.errors else 200)


@allow(Permission.SET_POLICY)
def day(request: HttpRequest, on: date) -> HttpResponse:
    """Change one day, with a reason."""
    if not in_range(on):
        raise Http404
    row = Day.objects.filter(on=on).first()
    now = Said.of(row.working if row else None)
    initial = {"said": now, "name": row.name if row else official(on.year).get(on, (None, ""))[1], "based_on": now}
    form = DayForm(posted(request), initial=initial)
    if request.method == "POST" and form.is_valid() and accepted(form, lambda: _set(on, form.cleaned_data, request.user)):
        messages.info(request, f"已保存：{on:%Y年%-m月%-d日}，{Said(form.cleaned_data['said']).label}。")
        return redirect(_address(on.year))
    shown = {"form": form, "on": on, "working": queries.calendar().is_workday(on), "back": _address(on.year)}
    return render(request, "days/day.html", shown, status=422 if form.errors else 200)


def _set(on: date, said: dict, by) -> Day | None:
    word, shown = Said(said["said"]), Said(said["based_on"])
    return actions.set_day(on=on, said=word, name=said["name"], reason=said["reason"], based_on=shown, now=timezone.now(), by=by)


@require_POST
@allow(Permission.SET_POLICY)
def take_over(request: HttpRequest, year: int) -> HttpResponse:
    """Import a published year."""
    count = actions.take_over(year=year, now=timezone.now(), by=request.user)
    messages.info(request, f"已导入{year}年放假安排，新增{count}天；此前自行设定的日期保持不变。")
    return redirect(_address(year))


@require_POST
@allow(Permission.SET_POLICY)
def declare(request: HttpRequest, year: int) -> HttpResponse:
    """A year has been entered in full."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Http404
    form = DeclareForm(request.POST, action=request.path)
    if form.is_valid() and accepted(form, lambda: _declare(year, form.cleaned_data, request.user)):
        messages.info(request, f"{year}年放假安排已录齐，工作日不再按周末推算。")
        return redirect(_address(year))
    return _page(request, year, form)


def _declare(year: int, said: dict, by) -> CalendarYear:
    return actions.declare(year=year, notice=said["notice"], based_on=said["based_on"], now=timezone.now(), by=by)


def _address(year: int) -> str:
    return f"{reverse('days:year')}?year={year}"
