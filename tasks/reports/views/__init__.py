"""The doors of what leaves the house: the assessment report, and the responsibility list as Word, PDF and Excel (read only)."""

from urllib.parse import urlencode

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.access import allow, may, refuse
from accounts.conflict import Refused
from accounts.roles import Permission
from speeches.models import Speech
from speeches.states import SpeechState
from tasks.bulletins.addressing import units_of
from tasks.bulletins.models import Bulletin
from tasks.bulletins.queries import intact, receipts
from tasks.desk import matters
from tasks.exchange.states import SheetState
from tasks.reports import bulletin_docx as bulletin_word
from tasks.reports import bulletin_pdf as bulletin_print
from tasks.reports import exporting, making
from tasks.reports import order_docx as order_word
from tasks.reports import order_pdf as order_print
from tasks.reports import speech_docx as speech_word
from tasks.reports import speech_xlsx as speech_excel
from tasks.reports import trace_xlsx as trace_excel
from tasks.reports.bulletin_paper import BulletinPaper
from tasks.reports.bulletin_paper import paper as bulletin_paper
from tasks.reports.jobs import soon
from tasks.reports.models import Export
from tasks.reports.order_paper import OrderPaper, paper
from tasks.reports.views.sending import chosen_in, made, sent
from tasks.supervision.orders.models import Order


@require_safe
@allow(Permission.READ_LISTS)
def list_docx(request: HttpRequest, pk: int) -> HttpResponse:
    """The list as Word."""
    return made(request, "list_docx", pk)


@require_safe
@allow(Permission.READ_LISTS)
def list_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """The list as PDF, the same paper."""
    return made(request, "list_pdf", pk)


@require_safe
@allow(Permission.READ_LISTS)
def list_xlsx(request: HttpRequest, pk: int) -> HttpResponse:
    """The list and its ledger as Excel."""
    return made(request, "list_xlsx", pk)


@require_POST
@allow(Permission.READ_LISTS, Permission.READ_REPORT)
def order_export(request: HttpRequest) -> HttpResponse:
    """Have a large file made by the worker."""
    kind, about = request.POST.get("kind", ""), request.POST.get("about", "")
    if kind not in making.KINDS or not (about.isascii() and about.isdigit() and len(about) < 19):
        raise Http404
    if not may(request.user, making.KINDS[kind].permission):
        return refuse(request)
    made = exporting.order(kind=kind, about=int(about), chosen=chosen_in(request.POST), now=timezone.now(), by=request.user)
    soon(made.pk)
    return redirect("reports:export", pk=made.pk)


@require_safe
@allow(Permission.READ_LISTS, Permission.READ_REPORT)
def export(request: HttpRequest, pk: int) -> HttpResponse:
    """How far a file has come, and the file; for the one who ordered it."""
    one = get_object_or_404(Export, pk=pk, made_by=request.user)
    shown = {"export": one, "waiting": one.state == SheetState.WAITING, "until": one.made_at + exporting.KEPT_FOR}
    shown |= {"doing": making.doing(one.kind, one.done / max(one.total, 1)), "page": ""}
    if one.kind == making.PAGE:
        chosen = urlencode({name: one.chosen[name] for name in ("list", "unit") if name in one.chosen})
        shown |= {"page": f"{reverse('reports:assessment', args=[one.about])}?{chosen}"}
    return render(request, "reports/export.html", shown)


