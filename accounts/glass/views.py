"""应急授权: every one there was, for those who watch each other; an open one can be ended at once."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.access import allow
from accounts.glass import actions, queries
from accounts.glass.models import BrokenGlass
from accounts.roles import Permission

AT_ONCE = 50


@require_safe
@allow(Permission.MANAGE_RIGHTS, Permission.READ_TRAIL)
def glasses(request: HttpRequest) -> HttpResponse:
    """The newest fifty: in ten years nobody should see a second page."""
    found = BrokenGlass.objects.select_related("user", "ended_by")[:AT_ONCE]
    now = timezone.now()
    rows = [(glass, glass.lives(now), queries.acts_of(glass)) for glass in found]
    return render(request, "accounts/glasses.html", {"rows": rows})


@require_POST
@allow(Permission.MANAGE_RIGHTS, Permission.READ_TRAIL)
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """提前结束."""
    glass = actions.end(glass=get_object_or_404(BrokenGlass, pk=pk), now=timezone.now(), by=request.user)
    messages.info(request, f"已结束{glass.user}的应急授权。")
    return redirect("home" if glass.user == request.user else "accounts:glasses")
