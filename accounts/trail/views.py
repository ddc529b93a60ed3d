"""The trail as the audit administrator reads it: who, in which post, when, what, to which object; field names, no values."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from accounts.access import allow
from accounts.roles import Permission
from accounts.trail import queries
from accounts.trail.actions import record
from accounts.trail.forms import FilterForm
from accounts.trail.verify import verify

AT_ONCE = 50


@require_safe
@allow(Permission.READ_TRAIL)
def trail(request: HttpRequest) -> HttpResponse:
    """Newest first, filtered by the address."""
    form = FilterForm(request.GET)
    entries = []
    if form.is_valid():
        found = queries.search(**form.chosen())
        if form.cleaned_data["before"]:
            found = found.filter(pk__lt=form.cleaned_data["before"])
        entries = list(found[: AT_ONCE + 1])
    rows = [(entry, queries.kind(entry), queries.changed_fields(entry)) for entry in entries[:AT_ONCE]]
    shown = {"form": form, "rows": rows, "filtered": any(request.GET.values())}
    if len(entries) > AT_ONCE:
        shown["next"] = _with(request, before=entries[AT_ONCE - 1].pk)
    return render(request, "trail/trail.html", shown)


@require_POST
@allow(Permission.READ_TRAIL)
def check(request: HttpRequest) -> HttpResponse:
    """Recompute the whole chain and say in words what was found; that it was checked is itself recorded."""
    verdict = verify()
    with transaction.atomic():
        record(act="校验痕迹", target=request.user, note=str(verdict), by=request.user)
    (messages.error if verdict.fault else messages.info)(request, str(verdict))
    return redirect("accounts:trail")


def _with(request: HttpRequest, **values) -> str:
    """This page's address with some values replaced."""
    query = request.GET.copy()
    for name, value in values.items():
        query[name] = value
    return f"?{query.urlencode()}"
