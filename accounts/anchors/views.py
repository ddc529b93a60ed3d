"""The anchors on a page: to be printed, signed and put into the safe."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.access import allow
from accounts.roles import Permission
from accounts.trail import anchors
from accounts.trail.standalone import read_head

AT_ONCE = 31


@require_safe
@allow(Permission.READ_TRAIL)
def anchored(request: HttpRequest) -> HttpResponse:
    """Newest first, a month on a page."""
    page = Paginator(anchors.lines()[::-1], AT_ONCE).get_page(request.GET.get("page"))
    shown = {"rows": [_told(line) for line in page], "page": page, "key": anchors.public_key(), "file": anchors.FILE}
    return render(request, "anchors/anchors.html", shown)


def _told(line: bytes) -> dict | None:
    """What an anchor says; None when it cannot be read."""
    try:
        return read_head(line, "")
    except ValueError:
        return None
