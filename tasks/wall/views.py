"""The wall, its two-minute page, and the list behind a number of a past day. All are only read."""

from dataclasses import replace
from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.access import allow
from accounts.roles import Permission
from tasks.items.paging import page
from tasks.wall import pages
from tasks.wall.drawn import drawn
from tasks.wall.forms import MattersForm, WallForm
from tasks.wall.listing import listed, rows
from tasks.wall.matrix import Shown
from tasks.wall.place import Place, place_of

REFRESH = 300  # seconds


@require_safe
@allow(Permission.READ_LISTS)
def wall(request: HttpRequest) -> HttpResponse:
    """挂图作战: units × themes with lights, of today or as of a past day; `?screen=1` without anything around it."""
    form = WallForm(request.GET, today=timezone.localdate())
    if not form.is_valid():
        return _odd(request, form)
    said = form.cleaned_data
    place, shown = _asked(request, form)
    common = _common(form, place, shown)
    made = drawn(_mark(form, place, shown), lambda: _draw(place, shown, common))
    context = common | made | {"stands_still": made["found"] and made["found"].stands_still(timezone.now())}
    answer = render(request, "wall/screen.html" if said["screen"] else "wall/wall.html", context)
    if said["screen"] and said["refresh"]:  # only who asked for it: a page that reloads takes the place of the focus away
        answer["Refresh"] = str(REFRESH)
    return answer


def _mark(form: WallForm, place: Place, shown: Shown) -> tuple | None:
    found = pages.mark(place, shown)
    return found and (*found, form.cleaned_data["all"])


def _draw(place: Place, shown: Shown, common: dict) -> dict:
    """What the wall shows, with its large parts as text: they are the same for everybody who may see the place."""
    made = pages.wall(place, shown)
    if made["found"] is None:
        return made
    parts = {"table": "wall/_matrix.html", "below": "wall/_below.html"}
    text = {name: render_to_string(template, common | made) for name, template in parts.items()}
    rest = {name: value for name, value in made.items() if name not in ("charts", "course", "moved")}
    return rest | text | {"matrix": replace(made["matrix"], groups=[])}  # what is text now need not be kept as cells


@require_safe
@allow(Permission.READ_LISTS)
def brief(request: HttpRequest) -> HttpResponse:
    """两分钟: what is stuck, where, whose, since when, what was done about it."""
    form = WallForm(request.GET, today=timezone.localdate())
    if not form.is_valid():
        return _odd(request, form)
    place, shown = _asked(request, form)
    return render(request, "wall/brief.html", _common(form, place, shown) | pages.brief(request.user, place, shown, timezone.now()))


@require_safe
@allow(Permission.READ_LISTS)
def matters(request: HttpRequest) -> HttpResponse:
    """What stands behind a number of a past day, each with the light of that day."""
    form = MattersForm(request.GET, today=timezone.localdate())
    if not form.is_valid():
        return _odd(request, form)
    place, shown = _asked(request, form)
    found = listed(request.user, place, shown.on, shown.today, form.cleaned_data)
    at = page(found, request.GET, order=("item__number", "id"))
    context = _common(form, place, shown) | {"rows": rows(at.rows, shown.on, shown.today), "chosen": form.cleaned_data}
    return render(request, "wall/matters.html", context | at.links)


def _asked(request: HttpRequest, form: WallForm) -> tuple[Place, Shown]:
    """The place and the day that the address names; a unit beyond one's reach does not exist."""
    said = form.cleaned_data
    place = place_of(request.user, said["unit"], said["on"])
    if place is None:
        raise Http404
    kept = {name: request.GET.get(name, "") for name in ("on", "unit", "open", "p", "rest", "screen", "refresh")}
    return place, Shown(said["on"], form.today, kept, said["open"], said["p"] or 1, said["rest"])


def _common(form: WallForm, place: Place, shown: Shown) -> dict:
    return {
        "form": form,
        "place": place,
        "up": pages.up(place, shown),
        "on": shown.on,
        "past": shown.on < form.today,
        "yesterday": _before(form.today),
        "shown": shown,
        "here": shown.address(screen="", refresh=""),
        "full": shown.address(screen="1"),
        "still": shown.address(refresh=""),
        "live": shown.address(refresh="1"),
        "every": shown.address(all="1"),
        "all_units": form.cleaned_data["all"],
        "others": shown.address(rest="1"),
        "firsts": shown.address(rest=""),
        "first_page": reverse("wall:wall"),
    }


def _before(today: date) -> str:
    return date.fromordinal(today.toordinal() - 1).isoformat()


def _odd(request: HttpRequest, form: WallForm) -> HttpResponse:
    """The sentence beside the field, what was typed kept."""
    nul = any("\0" in value for values in form.data.lists() for value in values[1])
    return render(request, "wall/wall.html", {"form": form, "first_page": reverse("wall:wall")}, status=400 if nul else 422)
