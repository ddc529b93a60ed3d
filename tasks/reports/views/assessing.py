"""The assessment report as page, Word, Excel and PDF (read only)."""

from urllib.parse import urlencode
from wsgiref.util import FileWrapper

from django.conf import settings
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.access import allow
from accounts.roles import Permission
from tasks.reports import exporting, making, queries
from tasks.reports.bars import SEGMENTS
from tasks.reports.views import sending

AT_ONCE = 64 * 1024


@require_safe
@never_cache
@allow(Permission.READ_REPORT)
def assessment(request: HttpRequest, pk: int) -> HttpResponse:
    """The report as a page; ?list= and ?unit= choose. A large one is gathered by the worker, and shown as of that moment until ?again=1."""
    chosen = sending.chosen_in(request.GET)
    size = making.KINDS[making.PAGE].size(request.user, pk, chosen)
    if size > settings.ROWS_IN_A_REQUEST[making.PAGE]:
        return _gathered(request, pk, chosen, size)
    cycle, listed, unit, report = making.report(request.user, pk, request.GET, timezone.localtime())
    shown = {
        "cycle": cycle,
        "report": report,
        "segments": SEGMENTS,
        "chosen": "?" + urlencode(chosen),
        "list": listed,
        "unit": unit,
        "lists": queries.lists_for(request.user, cycle),
        "units": queries.units_for(request.user, listed) if listed else [],
    }
    return render(request, "reports/assessment.html", shown)


def _gathered(request: HttpRequest, pk: int, chosen: dict[str, str], size: int) -> HttpResponse:
    """What the worker gathered last for this reader, or the button that asks it to."""
    ready = None if "again" in request.GET else exporting.newest(kind=making.PAGE, about=pk, chosen=chosen, by=request.user)
    if ready is None:
        shown = {"kind": making.PAGE, "about": pk, "chosen": chosen, "size": size}
        return render(request, "reports/heavy.html", shown)
    # A page that we made, though it lies in a file: what goes out as a file is sealed and would lose its styles (accounts.files.downloads).
    return StreamingHttpResponse(FileWrapper(ready.file.open("rb"), AT_ONCE), content_type="text/html; charset=utf-8")


@require_safe
@allow(Permission.READ_REPORT)
def assessment_file(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """The same report as a file: Word, Excel or PDF."""
    return sending.made(request, kind, pk)
