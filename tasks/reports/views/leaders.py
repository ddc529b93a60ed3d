"""The doors of a leader's papers: 季度工作提示单 and 履责纪实表, as Word and PDF (read only)."""

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.access import allow
from accounts.roles import Permission
from tasks.dual_responsibility.queries.charge import leaders_ever
from tasks.dual_responsibility.queries.leader import orders
from tasks.dual_responsibility.queries.record import record
from tasks.reports import leader_docx, leader_pdf
from tasks.reports.leader_paper import LeaderPaper, record_sheet, work_order
from tasks.reports.views.sending import sent


@require_safe
@allow(Permission.READ_LEADERS)
def work_order_docx(request: HttpRequest, pk: int) -> FileResponse:
    """An issued work order as Word."""
    paper = _order(request, pk)
    return sent(leader_docx.render(paper), _name(paper), "docx")


@require_safe
@allow(Permission.READ_LEADERS)
def work_order_pdf(request: HttpRequest, pk: int) -> FileResponse:
    """An issued work order as PDF, the same paper."""
    paper = _order(request, pk)
    return sent(leader_pdf.render(paper), _name(paper), "pdf")


@require_safe
@allow(Permission.READ_LEADERS)
def record_docx(request: HttpRequest, pk: int, year: int) -> FileResponse:
    """A leader's year as Word."""
    paper = _record(request, pk, year)
    return sent(leader_docx.render(paper), _name(paper), "docx")


@require_safe
@allow(Permission.READ_LEADERS)
def record_pdf(request: HttpRequest, pk: int, year: int) -> FileResponse:
    """A leader's year as PDF, the same paper."""
    paper = _record(request, pk, year)
    return sent(leader_pdf.render(paper), _name(paper), "pdf")


def _order(request: HttpRequest, pk: int) -> LeaderPaper:
    return work_order(get_object_or_404(orders(request.user), pk=pk), organ=settings.OFFICE_NAME)


def _record(request: HttpRequest, pk: int, year: int) -> LeaderPaper:
    """Of a year in which the post was held, and not of one to come."""
    on = timezone.localdate()
    post = get_object_or_404(leaders_ever(request.user), pk=pk)
    last = post.valid_to or on
    if not post.valid_from.year <= year <= min(on, last).year:
        raise Http404
    return record_sheet(record(post, year, request.user, on))


def _name(paper: LeaderPaper) -> str:
    who = dict(paper.facts).get("姓名") or paper.under.split("　")[-1]
    year = paper.under.strip("（）").split("，")[0] if paper.signed else ""
    return f"{who}{year}{'履责纪实表' if paper.signed else paper.title}"
