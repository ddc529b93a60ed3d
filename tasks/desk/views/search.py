"""Search."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.access import allow
from accounts.roles import Permission
from tasks.desk import search as searching
from tasks.desk.forms import SearchForm


@require_safe
@allow(Permission.READ_LISTS)
def search(request: HttpRequest) -> HttpResponse:
    """Items, progress and speeches that hold the words, within reach."""
    form = SearchForm(request.GET)
    valid = form.is_valid()
    q = form.cleaned_data["q"] if valid else ""
    groups = searching.search(request.user, q)
    shown = {"form": form, "q": request.GET.get("q", ""), "groups": groups, "nothing": searching.found_nothing(groups)}
    shown["short"] = valid and bool(q) and len(q) < searching.SHORTEST
    status = 200 if valid else 400 if "\0" in request.GET.get("q", "") else 422
    return render(request, "desk/search.html", shown, status=status)
