"""One report as it is read: as it stands today, or a signed version of it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.access import allow
from accounts.roles import Permission
from tasks.duty_reports import queries, rights
from tasks.duty_reports.content import Content, changes, content_of, digest, put_together, words_of
from tasks.duty_reports.forms import ReturnForm
from tasks.duty_reports.models import DutyReport
from tasks.duty_reports.notes import laid_out
from tasks.duty_reports.states import ReportState, time_before


def reachable(request: HttpRequest, pk: int) -> DutyReport:
    """The report, if it lies within reach."""
    return get_object_or_404(DutyReport.objects.visible_to(request.user).with_everything(), pk=pk)


def chapters(report: DutyReport, content: Content) -> dict:
    """What a page of a report shows: chapters with notes, each source with its address."""
    cycle = report.call.cycle
    pages, notes = laid_out(content, report.post.role, time_before((cycle.to_on - cycle.from_on).days))
    listed = [(note, [(source, _address(source)) for source in note.sources]) for note in notes]
    return {"report": report, "content": content, "pages": pages, "notes": listed}


def _address(source) -> str:
    return reverse(source.door, args=[source.pk]) if source.door else ""


@require_safe
@never_cache
@allow(Permission.READ_REPORT)
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """The signed version with what the records say otherwise now; else the report as it stands, with the acts of this person."""
    one, on = reachable(request, pk), timezone.localdate()
    now, signed = queries.statements_of(one, on), queries.standing(one)
    content = content_of(signed.content) if signed else put_together(now, words_of(one.words), on)
    shown = chapters(one, content) | {"signed": signed, "signings": one.signings.select_related("by", "returned_by")}
    shown["on"] = on
    shown["late"] = signed is None and one.call.due_on < on
    if signed:
        shown["changes"] = changes(content, now)
        if rights.may_return(one, request.user):
            shown["return_form"] = ReturnForm(initial={"version": one.version})
    else:
        shown["writes"] = rights.may_write(one, request.user)
        shown["why_not_sign"] = rights.why_not_sign(one, request.user, on)
        shown["seen"] = digest(content)
        shown["typed"] = queries.typed_of(one, request.user)
    returned = [each for each in shown["signings"] if each.returned_at]
    shown["last_return"] = returned[-1] if one.state == ReportState.RETURNED and returned else None
    return render(request, "duty_reports/report.html", shown)


@require_safe
@never_cache
@allow(Permission.READ_REPORT)
def version(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """A signed version, whatever became of it."""
    one = reachable(request, pk)
    signed = one.signings.filter(number=number).select_related("by", "returned_by").first() if number < 2**15 else None
    if signed is None:
        raise Http404
    shown = chapters(one, content_of(signed.content)) | {"signed": signed, "only_read": True}
    return render(request, "duty_reports/version.html", shown)
