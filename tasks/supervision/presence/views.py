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
EVERYBODY, IDLE = "1", "idle"
BELOW = 20


@require_safe
@allow(Permission.OVERSEE)
def overview(request: HttpRequest) -> HttpResponse:
    """Who has no record of personal acts though there was something to do; below, whose unit had nothing; on request everybody."""
    on, which = timezone.localdate(), request.GET.get("all", "")
    span = chosen(request.GET, on)
    posts = queries.posts(span, on)
    missing = queries.without(posts, span, on)
    exceptions, idle = queries.exceptions(missing, span), queries.idle(missing, span)
    listed = {EVERYBODY: posts, IDLE: idle}.get(which, exceptions)
    at = page(listed, request.GET, order=("unit__path", "id"))
    labels = {"": ("没有记录", exceptions), IDLE: ("单位期内没有在办事项", idle), EVERYBODY: ("全部", posts)}
    chips = [
        {"label": f"{label} {found.count()}", "href": address(request.GET, all=value), "active": listed is found}
        for value, (label, found) in labels.items()
    ]
    below = list(idle.order_by("unit__path", "id")[:BELOW]) if listed is exceptions and not at.next else []
    records = queries.records([*at.rows, *below], span, on)
    shown = {"records": records[: len(at.rows)], "below": records[len(at.rows) :], "span": span, "which": chips}
    shown |= {"everybody": listed is posts, "idle": listed is idle, "idle_href": address(request.GET, all=IDLE)}
    shown["chips"] = choices(span, on, all=which if which in (EVERYBODY, IDLE) else "")
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
