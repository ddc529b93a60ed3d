"""A session that somebody else has sat down at is no place to guess the password: wrong ones count as they do at sign-in."""

from collections.abc import Callable
from functools import wraps

from axes.handlers.proxy import AxesProxyHandler
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from accounts.guesses import actions as guesses
from accounts.guesses import places
from accounts.users.lockout import address, locked


def guarded(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Refuses after five wrong passwords from this address, or too many from anywhere; counts those of which the view says so (`request.wrong_password`)."""

    @wraps(view)
    def counted(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        said = {"username": request.user.username}
        if request.method != "POST":
            return view(request, *args, **kwargs)
        now = timezone.now()
        who = {"username": request.user.username, "known": places.known(request, address=address(request), now=now, **said)}
        if not AxesProxyHandler.is_allowed(request, said) or guesses.take(**who, now=now):
            return locked(request, None, said)
        answer = view(request, *args, **kwargs)
        if getattr(request, "wrong_password", False):
            AxesProxyHandler.user_login_failed(sender=counted, credentials=said, request=request)
        else:
            guesses.give_back(**who, now=now)
        return answer

    return counted
