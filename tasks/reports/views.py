"""The doors of what leaves the house: the assessment report, and the responsibility list as Word, PDF and Excel (read only)."""

from io import BytesIO

from django.conf import settings
from django.db import transaction
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.access import allow
from accounts.roles import Permission
from speeches.models import Speech
from speeches.states import SpeechState
from tasks.assessment.models import Cycle
from tasks.desk import matters
from tasks.items.models import ResponsibilityList, sees_all
from tasks.reports import assessment_docx as assessment_word
from tasks.reports import list_docx as list_word
from tasks.reports import list_pdf as list_print
from tasks.reports import list_xlsx as list_excel
from tasks.reports import listing, queries
from tasks.reports import matters_xlsx as matters_excel
from tasks.reports import order_docx as order_word
from tasks.reports import order_pdf as order_print
from tasks.reports import speech_docx as speech_word
from tasks.reports import speech_xlsx as speech_excel
from tasks.reports import trace_xlsx as trace_excel
from tasks.reports.answers import ReportDoc
from tasks.reports.notice import Notice, notice
from tasks.reports.order_paper import OrderPaper, paper
from tasks.reports.text import file_name
from tasks.supervision.orders.models import Order


@require_safe
@allow(Permission.READ_REPORT)
def assessment(request: HttpRequest, pk: int) -> HttpResponse:
    """The report as a page; ?list= and ?unit= choose."""
    cycle, listed, unit, report = _report(request, pk)
    shown = {
        "cycle": cycle,
        "report": report,
        "list": listed,
        "unit": unit,
        "lists": queries.lists_for(request.user, cycle),
        "units": queries.units_for(request.user, listed) if listed else [],
    }
    return render(request, "reports/assessment.html", shown)


@require_safe
@allow(Permission.READ_REPORT)
def assessment_docx(request: HttpRequest, pk: int) -> FileResponse:
    """The same report as Word."""
    _, _, _, report = _report(request, pk)
    return _file(assessment_word.render(report), f"{report.title}_{report.scope}", "docx")


@require_safe
@allow(Permission.READ_LISTS)
def list_docx(request: HttpRequest, pk: int) -> FileResponse:
    """The list as Word."""
    listed = _list(request, pk)
    return _file(list_word.render(_notice(request, listed)), listed.title, "docx")


@require_safe
@allow(Permission.READ_LISTS)
def list_pdf(request: HttpRequest, pk: int) -> FileResponse:
    """The list as PDF, the same paper."""
    listed = _list(request, pk)
    return _file(list_print.render(_notice(request, listed)), listed.title, "pdf")


@require_safe
@allow(Permission.READ_LISTS)
def list_xlsx(request: HttpRequest, pk: int) -> FileResponse:
    """The list and its ledger as Excel."""
    listed = _list(request, pk)
    rows, ledger = listing.rows(request.user, listed), listing.ledger(request.user, listed)
    return _file(list_excel.render(listed, rows, ledger), listed.title, "xlsx")


@require_safe
@allow(Permission.READ_LISTS)
def matters_xlsx(request: HttpRequest) -> HttpResponse:
    """What 事项总表 shows under this address, as Excel; a filter that makes no sense is told on the page itself."""
    if not matters.sensible(request.user, request.GET):
        return redirect(f"{reverse('desk:matters')}?{request.GET.urlencode()}")
    on = timezone.localdate()
    return _file(matters_excel.render(request.user, request.GET, on), f"事项总表_{on:%Y%m%d}", "xlsx")


@require_safe
@allow(Permission.OVERSEE)
def trace_xlsx(request: HttpRequest, pk: int) -> FileResponse:
    """落实去向 of a speech as Excel."""
    speech = get_object_or_404(Speech.objects.visible_to(request.user), pk=pk)
    return _file(trace_excel.render(speech, request.user), f"{speech.title}落实去向", "xlsx")


@require_safe
@allow(Permission.READ_LISTS)
def order_docx(request: HttpRequest, pk: int) -> FileResponse:
    """A 督办单 as Word."""
    printed = _order(request, pk)
    return _file(order_word.render(printed), f"{printed.number}督办单", "docx")


@require_safe
@allow(Permission.READ_LISTS)
def order_pdf(request: HttpRequest, pk: int) -> FileResponse:
    """A 督办单 as PDF, the same paper."""
    printed = _order(request, pk)
    return _file(order_print.render(printed), f"{printed.number}督办单", "pdf")


@require_safe
@allow(Permission.READ_SPEECHES)
def speech_docx(request: HttpRequest, pk: int) -> FileResponse:
    """A speech's directives as Word."""
    speech = _speech(request, pk)
    return _file(speech_word.render(speech), f"{speech.title}指示一览", "docx")


@require_safe
@allow(Permission.READ_SPEECHES)
def speech_xlsx(request: HttpRequest, pk: int) -> FileResponse:
    """A speech's directives as Excel."""
    speech = _speech(request, pk)
    return _file(speech_excel.render(speech), f"{speech.title}指示一览", "xlsx")


@transaction.atomic
def _report(request: HttpRequest, pk: int) -> tuple[Cycle, ResponsibilityList | None, object, ReportDoc]:
    """Cycle, list, unit and report within the reader's reach; anything else is not found."""
    cycle = get_object_or_404(queries.cycles_for(request.user), pk=pk)
    lists = queries.lists_for(request.user, cycle)
    listed = get_object_or_404(lists, pk=_number(request, "list")) if request.GET.get("list") else lists.first()
    unit = None
    if request.GET.get("unit") and listed:
        unit = get_object_or_404(queries.units_for(request.user, listed), pk=_number(request, "unit"))
    now = timezone.localtime()
    made = queries.report(user=request.user, cycle=cycle, responsibility_list=listed, unit=unit, on=now.date(), now=now)
    return cycle, listed, unit, made


def _number(request: HttpRequest, name: str) -> int:
    """The id in the address; what is not a number names nothing."""
    text = request.GET[name]
    if not (text.isascii() and text.isdigit() and len(text) < 19):
        raise Http404
    return int(text)


def _list(request: HttpRequest, pk: int) -> ResponsibilityList:
    return get_object_or_404(ResponsibilityList.objects.visible_to(request.user).select_related("speech"), pk=pk)


def _notice(request: HttpRequest, listed: ResponsibilityList) -> Notice:
    """The paper with the rows within the reader's reach; the office is that of the reader's county."""
    rows = listing.rows(request.user, listed)
    return notice(listed, rows, organ=settings.OFFICE_NAME, excerpt=not sees_all(request.user))


def _order(request: HttpRequest, pk: int) -> OrderPaper:
    found = Order.objects.visible_to(request.user).select_related(
        "assignment__item__responsibility_list", "assignment__unit", "to_post__user"
    )
    return paper(get_object_or_404(found, pk=pk), organ=settings.OFFICE_NAME)


def _speech(request: HttpRequest, pk: int) -> Speech:
    found = Speech.objects.visible_to(request.user).filter(state__in=[SpeechState.READ, SpeechState.DECIDED])
    return get_object_or_404(found, pk=pk)


def _file(content: BytesIO, title: str, ending: str) -> FileResponse:
    """An attachment under a clean Chinese name, kept by no cache."""
    response = FileResponse(content, as_attachment=True, filename=file_name(title, ending))
    response["Cache-Control"] = "private, no-store"
    return response
