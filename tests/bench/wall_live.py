"""The limit: the same wall, with the same template, counted from all assignments at each visit."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import path
from django.utils import timezone

from config.urls import urlpatterns as real
from tasks.wall import pages
from tasks.wall.forms import WallForm
from tasks.wall.matrix import Shown
from tasks.wall.place import place_of
from tasks.wall.queries import counted_now


def live(request: HttpRequest) -> HttpResponse:
    """Today's wall without figures counted ahead."""
    today = timezone.localdate()
    place, shown = place_of(request.user, None, today), Shown(today, today, {})
    found = counted_now(today, today)
    form = WallForm({}, today=today)
    form.is_valid()
    context = pages.of_figures(place, shown, found) | {"form": form, "place": place, "on": today, "shown": shown}
    context |= {name: render_to_string(f"wall/_{part}.html", context) for name, part in (("table", "matrix"), ("below", "below"))}
    return render(request, "wall/wall.html", context)


urlpatterns = [path("live/", live, name="live"), *real]
