"""Duty reports as files: the signed version, else the draft."""

from django.http import FileResponse, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.access import allow
from accounts.roles import Permission
from tasks.duty_reports.content import content_of
from tasks.duty_reports.models import DutyReport
from tasks.duty_reports.queries import as_it_stands, standing
from tasks.reports import duty_docx, duty_pdf
from tasks.reports.duty_paper import DutyPaper, paper
from tasks.reports.views.sending import sent


@require_safe
@allow(Permission.READ_REPORT)
def duty_report_docx(request: HttpRequest, pk: int) -> FileResponse:
    """As Word."""
    printed, title = _paper(request, pk)
    return sent(duty_docx.render(printed), title, "docx")


@require_safe
@allow(Permission.READ_REPORT)
def duty_report_pdf(request: HttpRequest, pk: int) -> FileResponse:
    """As PDF, the same paper."""
    printed, title = _paper(request, pk)
    return sent(duty_pdf.render(printed), title, "pdf")


def _paper(request: HttpRequest, pk: int) -> tuple[DutyPaper, str]:
    """The paper within reach and its title."""
    report = get_object_or_404(DutyReport.objects.visible_to(request.user).with_everything(), pk=pk)
    signed = standing(report)
    content = content_of(signed.content) if signed else as_it_stands(report, timezone.localdate())
    return paper(report, content, signed), f"{report.call.cycle}述职报告（{report.post}）"
