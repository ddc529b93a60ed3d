"""The assessment report as page, Word, Excel and PDF (read only)."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.access import allow
from accounts.roles import Permission
from tasks.reports import making, queries
from tasks.reports.bars import SEGMENTS
from tasks.reports.views import sending


@require_safe
@never_cache
@allow(Permission.READ_REPORT)
def assessment(request: HttpRequest, pk: int) -> HttpResponse:
    """The report as a page; ?list= and ?unit= choose."""
    cycle, listed, unit, report = making.report(request.user, pk, request.GET, timezone.localtime())
    shown = {
        "cycle": cycle,
        "report": report,
        "segments": SEGMENTS,
        "chosen": "?" + urlencode(sending.chosen_in(request.GET)),
        "list": listed,
        "unit": unit,
        "lists": queries.lists_for(request.user, cycle),
        "units": queries.units_for(request.user, listed) if listed else [],
    }
    return render(request, "reports/assessment.html", shown)


@require_safe
@allow(Permission.READ_REPORT)
def assessment_file(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """The same report as a file: Word, Excel or PDF."""
    return sending.made(request, kind, pk)
