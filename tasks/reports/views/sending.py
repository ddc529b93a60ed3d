"""How a file leaves: at once, or by way of the worker."""

from io import BytesIO

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone

from tasks.reports import making
from tasks.reports.text import file_name


def made(request: HttpRequest, kind: str, about: int, chosen: dict[str, str] | None = None) -> HttpResponse:
    """The file at once, or the page from which the worker is asked for it when it is large (settings.ROWS_IN_A_REQUEST)."""
    chosen = chosen_in(request.GET) if chosen is None else chosen
    size = making.KINDS[kind].size(request.user, about, chosen)
    if size > settings.ROWS_IN_A_REQUEST[kind]:
        return render(request, "reports/heavy.html", {"kind": kind, "about": about, "chosen": chosen, "size": size})
    return sent(*making.KINDS[kind].make(request.user, about, chosen, timezone.localtime()))


def chosen_in(said: QueryDict) -> dict[str, str]:
    """What the address of a report chooses. PostgreSQL keeps no NUL: what has one was never chosen on a page."""
    chosen = {name: said[name] for name in ("list", "unit", "query") if said.get(name)}
    if any("\0" in value for value in chosen.values()):
        raise Http404
    return chosen


def sent(content: BytesIO, title: str, ending: str) -> FileResponse:
    """An attachment under a clean Chinese name, kept by no cache."""
    response = FileResponse(content, as_attachment=True, filename=file_name(title, ending))
    response["Cache-Control"] = "private, no-store"
    return response
