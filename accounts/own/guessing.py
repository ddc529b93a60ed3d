"""A session that somebody else has sat down at is no place to guess the password: wrong ones count as they do at sign-in."""

from collections.abc import Callable
from functools import wraps

from axes.handlers.proxy import AxesProxyHandler
from django.http import HttpRequest, HttpResponse

from accounts.users.lockout import locked


def guarded(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Refuses after five wrong passwords from this address; counts those of which the view says so (`request.wrong_password`)."""

    @wraps(view)
    def counted(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        said = {"username": request.user.username}
        if request.method == "POST" and not AxesProxyHandler.is_allowed(request, said):
            return locked(request, None, said)
        answer = view(request, *args, **kwargs)
        if getattr(request, "wrong_password", False):
            AxesProxyHandler.user_login_failed(sender=counted, credentials=said, request=request)
        return answer

    return counted
