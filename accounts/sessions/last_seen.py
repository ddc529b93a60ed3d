"""The middleware that notes when a session was last used."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from accounts.sessions import actions


class LastSeenMiddleware:
    """Costs nothing for four minutes out of five: the session remembers when its row was written."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """After the answer is made; anonymous sessions have no row."""
        answer = self.get_response(request)
        if request.session.accessed and actions.ROW in request.session and request.user.is_authenticated:
            actions.touch(session=request.session, now=timezone.now())
        return answer
