"""A list's page of sheets, and a sheet on its way out."""

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.access import allow, may
from accounts.roles import Permission
from accounts.sheets.text import file_name
from tasks.exchange import actions, jobs, queries
from tasks.exchange.forms import InForm, OutForm
from tasks.exchange.models import Sheet
from tasks.exchange.states import Kind, SheetState
from tasks.items.models import ResponsibilityList
from tasks.items.states import ListState

# So few rows are written while the page waits; more go to the worker.
SMALL = 300


def listed_for(request: HttpRequest, pk: int) -> ResponsibilityList:
    """The list, when it is within reach."""
    return get_object_or_404(ResponsibilityList.objects.visible_to(request.user), pk=pk)


def kinds_of(listed: ResponsibilityList, user) -> list[str]:
    """What can be exported of a list; what the user may fill in comes first."""
    if listed.state == ListState.DRAFT:
        return [Kind.ITEMS]
    return [Kind.LEDGER, Kind.ITEMS] if queries.may_fill(user, listed, Kind.LEDGER) else [Kind.ITEMS, Kind.LEDGER]


def page(request: HttpRequest, listed: ResponsibilityList, **forms) -> HttpResponse:
    """The list's page of sheets, with a form that was refused."""
    kinds = kinds_of(listed, request.user)
    shown = {
        "list": listed,
        "out_form": OutForm(kinds=kinds, layouts=queries.layouts(kinds)),
        "in_form": InForm(),
        "fills": queries.may_fill(request.user, listed, kinds[0]),
        "sheets": Sheet.objects.filter(responsibility_list=listed, made_by=request.user)[:5],
        "replies": queries.replies(request.user, listed)[:5],
        "keeps_layouts": may(request.user, Permission.DRAW_UP),
    }
    return render(request, "exchange/desk.html", shown | forms, status=422 if forms else 200)


@require_safe
@allow(Permission.READ_LISTS)
def desk(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a sheet out, hand one in, and what one has taken out and handed in."""
    return page(request, listed_for(request, pk))


@require_POST
@allow(Permission.READ_LISTS)
def out(request: HttpRequest, pk: int) -> HttpResponse:
    """Order a sheet."""
    listed, now = listed_for(request, pk), timezone.now()
    kinds = kinds_of(listed, request.user)
    form = OutForm(request.POST, kinds=kinds, layouts=queries.layouts(kinds))
    if not form.is_valid():
        return page(request, listed, out_form=form)
    said = form.cleaned_data
    made = actions.ask(listed=listed, kind=said["kind"], layout=said["layout"], now=now, by=request.user)
    if made.total <= SMALL:
        actions.make(pk=made.pk, now=now)
    else:
        jobs.soon(jobs.make, made.pk)
    return redirect("exchange:sheet", pk=made.pk)


@require_safe
@allow(Permission.READ_LISTS)
def sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """How far a sheet has come, and its file; htmx takes the same page and keeps its progress part."""
    one = get_object_or_404(_own(request), pk=pk)
    return render(request, "exchange/sheet.html", {"sheet": one, "waiting": one.state == SheetState.WAITING})


@require_safe
@allow(Permission.READ_LISTS)
def file(request: HttpRequest, pk: int) -> FileResponse:
    """The file, as a download for the one who ordered it, while the list is within reach."""
    one = get_object_or_404(_own(request).filter(state=SheetState.MADE), pk=pk)
    name = file_name(f"{one.responsibility_list.title}_{'清单' if one.kind == Kind.ITEMS else '台账'}", "xlsx")
    response = FileResponse(one.file.open("rb"), as_attachment=True, filename=name)
    response["Cache-Control"] = "private, no-store"
    return response


def _own(request: HttpRequest):
    lists = ResponsibilityList.objects.visible_to(request.user)
    found = Sheet.objects.filter(made_by=request.user, responsibility_list__in=lists)
    return found.select_related("responsibility_list")
