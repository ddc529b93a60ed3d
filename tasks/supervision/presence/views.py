"""The exception view for whoever oversees, and everybody's own record."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.access import allow, posts_of
from accounts.roles import Permission
from tasks.items.paging import address, page
from tasks.supervision.periods import choices, chosen
from tasks.supervision.presence import queries
from tasks.supervision.presence.rules import NEW_DAYS, WHAT

EXPLAINED = {"new_days": NEW_DAYS, "what": WHAT}


@require_safe
@allow(Permission.OVERSEE)
def overview(request: HttpRequest) -> HttpResponse:
    """Who has no record of personal acts in the period; on request everybody, by unit."""
    on, everybody = timezone.localdate(), request.GET.get("all") == "1"
    span = chosen(request.GET, on)
    posts = queries.posts(span, on)
    missing = queries.without(posts, span, on)
    at = page(posts if everybody else missing, request.GET, order=("unit__path", "id"))
    counts = (missing.count(), posts.count())
    which = [
        {"label": f"没有记录 {counts[0]}", "href": address(request.GET, all=""), "active": not everybody},
        {"label": f"全部 {counts[1]}", "href": address(request.GET, all="1"), "active": everybody},
    ]
    shown = {"records": queries.records(at.rows, span, on), "span": span, "which": which, "everybody": everybody}
    shown["chips"] = choices(span, on, all="1" if everybody else "")
    return render(request, "supervision/presence.html", shown | EXPLAINED | at.links)


@require_safe
@allow(Permission.ACKNOWLEDGE)
def mine(request: HttpRequest) -> HttpResponse:
    """What is on record of oneself in the period; nobody else's."""
    on = timezone.localdate()
    span = chosen(request.GET, on)
    own = queries.posts(span, on).filter(user=request.user)
    shown = {"records": queries.records(own, span, on), "span": span, "chips": choices(span, on)}
    shown["acting"] = any(post.acted for post in posts_of(request.user))
    return render(request, "supervision/my_presence.html", shown | EXPLAINED)
