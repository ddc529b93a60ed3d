"""Pages are read and forms are sent: what a browser does not do is refused at the front, before session, rights or view."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed

METHODS = ("GET", "HEAD", "POST", "OPTIONS")


class MethodsMiddleware:
    """Answer OPTIONS with what there is, and any method that is not in METHODS with 405 (RFC 9110, 9.3.7 and 15.5.6)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Let GET, HEAD and POST pass."""
        if request.method == "OPTIONS":
            return HttpResponse(headers={"Allow": ", ".join(METHODS)})
        if request.method not in METHODS:
            return HttpResponseNotAllowed(METHODS)
        return self.get_response(request)
