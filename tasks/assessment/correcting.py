"""更正 of a decided result: proposed by one person, confirmed by another; then score, grade and snapshot follow and a letter goes out."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils.module_loading import import_string

from accounts.conflict import NotYours, Refused, Stale
from accounts.trail.actions import record
from tasks.assessment.actions import frozen_scheme, must_assess, span
from tasks.assessment.arithmetic import as_json
from tasks.assessment.cases import as_fact, plain
from tasks.assessment.closing import tell
from tasks.assessment.gathering import gather
from tasks.assessment.models import Appeal, Correction, Cycle, CycleState, Finding, UnitScore
from tasks.assessment.queries import cases_now
from tasks.assessment.scoring import Result, proposed_grade, score
from tasks.assessment.second_look import Known, corrected
from tasks.assessment.snapshots import kept_sheet, take

RESULT = ("score", "proposed_grade", "grade")


@transaction.atomic
def propose(
    *,
    unit_score: UnitScore,
    assignments: Sequence[int | str],
    finding: str,
    grade: str,
    reason: str,
    quota_note: str = "",
    now: datetime,
    by,
) -> Correction:
    """What should be corrected, and why. Nothing changes until somebody else confirms it."""
    must_assess(by)
    row = _locked(unit_score)
    if not reason.strip():
        raise Refused("更正须写明理由。请填写“理由”。")
    if bool(assignments) != bool(finding) or finding not in ("", *Finding.values):
        raise Refused("“涉及事项”和“认定”须一并选择；只更正等次的都不选。")
    if Correction.objects.filter(unit_score=row, decided_at=None).exists():
        raise Stale(f"{row.unit}已有一件更正待确认。请先确认或退回。")
    made = Correction(unit_score=row, assignments=sorted(assignments, key=str), finding=finding, reason=reason.strip())
    made.proposed_at, made.proposed_by = now, by
    made.score_before, made.grade_before = row.score, row.grade
    _, result = _again(row, made)
    made.score, made.proposed_grade = result.total, proposed_grade(result, frozen_scheme(row.cycle))
    made.grade = grade or _following(row, made)
    if made.grade and made.grade not in frozen_scheme(row.cycle).grades:
        raise Refused(f"“{made.grade}”不是本次考核的等次。")
    if (made.score, made.grade) == (row.score, row.grade):
        raise Refused("按所填内容，得分和等次都没有变化，不用更正。请核对“涉及事项”“认定”和“等次”。")
    made.quota_note = quota_note.strip()
    _must_fit(row, made)
    made.save(force_insert=True)
    record(act="提出考核更正", target=row, before=_result(row), after=_result(made), note=made.reason, at=now, by=by)
    return made


@transaction.atomic
def confirm(*, correction: Correction, on: date, now: datetime, by) -> Correction:
    """The second person agrees: the result changes, the next snapshot is taken, the unit is written to."""
    must_assess(by)
    row = _locked(correction.unit_score)
    mine = _undecided(correction, by)
    facts, result = _again(row, mine)
    if (row.score, row.grade, result.total) != (mine.score_before, mine.grade_before, mine.score):
        raise Stale("提出更正以后，有关记录又有变化。请退回后重新提出。")
    _must_fit(row, mine)
    before, content = _result(row), kept_sheet(row)
    said = {
        "score": mine.score,
        "proposed_grade": mine.proposed_grade,
        "grade": mine.grade,
        "arithmetic": as_json(result, frozen_scheme(row.cycle)),
    }
    said["grade_reason"] = _why(row, mine)
    UnitScore.objects.filter(pk=row.pk).update(**said, version=F("version") + 1)
    row.refresh_from_db()
    parts = [("unit", row.unit_id, _content(row, content, facts, mine))]
    if mine.finding == Finding.REREAD:
        parts += import_string(f"{settings.SNAPSHOT_OF_LISTS}.again")(row.cycle, _numbers(mine))
    first = row.cycle.snapshots.get(number=1)
    mine.snapshot = take(cycle=row.cycle, parts=parts, on=first.on, note=mine.reason[:300], now=now, by=by)
    mine.decided_at, mine.decided_by = now, by
    mine.save(update_fields=["snapshot", "decided_at", "decided_by"])
    tell(row, "result_corrected", {"correction": mine}, key=f"correction:{mine.pk}", on=on, now=now)
    after = _result(row) | {"digest": mine.snapshot.digest, "proposed_by": str(mine.proposed_by)}
    record(act="确认考核更正", target=row, before=before, after=after, note=mine.reason, at=now, by=by)
    return mine


@transaction.atomic
def refuse(*, correction: Correction, reason: str, now: datetime, by) -> Correction:
    """The second person does not agree, and says why; an appeal behind it is to be answered anew."""
    must_assess(by)
    row = _locked(correction.unit_score)
    mine = _undecided(correction, by)
    if not reason.strip():
        raise Refused("退回更正须写明理由。请填写“理由”。")
    Appeal.objects.filter(correction=mine).update(decided_at=None, decided_by=None, upheld=None, answer="", correction=None)
    mine.decided_at, mine.decided_by, mine.refusal = now, by, reason.strip()
    mine.save(update_fields=["decided_at", "decided_by", "refusal"])
    record(act="退回考核更正", target=row, before=_result(mine), note=mine.refusal, at=now, by=by)
    return mine


def _locked(unit_score: UnitScore) -> UnitScore:
    """The row as it is now, with its cycle held: one change of a closed cycle at a time."""
    cycle = Cycle.objects.select_for_update().get(pk=unit_score.cycle_id)
    if cycle.state != CycleState.CLOSED or not cycle.snapshots.exists():
        raise Refused(f"“{cycle}”尚未审定，直接修改等次或重新计算即可，不用更正。")
    return UnitScore.objects.select_related("unit", "cycle").get(pk=unit_score.pk)


def _undecided(correction: Correction, by) -> Correction:
    mine = Correction.objects.select_related("proposed_by").get(pk=correction.pk)
    if mine.decided_at:
        raise Stale("这件更正刚被他人确认或退回。", theirs=mine.refusal or mine.said)
    if mine.proposed_by_id == by.pk:
        raise NotYours("更正由您提出，须由另一人确认。")
    return mine


def _again(row: UnitScore, mine: Correction) -> tuple[list[Known], Result]:
    """The kept facts with the finding, and the score that follows under the frozen scheme as of the day of the snapshot."""
    kept = [as_fact(one) for one in kept_sheet(row)["facts"]]
    unknown = set(mine.assignments) - {fact.key for fact in kept}
    if unknown:
        raise Refused("所选事项不在本单位的考核事实之内。请重新选择“涉及事项”。")
    cycle, on = row.cycle, row.cycle.snapshots.get(number=1).on
    now = {fact.key: fact for fact in gather(cycle, [row.unit], on, frozen_scheme(cycle)).get(row.unit_id, [])}
    facts = corrected(kept, mine.assignments, mine.finding, f"更正：{mine.reason.rstrip('。')}。", now)
    return facts, score(facts, frozen_scheme(cycle), on=on, **span(cycle))


def _must_fit(row: UnitScore, mine: Correction) -> None:
    """One best grade more than the quota allows needs a note, as it does at the closing."""
    frozen = frozen_scheme(row.cycle)
    if mine.grade != frozen.grades[0] or row.grade == mine.grade or mine.quota_note:
        return
    others = list(UnitScore.objects.filter(cycle=row.cycle_id).exclude(pk=row.pk).exclude(grade="").values_list("grade", flat=True))
    given, quota = others.count(mine.grade) + 1, frozen.quota(len(others) + 1)
    if given > quota:
        raise Refused(f"更正后“{mine.grade}”共{given}个，超过名额{quota}个。请在“超过名额的理由”中写明，或改选等次。")


def _numbers(mine: Correction) -> set[int]:
    """The assignments among what is named."""
    return {one for one in mine.assignments if isinstance(one, int)}


def _following(row: UnitScore, mine: Correction) -> str:
    """Without a grade of its own: the new proposed one where the old one had been followed, else the grade that people gave."""
    return mine.proposed_grade if row.grade == row.proposed_grade else row.grade


def _why(row: UnitScore, mine: Correction) -> str:
    """Why the grade is another than the proposed one: what people said when they gave it, or the correction."""
    if mine.grade == mine.proposed_grade:
        return ""
    return row.grade_reason if mine.grade == row.grade and row.grade_reason else f"更正：{mine.reason}"[:300]


def _content(row: UnitScore, content: dict[str, Any], facts: list[Known], mine: Correction) -> dict[str, Any]:
    """The unit's part of the next snapshot; cases are read anew only where the records were put right."""
    fresh = cases_now(_numbers(mine)) if mine.finding == Finding.REREAD else {}
    cases = [plain(fresh[one["pk"]]) if one["pk"] in fresh else one for one in content["cases"]]
    said = {"score": None if row.score is None else str(row.score), "grade_reason": row.grade_reason}
    said |= {"proposed_grade": row.proposed_grade, "grade": row.grade, "arithmetic": row.arithmetic}
    return content | said | {"facts": [plain(fact) for fact in facts], "cases": cases}


def _result(thing: UnitScore | Correction) -> dict[str, str]:
    return {name: str(getattr(thing, name)) for name in RESULT}
