"""Views as they must not be, each with one fault: the guard has to find them."""

import io
from collections.abc import Callable
from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import include, path
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import allow
from accounts.conflict import Refused
from accounts.models import Unit
from accounts.roles import Permission
from config.urls import urlpatterns as real
from tasks.items.models import Assignment

UNIT_ONLY = allow(Permission.ACKNOWLEDGE)


def _write() -> None:
    """Change a business row and tell nobody."""
    Unit.objects.update(order=7)


@require_safe
@UNIT_ONLY
def peep(request: HttpRequest, pk: int) -> HttpResponse:
    """Show another unit's assignment."""
    return HttpResponse(str(get_object_or_404(Assignment, pk=pk)))


@require_POST
@UNIT_ONLY
def conflict(request: HttpRequest, pk: int) -> HttpResponse:
    """Tell that another unit's assignment exists."""
    raise Refused(str(get_object_or_404(Assignment, pk=pk)))


@require_safe
@login_not_required
def open_(request: HttpRequest) -> HttpResponse:
    """No sign-in needed."""
    return HttpResponse("")


@require_safe
def lax(request: HttpRequest) -> HttpResponse:
    """No coat: any account will do."""
    return HttpResponse("")


@require_POST
def late(request: HttpRequest) -> HttpResponse:
    """Write first, refuse afterwards."""
    _write()
    return HttpResponse("", status=403)


@UNIT_ONLY
def writes_on_get(request: HttpRequest) -> HttpResponse:
    """A visit that writes."""
    _write()
    return HttpResponse("")


@UNIT_ONLY
def untrailed(request: HttpRequest) -> HttpResponse:
    """An act without a trail row."""
    if request.method == "POST":
        _write()
    return HttpResponse("")


@UNIT_ONLY
def idle(request: HttpRequest) -> HttpResponse:
    """An act that does nothing."""
    return HttpResponse("")


@require_safe
@UNIT_ONLY
def breaks(request: HttpRequest) -> HttpResponse:
    """An error."""
    return HttpResponse(str(1 / 0))


@require_safe
@UNIT_ONLY
def inline(request: HttpRequest) -> FileResponse:
    """Hand out a file that a browser would open in the site's name."""
    return FileResponse(io.BytesIO(b"<script>"), content_type="text/html")


@require_http_methods(["GET", "HEAD", "PUT"])
@UNIT_ONLY
def put(request: HttpRequest) -> HttpResponse:
    """Writes where nobody looks."""
    if request.method == "PUT":
        _write()
        return HttpResponse("", status=400)
    return HttpResponse("")


@require_safe
@UNIT_ONLY
def part(request: HttpRequest, pk: int) -> HttpResponse:
    """The whole page looks whose it is, the part does not."""
    mine = Assignment.objects.all() if _by_htmx(request) else Assignment.objects.visible_to(request.user)
    return HttpResponse(str(get_object_or_404(mine, pk=pk)))


def _by_htmx(request: HttpRequest) -> bool:
    """Found through what the view calls."""
    return bool(request.htmx)


def _known_first(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    @wraps(view)
    def looked(request: HttpRequest, pk: int) -> HttpResponse:
        if Assignment.objects.visible_to(request.user).filter(pk=pk).exists():
            return view(request, pk=pk)
        return HttpResponse(str(get_object_or_404(Assignment, pk=pk)))

    return looked


@_known_first
@require_POST
@UNIT_ONLY
def hasty(request: HttpRequest, pk: int) -> HttpResponse:
    """The object is looked at before the method is refused."""
    return HttpResponse("")


leaking = [
    path("peep/<int:pk>/", peep, name="peep"),
    path("conflict/<int:pk>/", conflict, name="conflict"),
    path("open/", open_, name="open"),
    path("lax/", lax, name="lax"),
    path("late/", late, name="late"),
    path("get/", writes_on_get, name="writes_on_get"),
    path("untrailed/", untrailed, name="untrailed"),
    path("idle/", idle, name="idle"),
    path("breaks/", breaks, name="breaks"),
    path("inline/", inline, name="inline"),
    path("put/", put, name="put"),
    path("part/<int:pk>/", part, name="part"),
    path("hasty/<int:pk>/", hasty, name="hasty"),
]
NAMES = [f"leak:{pattern.name}" for pattern in leaking]
urlpatterns = [path("leak/", include((leaking, "leak"))), path("nameless/", idle), *real]
