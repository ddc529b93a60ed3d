"""What an action answers when it may not happen: somebody was faster, or the rules say no."""

import re
from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.db.models import Model
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, QueryDict
from django.shortcuts import render

# Never shown again: what no one else may read over a shoulder, what the person did not type, and the words on buttons.
SECRETS = frozenset({"password", "again", "code"})
MACHINERY = frozenset({"csrfmiddlewaretoken", "version", "key", "next", "owner", "picked", "query", "pieces"})
BUTTONS = frozenset({"send", "save", "try", "approve", "return"})
CHOICE = re.compile("[a-z_]+")  # the value of a choice or a tick, which the person did not type
NOT_SHOWN = SECRETS | MACHINERY | BUTTONS
UNIQUE_VIOLATION = "23505"  # PostgreSQL's code (SQL standard, class 23)
SAVED_BEFORE = (
    "就在同一时刻，他人（或您在另一页面）保存了相同的名称、编号或内容，您的这一次没有保存。请刷新后查看，需要时再办一次。"
)


class Stale(Exception):
    """The row changed since the caller read it. Carries both texts so that nothing typed is lost."""

    def __init__(self, what: str, *, mine: str = "", theirs: str = "") -> None:
        super().__init__(what)
        self.what, self.mine, self.theirs = what, mine, theirs


class Refused(Exception):
    """The rules forbid the act; the message is a Chinese sentence that says why and what to do."""


class NotYours(Refused):
    """The person may see the object but not do this act with it (403)."""


def strike(row: Model, *, words: str, theirs: str = "") -> None:
    """Delete a row; whoever comes second is told, so that nothing is recorded as deleted twice."""
    if not type(row)._base_manager.filter(pk=row.pk).delete()[0]:
        raise Stale(words, theirs=theirs)


def tell(form, error: Refused | ValidationError) -> None:
    """Put what an action refused where the form shows it, so that the typed text stays."""
    if isinstance(error, Refused):
        form.add_error(None, str(error))
        return
    for field, faults in getattr(error, "message_dict", {"__all__": error.messages}).items():
        for fault in faults:
            form.add_error(field if field in form.fields else None, fault)


def posted(request: HttpRequest) -> QueryDict | None:
    """What a form was sent with, however little; None when the page is only visited."""
    return request.POST if request.method == "POST" else None


def accepted(form, act: Callable[[], object]) -> bool:
    """Do `act`; when the rules refuse it, the form says so. Stale and NotYours go on to their own pages."""
    try:
        act()
    except NotYours:
        raise
    except (Refused, ValidationError) as error:
        tell(form, error)
        return False
    return True


class ConflictMiddleware:
    """Turn Stale and Refused into the 409 page, NotYours into the 403 page; the database is already rolled back.

    Whoever opens the address of an act (from the history, or a bookmark) gets the 405 page instead of an empty one.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass through; 405 in words."""
        response = self.get_response(request)
        if isinstance(response, HttpResponseNotAllowed) and request.method == "GET":
            page = render(request, "405.html", status=405)
            page.headers["Allow"] = response.headers["Allow"]
            return page
        return response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Answer the domain's own exceptions; leave all others to Django."""
        if isinstance(error, NotYours):
            return render(request, "403.html", {"reason": str(error)}, status=403)
        if request.method == "POST" and _saved_before(error):
            error = Stale(SAVED_BEFORE)
        if isinstance(error, Stale | Refused):
            return render(request, "409.html", {"error": error, "typed": _typed(request)}, status=409)
        return None


def _saved_before(error: Exception) -> bool:
    """True when nothing but a unique constraint stopped the act: the form saw no double, but somebody was faster."""
    if isinstance(error, IntegrityError):
        return getattr(error.__cause__, "pgcode", "") == UNIQUE_VIOLATION or "UNIQUE constraint failed" in str(error)
    if not isinstance(error, ValidationError):
        return False
    found = sum(error.error_dict.values(), []) if hasattr(error, "error_dict") else error.error_list
    return {one.code for one in found} <= {"unique", "unique_together"}


def _typed(request: HttpRequest) -> list[str]:
    """The longer texts of the refused form, shown again so that they can be copied."""
    sent = [value for name, value in request.POST.items() if name not in NOT_SHOWN and value.strip()]
    return [value for value in sent if not value.isdigit() and not CHOICE.fullmatch(value)]


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 in words, with what was typed, so that a form left open for hours is not lost."""
    return render(request, "403_csrf.html", {"typed": _typed(request)}, status=403)