@require_safe
@allow(Permission.READ_LISTS, Permission.READ_REPORT)
def export_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The file, while its content is within reach of the one who ordered it."""
    one = get_object_or_404(Export, pk=pk, made_by=request.user, state=SheetState.MADE)
    kind = making.KINDS[one.kind]
    if not may(request.user, kind.permission):
        return refuse(request)
    kind.size(request.user, one.about, one.chosen)
    response = FileResponse(one.file.open("rb"), as_attachment=True, filename=one.title)
    response["Cache-Control"] = "private, no-store"
    return response


@require_safe
@allow(Permission.READ_LISTS)
def matters_xlsx(request: HttpRequest) -> HttpResponse:
    """What 事项总表 shows under this address, as Excel; a filter that makes no sense is told on the page itself."""
    if not matters.sensible(request.user, request.GET):
        return redirect(f"{reverse('desk:matters')}?{request.GET.urlencode()}")
    return made(request, "matters_xlsx", 0, {"query": request.GET.urlencode()})


@require_safe
@allow(Permission.OVERSEE)
def trace_xlsx(request: HttpRequest, pk: int) -> FileResponse:
    """落实去向 of a speech as Excel."""
    speech = get_object_or_404(Speech.objects.visible_to(request.user), pk=pk)
    return sent(trace_excel.render(speech, request.user), f"{speech.title}落实去向", "xlsx")


@require_safe
@allow(Permission.READ_LISTS)
def order_docx(request: HttpRequest, pk: int) -> FileResponse:
    """A 督办单 as Word."""
    printed = _order(request, pk)
    return sent(order_word.render(printed), f"{printed.number}督办单", "docx")


@require_safe
@allow(Permission.READ_LISTS)
def order_pdf(request: HttpRequest, pk: int) -> FileResponse:
    """A 督办单 as PDF, the same paper."""
    printed = _order(request, pk)
    return sent(order_print.render(printed), f"{printed.number}督办单", "pdf")


@require_safe
@allow(Permission.READ_LISTS)
def bulletin_docx(request: HttpRequest, pk: int) -> FileResponse:
    """A 通报 as Word; ?head=0 without the red head, ?notes=1 with the records behind it, for those who check it."""
    printed = _bulletin(request, pk)
    return sent(bulletin_word.render(printed), printed.title, "docx")


@require_safe
@allow(Permission.READ_LISTS)
def bulletin_pdf(request: HttpRequest, pk: int) -> FileResponse:
    """A 通报 as PDF, the same paper."""
    printed = _bulletin(request, pk)
    return sent(bulletin_print.render(printed), printed.title, "pdf")


@require_safe
@allow(Permission.READ_SPEECHES)
def speech_docx(request: HttpRequest, pk: int) -> FileResponse:
    """A speech's directives as Word."""
    speech = _speech(request, pk)
    return sent(speech_word.render(speech), f"{speech.title}指示一览", "docx")


@require_safe
@allow(Permission.READ_SPEECHES)
def speech_xlsx(request: HttpRequest, pk: int) -> FileResponse:
    """A speech's directives as Excel."""
    speech = _speech(request, pk)
    return sent(speech_excel.render(speech), f"{speech.title}指示一览", "xlsx")


def _order(request: HttpRequest, pk: int) -> OrderPaper:
    found = (
        Order.objects.visible_to(request.user)
        .select_related("assignment__item__responsibility_list", "assignment__unit", "to_post__user")
        .prefetch_related("steps__by")
    )
    return paper(get_object_or_404(found, pk=pk), organ=settings.OFFICE_NAME)


def _bulletin(request: HttpRequest, pk: int) -> BulletinPaper:
    """The paper as it was locked; before 印发 with the units that it would go to."""
    one = get_object_or_404(Bulletin.objects.visible_to(request.user), pk=pk)
    if one.is_out and not intact(one):
        raise Refused("通报内容与印发时的摘要不符，不能导出。请联系审计管理员核查痕迹。")
    told = [receipt.unit for receipt in receipts(one)] if one.is_out else units_of(one)
    by = one.corrections.out().first()
    works = may(request.user, Permission.DRAFT_BULLETIN) or may(request.user, Permission.APPROVE_BULLETIN)
    return bulletin_paper(
        one,
        organ=settings.OFFICE_NAME,
        units=[unit.name for unit in told],
        corrected_by=by.code if by else "",
        red=request.GET.get("head") != "0",
        noted=works and request.GET.get("notes") == "1",
    )


def _speech(request: HttpRequest, pk: int) -> Speech:
    found = Speech.objects.visible_to(request.user).filter(state__in=[SpeechState.READ, SpeechState.DECIDED])
    return get_object_or_404(found, pk=pk)
