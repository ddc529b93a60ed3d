"""The coat of every view: which permission it needs. Rights are read from the posts of the day at each request."""

from collections.abc import Callable
from datetime import date
from functools import wraps

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from accounts.roles import GRANTS, GUARDIANS, Permission, Role
from accounts.trail.actions import record


def posts_of(user, on: date | None = None) -> list:
    """The posts that `user` holds on the day (today when None), then those that he acts for (代); read once per request."""
    day = on or timezone.localdate()
    if not user.is_authenticated or not user.is_active:
        return []
    held = user.__dict__.setdefault("_posts", {})
    if day not in held:
        own = [p for p in user.posts.select_related("unit").all() if p.holds(day)]
        held[day] = own + _acted_for(user, own, day)
    return held[day]


def _acted_for(user, own: list, day: date) -> list:
    """The posts of colleagues who are away, marked `acted`, while a post of one's own in the same unit stands.

    They name posts that people hold, so nothing is passed on twice; no guardian's post, and nothing for a guardian (三员分立).
    """
    if not own or any(p.role in GUARDIANS for p in own) or not user.acting_for.on(day).exists():
        return []  # nearly always: nobody is away, and a lean question has said so
    given = user.acting_for.on(day).filter(post__user__is_active=True, post__unit__in={p.unit_id for p in own})
    posts = [acting.post for acting in given.exclude(post__role__in=GUARDIANS).select_related("post__unit", "post__user")]
    for post in posts:
        post.acted = True
    return [post for post in posts if post.holds(day)]


def roles_of(user, on: date | None = None) -> frozenset[Role]:
    """The roles that `user` holds on the day."""
    return frozenset(Role(p.role) for p in posts_of(user, on))


def may(user, permission: Permission, on: date | None = None) -> bool:
    """True when one of the user's posts grants `permission`, over whatever units."""
    return any(permission in GRANTS[role] for role in roles_of(user, on))


def allow(*permissions: Permission) -> Callable:
    """Decorate a view: signed in (LoginRequiredMiddleware) and holding one of `permissions`, else the 403 page and a trail row."""

    def coat(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def guarded(request: HttpRequest, *args, **kwargs) -> HttpResponse:
            if not any(may(request.user, permission) for permission in permissions):
                return refuse(request)
            return view(request, *args, **kwargs)

        guarded.permissions = permissions
        return guarded

    return coat


def refuse(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The 403 page; the refused act is itself recorded."""
    with transaction.atomic():
        record(act="越权访问被拒", target=request.user, note=f"{request.method} {request.path}", by=request.user)
    return render(request, "403.html", {"reason": reason}, status=403)
