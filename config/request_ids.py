"""Every request has an id: in its log lines and in its answer, so that whoever reports a fault can name it."""

import re
import secrets
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from config.logs import request_id

GIVEN = re.compile(r"[0-9A-Za-z-]{8,64}")


class RequestIdMiddleware:
    """The proxy's X-Request-ID when there is a proxy and it looks like one, else one of our own."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass through, with the id around it."""
        given = request.headers.get("X-Request-ID", "") if settings.BEHIND_PROXY else ""
        mine = given if GIVEN.fullmatch(given) else secrets.token_hex(8)
        request.request_id = mine
        token = request_id.set(mine)
        try:
            response = self.get_response(request)
        finally:
            request_id.reset(token)
        response.headers["X-Request-ID"] = mine
        return response
