"""签署 by the holder of the post, and 退回 by the office with a reason; every signed version is kept."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import F

from accounts.conflict import NotYours, Refused, Stale
from accounts.letters.actions import post
from accounts.trail.actions import record
from tasks.duty_reports.actions.calling import must_assess
from tasks.duty_reports.content import digest, plain
from tasks.duty_reports.models import DutyReport, SignedReport
from tasks.duty_reports.queries import as_it_stands, standing
from tasks.duty_reports.rights import why_not_sign
from tasks.duty_reports.states import EDITABLE, REASON_LIMIT, ReportState

LETTER = "duty_report_returned"
CHANGED = "{}刚有修改或已经签署。请刷新后再看一遍。"


@transaction.atomic
def sign(*, report: DutyReport, version: int, seen: str, on: date, now: datetime, by) -> SignedReport:
    """Lock the report as it reads now. `seen`: the digest of what the page showed; nobody signs what he has not read."""
    refusal = why_not_sign(report, by, on)
    if refusal:
        raise NotYours(refusal)
    if report.version != version or report.state not in EDITABLE:
        raise Stale(CHANGED.format(report))
    content = as_it_stands(report, on)
    if digest(content) != seen:
        raise Stale(f"打开页面以后，{report}所依据的记录有变化，没有签署。请刷新页面，看过最新内容后再签署。")
    swapped = DutyReport.objects.filter(pk=report.pk, version=version, state__in=EDITABLE).update(
        state=ReportState.SIGNED, version=F("version") + 1
    )
    if swapped != 1:
        raise Stale(CHANGED.format(report))
    report.refresh_from_db()
    made = SignedReport.objects.create(
        report=report,
        number=report.signings.count() + 1,
        content=plain(content),
        digest=seen,
        on=on,
        at=now,
        by=by,
        post=report.post.label,
    )
    record(act="签署述职报告", target=report, after={"signing": made.number, "digest": made.digest}, at=now, by=by)
    return made


@transaction.atomic
def return_(*, report: DutyReport, version: int, reason: str, on: date, now: datetime, by) -> SignedReport:
    """退回 with a reason: the report can be edited and signed again, the signed version stays on record."""
    must_assess(by)
    reason = " ".join(reason.split())
    if not reason:
        raise Refused("请填写“退回理由”，写明哪一部分需要怎样修改。")
    if len(reason) > REASON_LIMIT:
        raise Refused(f"“退回理由”最多{REASON_LIMIT}字。请精简。")
    if report.post.user_id == by.pk:
        raise NotYours("不能退回本人的述职报告。请由其他管理员办理。")
    swapped = DutyReport.objects.filter(pk=report.pk, version=version, state=ReportState.SIGNED).update(
        state=ReportState.RETURNED, version=F("version") + 1
    )
    if swapped != 1:
        raise Stale(f"{report}刚有变化，没有退回。请刷新后再办。", mine=reason)
    signed = standing(report)
    SignedReport.objects.filter(pk=signed.pk).update(returned_on=on, returned_at=now, returned_by=by, reason=reason)
    report.refresh_from_db()
    signed.refresh_from_db()
    context = {"report": report, "reason": reason}
    post(to=report.post.user, template=LETTER, context=context, key=f"{LETTER}:{signed.pk}", now=now)
    record(act="退回述职报告", target=report, after={"signing": signed.number}, note=reason, at=now, by=by)
    return signed
