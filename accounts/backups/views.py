"""备份与演练: the last runs, for the system administrator."""

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.access import allow
from accounts.backups.models import Run
from accounts.roles import Permission

A_PAGE = 30


@require_safe
@allow(Permission.MANAGE_PEOPLE)
def listed(request: HttpRequest) -> HttpResponse:
    """Newest first, page by page."""
    page = Paginator(Run.objects.order_by("-id"), A_PAGE).get_page(request.GET.get("page"))
    return render(request, "backups/runs.html", {"page": page, "folder": settings.BACKUP_DIR, "sealed": bool(settings.BACKUP_KEY)})
