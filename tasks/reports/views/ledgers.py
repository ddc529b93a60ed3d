"""整改台账 and 结果运用 as files."""

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.access import allow, may
from accounts.roles import Permission
from tasks.rectification import ledger
from tasks.reports import results_docx
from tasks.reports.views.sending import made, sent
from tasks.results import queries as uses


@require_safe
@allow(Permission.READ_LISTS)
def rectification(request: HttpRequest, kind: str) -> HttpResponse:
    """整改台账 under this address, as Excel or Word; a filter that makes no sense is told on the page itself."""
    if not ledger.sensible(request.user, request.GET):
        return redirect(f"{reverse('rectification:ledger')}?{request.GET.urlencode()}")
    return made(request, kind, 0, {"query": request.GET.urlencode()})


@require_safe
@allow(Permission.READ_RESULT_USE)
def results(request: HttpRequest, year: int) -> FileResponse:
    """结果运用情况 of a year as Word: what this person may read of it."""
    if year not in uses.years(request.user, timezone.localdate()):
        raise Http404
    scope = settings.OFFICE_NAME if may(request.user, Permission.OVERSEE) else "本单位"
    return sent(results_docx.render(uses.of_year(request.user, year), scope), results_docx.title_of(year), "docx")
