"""Write in a report, and keep what is being typed."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.db.models import F

from accounts.conflict import NotYours, Refused, Stale
from accounts.trail.actions import record
from tasks.duty_reports.content import Typed, Words, faults, plain, words_of, written
from tasks.duty_reports.models import DutyReport, TypedReport
from tasks.duty_reports.queries import as_it_stands
from tasks.duty_reports.rights import why_not_write
from tasks.duty_reports.states import CHAPTERS, EDITABLE, ReportState


@transaction.atomic
def write(
    *, report: DutyReport, version: int, typed: Mapping[str, Typed], own: Mapping[str, str], on: date, now: datetime, by
) -> DutyReport:
    """Keep edits and own words as typed over what was read at `version`. The generated sentences stay beside the edits."""
    refusal = why_not_write(report, by)
    if refusal:
        raise NotYours(refusal)
    words = written(as_it_stands(report, on), typed, own)
    wrong = faults(words)
    if wrong:
        raise Refused("".join(wrong))
    before = words_of(report.words)
    swapped = DutyReport.objects.filter(pk=report.pk, version=version, state__in=EDITABLE).update(
        words=plain(words), changed_at=now, changed_by=by, version=F("version") + 1
    )
    if swapped != 1:
        raise _stale(report, words)
    forget_typed(report=report, by=by)
    report.refresh_from_db()
    record(act="修改述职报告", target=report, before=_said(before), after=_said(words), at=now, by=by)
    return report


def _stale(report: DutyReport, mine: Words) -> Stale:
    fresh = DutyReport.objects.select_related("changed_by").get(pk=report.pk)
    if fresh.state == ReportState.SIGNED:
        return Stale(
            f"{report}刚刚签署，已经锁定。您填写的没有保存，已存为您的草稿。", mine=_text(mine), theirs=_text(words_of(fresh.words))
        )
    said = f"{report}刚由{fresh.changed_by or '他人'}修改。您填写的没有保存，已存为您的草稿。"
    return Stale(said, mine=_text(mine), theirs=_text(words_of(fresh.words)))


def _text(words: Words) -> str:
    """All that people typed, as one text."""
    return "\n\n".join([*(edit.text for edit in words.edits), *(words.own[key] for key in CHAPTERS if key in words.own)])


def _said(words: Words) -> dict[str, object]:
    return {"edits": {edit.key: edit.text for edit in words.edits}, "own": dict(words.own)}


@transaction.atomic
def keep_typed(*, report: DutyReport, words: Mapping[str, str], now: datetime, by) -> TypedReport:
    """The one draft of this person for this report, replaced. No trail: a draft is nobody's act yet."""
    refusal = why_not_write(report, by)
    if refusal:
        raise NotYours(refusal)
    return TypedReport.objects.update_or_create(report=report, by=by, defaults={"words": dict(words), "at": now})[0]


def forget_typed(*, report: DutyReport, by) -> None:
    """Saved, or given up."""
    TypedReport.objects.filter(report=report, by=by).delete()
