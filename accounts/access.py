"""The coat of every view: which permission it needs. Rights are read from the posts of the day at each request."""

from collections.abc import Callable
from datetime import date
from functools import wraps

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.holding import posts_of
from accounts.roles import GRANTS, Permission, Role
from accounts.trail.actions import record


def roles_of(user, on: date | None = None) -> frozenset[Role]:
    """The roles that `user` holds on the day."""
    return frozenset(Role(p.role) for p in posts_of(user, on))


def rights_of(user, on: date | None = None) -> frozenset[Permission]:
    """All that the user's posts grant, over whatever units: for a page that asks about many permissions at once."""
    return frozenset().union(*(GRANTS[post.role] for post in posts_of(user, on)))


def may(user, permission: Permission, on: date | None = None) -> bool:
    """True when one of the user's posts grants `permission`, over whatever units."""
    return any(permission in GRANTS[post.role] for post in posts_of(user, on))


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
