"""Who is locked out after wrong passwords: a pair of name and address, so that no stranger can lock out a leader."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def locked(request: HttpRequest, response: HttpResponse | None, credentials: dict) -> HttpResponse:
    """429: wait half an hour or ask the security administrator."""
    return render(request, "account/locked.html", status=429)


def address(request: HttpRequest) -> str:
    """Where the request comes from: behind the proxy what the proxy itself noted last, else the connection's address."""
    noted = request.headers.get("X-Forwarded-For", "") if settings.BEHIND_PROXY else ""
    return noted.rpartition(",")[2].strip() or request.META.get("REMOTE_ADDR", "")
