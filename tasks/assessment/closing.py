"""集体审定 and 反馈: a meeting decides, a snapshot is taken, and then each unit is told of its own result."""

from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import import_string

from accounts.conflict import Refused, Stale
from accounts.letters.actions import post
from accounts.models import Post
from accounts.roles import Role
from accounts.trail.actions import record
from accounts.units.queries import deputies
from tasks.assessment.actions import frozen_scheme, lock, must_assess, span
from tasks.assessment.gathering import Facts, gather
from tasks.assessment.models import Cycle, CycleState, Feedback, UnitScore
from tasks.assessment.scoring import proposed_grade, score
from tasks.assessment.snapshots import take, unit_parts
from tasks.days.queries import calendar

WORKDAYS = range(1, 31)


@transaction.atomic
def close_cycle(*, cycle: Cycle, meeting: str, met_on: date, note: str = "", now: datetime, by) -> Cycle:
    """集体审定 by a meeting: the result is kept as a snapshot with its digest, and changes only by a 更正. Each scored unit needs its grade."""
    must_assess(by)
    lock(cycle)
    rows = list(UnitScore.objects.filter(cycle=cycle).select_related("unit"))
    meeting, note = meeting.strip(), note.strip()
    _must_be_complete(cycle, rows, note)
    if not meeting:
        raise Refused("请填写“审定会议”，如“县直机关工委会议”。")
    if met_on > timezone.localdate(now):
        raise Refused("“会议日期”不能晚于今天。请先开会审定，再在此登记。")
    on = timezone.localdate(min(row.computed_at for row in rows))
    facts = gather(cycle, [row.unit for row in rows], on, frozen_scheme(cycle))
    _must_be_fresh(cycle, rows, facts, on)
    Cycle.objects.filter(pk=cycle.pk).update(state=CycleState.CLOSED, closed_at=now, closed_by=by)
    cycle.refresh_from_db()
    parts = [*unit_parts(rows, facts), *import_string(f"{settings.SNAPSHOT_OF_LISTS}.lists")(cycle)]
    taken = take(cycle=cycle, parts=parts, on=on, meeting=meeting, met_on=met_on, note=note, now=now, by=by)
    grades = {row.unit.name: row.grade or "未评定等次" for row in rows}
    after = {"grades": grades, "meeting": meeting, "met_on": met_on, "digest": taken.digest}
    record(act="审定考核结果", target=cycle, after=after, note=note, at=now, by=by)
    return cycle


@transaction.atomic
def feed_back(*, cycle: Cycle, workdays: int, on: date, now: datetime, by) -> Feedback:
    """反馈: each unit's secretary gets one letter about the own result, and the unit sees its page from now on."""
    must_assess(by)
    found = Cycle.objects.select_for_update().get(pk=cycle.pk)
    if found.state != CycleState.CLOSED:
        raise Refused(f"“{cycle}”尚未审定，不能反馈。请先由会议审定。")
    if Feedback.objects.filter(cycle=found).exists():
        raise Stale(f"“{cycle}”已经反馈。")
    if workdays not in WORKDAYS:
        raise Refused(f"“申请复核期限”应为{WORKDAYS.start}至{WORKDAYS[-1]}个工作日。请修改。")
    until = calendar().add_workdays(on, workdays)
    made = Feedback.objects.create(cycle=found, on=on, at=now, by=by, workdays=workdays, appeal_until=until)
    rows = list(UnitScore.objects.filter(cycle=found).select_related("unit", "cycle"))
    letters = sum(tell(row, "result_told", {"until": until}, key=f"result:{row.pk}", on=on, now=now) for row in rows)
    after = {"workdays": workdays, "appeal_until": until, "units": len(rows), "letters": letters}
    record(act="反馈考核结果", target=found, after=after, at=now, by=by)
    return made


def tell(row: UnitScore, template: str, context: dict, *, key: str, on: date, now: datetime) -> int:
    """A letter to whoever answers for the unit: its secretary and who acts for him, nobody else. Returns the number of letters."""
    own = Post.objects.on(on).with_role(Role.UNIT_SECRETARY).filter(unit=row.unit_id).select_related("user")
    acting = [held for held in deputies({row.unit_id}, on) if held.unit_id == row.unit_id]
    people = {held.user_id: held.user for held in [*own, *acting]}
    for person in people.values():
        post(
            to=person,
            template=template,
            context={"score": row, **context},
            key=f"{key}:{person.pk}",
            now=now,
            data={"score": row.pk},
        )
    return len(people)


def _must_be_complete(cycle: Cycle, rows: list[UnitScore], note: str) -> None:
    """Scores computed, no review waiting, all graded, the best grade within its quota or with a note that says why not."""
    if not rows:
        raise Refused("尚未计算得分。请先计算。")
    voting = [str(ballot) for ballot in cycle.ballots.filter(state="open", trial=False)]
    if voting:
        raise Refused(f"“{'”“'.join(voting)}”还在投票。请先结束投票，再重新计算。")
    waiting = [row.unit.name for row in rows if any(e["word"].startswith("待审核") for e in row.arithmetic["left_out"])]
    if waiting:
        raise Refused(f"{'、'.join(waiting)}尚有待审核的事项。请先审核，再重新计算。")
    ungraded = [row.unit.name for row in rows if row.score is not None and not row.grade]
    if ungraded:
        raise Refused(f"{'、'.join(ungraded)}尚未审定等次。请逐个单位审定。")
    frozen = frozen_scheme(cycle)
    best, graded = frozen.grades[0], [row for row in rows if row.grade]
    given = sum(row.grade == best for row in graded)
    if given > frozen.quota(len(graded)) and not note:
        raise Refused(f"“{best}”共{given}个，超过名额{frozen.quota(len(graded))}个。请调整等次，或在“审定说明”中写明理由。")


def _must_be_fresh(cycle: Cycle, rows: list[UnitScore], facts: Facts, on: date) -> None:
    """What the meeting decided on is what the records say now."""
    frozen = frozen_scheme(cycle)
    found = [(row, score(facts.get(row.unit_id, []), frozen, on=on, **span(cycle))) for row in rows]
    moved = [r.unit.name for r, new in found if (new.total, proposed_grade(new, frozen)) != (r.score, r.proposed_grade)]
    if moved:
        raise Refused(f"计算得分以后，{'、'.join(moved)}的事实有变化。请重新计算，核对等次后再审定。")
