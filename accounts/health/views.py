"""Health for machines (ok or degraded, nothing else) and for the system administrator (in words)."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.access import allow
from accounts.health import metrics as gauges
from accounts.health import queries
from accounts.roles import Permission


@login_not_required
@never_cache
@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """200 or 503. The details only to a monitor that shows the HEALTH_TOKEN of the environment."""
    found = queries.checks(timezone.now())
    well = queries.is_well(found)
    said: dict = {"state": "ok" if well else "degraded"}
    if _is_the_monitor(request):
        said["checks"] = [{"name": check.name, "ok": check.ok, "words": check.words} for check in found]
    return JsonResponse(said, status=200 if well else 503, json_dumps_params={"ensure_ascii": False})


@login_not_required
@never_cache
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Gauges for Prometheus; whoever does not show the HEALTH_TOKEN finds nothing here."""
    if not _is_the_monitor(request):
        raise Http404
    return HttpResponse(gauges.text(timezone.now()), content_type="text/plain; version=0.0.4; charset=utf-8")


def _is_the_monitor(request: HttpRequest) -> bool:
    shown = request.headers.get("Authorization", "").removeprefix("Bearer ")
    return bool(settings.HEALTH_TOKEN) and constant_time_compare(shown, settings.HEALTH_TOKEN)


@require_safe
@allow(Permission.MANAGE_PEOPLE)
def running(request: HttpRequest) -> HttpResponse:
    """运行情况: every check in words."""
    found = queries.checks(timezone.now())
    return render(request, "health/running.html", {"checks": found, "well": queries.is_well(found)})
