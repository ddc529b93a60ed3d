"""Who is not signed in signs in first, and then goes on where a page is to be seen."""

from urllib.parse import urlsplit

from django.contrib import messages
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


class SignInFirstMiddleware(LoginRequiredMiddleware):
    """As Django's, but an act that was sent after the session had ended leads back to its page: the act's own address shows nothing."""

    def handle_no_permission(self, request: HttpRequest, view_func) -> HttpResponse:
        """To the sign-in page; it says that the act was not carried out."""
        if request.method in SAFE:
            return super().handle_no_permission(request, view_func)
        messages.warning(request, "登录已过期，刚才的操作没有办理。请登录后再办一次。")
        return redirect_to_login(page_of(request))


def page_of(request: HttpRequest) -> str:
    """The page of this site from which the request came; the first page where the browser does not say."""
    try:
        came = urlsplit(request.headers.get("Referer", ""))
    except ValueError:  # not an address at all
        return "/"
    if came.netloc != request.get_host() or not came.path.startswith("/") or came.path.startswith("//"):
        return "/"
    return f"{came.path}?{came.query}" if came.query else came.path
