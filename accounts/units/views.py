"""The tree of units, and one unit with its posts."""

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.access import allow
from accounts.conflict import accepted, posted
from accounts.roles import Permission
from accounts.units import actions, queries
from accounts.units.forms import UnitForm
from accounts.units.inputs import EndForm
from accounts.units.models import Unit


@require_safe
@allow(Permission.MANAGE_PEOPLE)
def units(request: HttpRequest) -> HttpResponse:
    """The whole tree; dissolved units on request."""
    dissolved = request.GET.get("dissolved") == "1"
    tree = queries.tree(timezone.localdate(), dissolved=dissolved)
    gone = Unit.objects.exclude(dissolved_on=None).count()
    return render(request, "accounts/units.html", {"tree": tree, "dissolved": dissolved, "gone": gone})


@allow(Permission.MANAGE_PEOPLE)
def unit_new(request: HttpRequest) -> HttpResponse:
    """设立单位, below another one."""
    form = UnitForm(posted(request), initial={"parent": request.GET.get("parent")}, send="设立单位")
    if request.method == "POST" and form.is_valid() and accepted(form, lambda: _create(form.cleaned_data, request.user)):
        messages.info(request, f"已设立：{form.cleaned_data['name']}。")
        return redirect("accounts:units")
    shown = {"form": form, "title": "设立单位", "back": "accounts:units"}
    return render(request, "accounts/form.html", shown, status=422 if form.errors else 200)


@require_safe
@allow(Permission.MANAGE_PEOPLE)
def unit(request: HttpRequest, pk: int) -> HttpResponse:
    """One unit: who is in it, what is below it, and its dated past."""
    one = get_object_or_404(Unit.objects.select_related("parent"), pk=pk)
    present, past = queries.staff(one, timezone.localdate())
    below = one.children.order_by("path")
    return render(request, "accounts/unit.html", {"unit": one, "present": present, "past": past, "below": below})


@allow(Permission.MANAGE_PEOPLE)
def unit_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Rename, change the kind, put under another unit."""
    one = get_object_or_404(Unit, pk=pk)
    initial = {name: getattr(one, name) for name in ("name", "short_name", "kind", "version")} | {"parent": one.parent_id}
    form = UnitForm(posted(request), initial=initial)
    form.fields["parent"].queryset = Unit.objects.current().exclude(pk=pk)
    if request.method == "POST" and form.is_valid() and accepted(form, lambda: _amend(one, form.cleaned_data, request.user)):
        messages.info(request, f"已保存：{form.cleaned_data['name']}。")
        return redirect("accounts:unit", pk=pk)
    shown = {"form": form, "title": f"修改单位：{one}", "back": "accounts:unit", "pk": pk}
    return render(request, "accounts/form.html", shown, status=422 if form.errors else 200)


@allow(Permission.MANAGE_PEOPLE)
def unit_dissolve(request: HttpRequest, pk: int) -> HttpResponse:
    """撤销, after saying what ends with it."""
    one = get_object_or_404(Unit, pk=pk)
    today = timezone.localdate()
    note = "该日为单位存续的最后一日；在任岗位同日离任，历史记录保留。"
    form = EndForm(posted(request), initial={"on": today}, send="撤销单位", label="撤销日期", help_text=note)
    if (
        request.method == "POST"
        and form.is_valid()
        and accepted(form, lambda: _dissolve(one, form.cleaned_data["on"], request.user))
    ):
        messages.info(request, f"已撤销：{one}。")
        return redirect("accounts:unit", pk=pk)
    shown = {"form": form, "title": f"撤销单位：{one}", "back": "accounts:unit", "pk": pk}
    return render(request, "accounts/form.html", shown, status=422 if form.errors else 200)


def _create(said: dict, by) -> Unit:
    names = {name: said[name] for name in ("name", "kind", "parent", "short_name")}
    return actions.create_unit(by=by, **names)


def _amend(one: Unit, said: dict, by) -> None:
    """Name and place are two acts with a trail row each."""
    fresh = actions.amend_unit(unit=one, version=said["version"] or 0, values=said, by=by)
    actions.move_unit(unit=fresh, parent=said["parent"], by=by)


def _dissolve(one: Unit, on: date, by) -> Unit:
    return actions.dissolve(unit=one, on=on, by=by)
