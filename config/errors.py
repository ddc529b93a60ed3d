"""What a request gets when it fails before or below any view: 400, 413, 500, 503, 507, each in words."""

import sys

from django.core.exceptions import RequestDataTooBig
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

RETRY_AFTER = "30"
# As the system, PostgreSQL and SQLite say it.
FULL = ("No space left on device", "disk is full")
# What SQLite says when it is opened on a disk without room for the index of its journal: "disk I/O error", and this name.
NO_ROOM = "SQLITE_IOERR_SHMSIZE"


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400, or 413 when a form is longer than the server reads."""
    if isinstance(exception, RequestDataTooBig):
        return render(request, "413.html", status=413)
    return render(request, "400.html", status=400)


def server_error(request: HttpRequest) -> HttpResponse:
    """507 when a disk is full, 503 when the database does not answer, else 500. Asks nothing of the database, the session or the person."""
    error = sys.exc_info()[1]
    if isinstance(error, OSError | OperationalError) and _says_full(error):
        return HttpResponse(render_to_string("507.html"), status=507)
    if isinstance(error, OperationalError | InterfaceError):
        return HttpResponse(render_to_string("503.html"), status=503, headers={"Retry-After": RETRY_AFTER})
    return HttpResponse(render_to_string("500.html"), status=500)


def _says_full(error: Exception) -> bool:
    return any(words in str(error) for words in FULL) or getattr(error.__cause__, "sqlite_errorname", "") == NO_ROOM
