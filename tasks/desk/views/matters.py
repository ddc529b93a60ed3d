"""事项总表, and the names that it suggests."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.access import allow, may
from accounts.roles import Permission
from tasks.desk import matters as lines
from tasks.desk import saved, suggesting
from tasks.desk.filters import ALL, IN_HAND, VIEWS, narrowed
from tasks.desk.forms import KNOWN_THEMES, FilterForm
from tasks.items.models import Assignment
from tasks.items.paging import address, page
from tasks.supervision.queries import rules_on

SELDOM = ("own", "theme", "leader", "source", "list", "due_from", "due_to")


@require_safe
@allow(Permission.READ_LISTS)
def matters(request: HttpRequest) -> HttpResponse:
    """All matters within reach, narrowed by the address, nearest due date first."""
    on, form = timezone.localdate(), FilterForm(request.GET, user=request.user)
    rules, valid = rules_on(on), form.is_valid()
    found = narrowed(request.user, form.chosen(), rules=rules, on=on) if valid else Assignment.objects.none()
    at = page(lines.lean(found), request.GET, order=lines.ORDER)
    shown = {"form": form, "rows": lines.rows(at.rows, rules, on), "total": lines.total(found, at), "on": on, **_rights(request)}
    shown |= {
        "chips": _chips(request, form.data["state"]),
        "kept": list(saved.kept(request.user)),
        "query": address(request.GET)[1:],
    }
    shown |= _filter(form) | {"filtered": not valid or bool(form.chosen())}
    return render(request, "desk/matters.html", shown | at.links, status=200 if valid else 400 if form.no_text else 422)


@require_safe
@allow(Permission.READ_LISTS)
def suggest(request: HttpRequest, kind: str) -> HttpResponse:
    """Names of units or leaders within reach that the typed words or initials may mean."""
    return JsonResponse({"names": suggesting.names(request.user, kind, request.GET.get("q", ""))})


def _rights(request: HttpRequest) -> dict[str, bool]:
    """What this person may do with the rows that are picked."""
    rights = {"may_bulk": Permission.SUPERVISE, "may_change": Permission.ISSUE, "may_close": Permission.CLOSE_OFF}
    found = {name: may(request.user, right) for name, right in rights.items()}
    return found | {"may_share": found["may_bulk"]}


def _chips(request: HttpRequest, state: str) -> list[dict]:
    """What is in hand, the ready views, and everything; each keeps the rest of the filter."""
    view = request.GET.get("view", "")
    ready = [("在办", "", IN_HAND), *((label, name, "") for name, label in VIEWS.items()), ("全部", "", ALL)]
    return [
        {"label": label, "href": address(request.GET, view=name, state=of), "active": view == name and of in ("", state)}
        for label, name, of in ready
    ]


def _filter(form: FilterForm) -> dict:
    """What the filter's template shows: values as typed, names in place of numbers, and the choices."""
    said = {name: form.data.get(name, "") for name in form.fields}
    for name in ("unit", "leader", "list"):
        if form.cleaned_data.get(name):
            said[name] = str(form.cleaned_data[name])
    choices = {name: form.fields[name].choices for name in ("light", "state", "source")}
    return {"said": said, "choices": choices, "themes": KNOWN_THEMES, "more": any(said[name] for name in SELDOM)}
