"""The middleware that notes when a session was last used, ends it when its time is over, and lets no browser keep what it showed."""

from collections.abc import Callable
from datetime import timedelta

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from accounts.sessions import actions

OVER = "长时间没有操作，或登录时间过长，登录已经失效，请重新登录。已自动存草稿的内容不会丢。"


class LastSeenMiddleware:
    """Costs nothing for four minutes out of five: the session remembers when its row was written."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Who comes back too late is nobody; anonymous sessions have no row."""
        if settings.SESSION_COOKIE_NAME in request.COOKIES and _is_over(request):
            logout(request)
            messages.warning(request, OVER)
        answer = self.get_response(request)
        if request.session.accessed and request.user.is_authenticated:
            answer.headers.setdefault("Cache-Control", "private, no-store")
            if actions.ROW in request.session and not _asked_by_itself(request):
                actions.touch(session=request.session, now=timezone.now())
        return answer


def _is_over(request: HttpRequest) -> bool:
    idle, longest = timedelta(minutes=settings.SESSION_IDLE_MINUTES), timedelta(hours=settings.SESSION_HOURS)
    return bool(idle or longest) and actions.over(session=request.session, idle=idle, longest=longest, now=timezone.now())


def _asked_by_itself(request: HttpRequest) -> bool:
    """A page that asks how far something is keeps no forgotten screen signed in."""
    return request.method == "GET" and bool(request.htmx)
