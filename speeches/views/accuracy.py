"""How far the reader can be trusted in this office, as figures."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.access import allow
from accounts.roles import Permission
from speeches import queries
from speeches.accuracy import by_kind


@require_safe
@allow(Permission.DECIDE_DIRECTIVES)
def accuracy(request: HttpRequest) -> HttpResponse:
    """Precision and recall by kind, and what became of the reader's directives."""
    return render(request, "speeches/accuracy.html", {"scores": by_kind(queries.piece_counts()), "fates": queries.fates()})
