"""申请复核: the unit asks at the figure, within its days; somebody other than who gave the grade answers."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from accounts.access import posts_of
from accounts.conflict import NotYours, Refused, Stale
from accounts.letters.actions import post
from accounts.models import Post, Unit
from accounts.roles import Permission, Role
from accounts.trail.actions import record
from tasks.assessment import correcting
from tasks.assessment.actions import frozen_scheme, must_assess
from tasks.assessment.closing import tell
from tasks.assessment.models import Appeal, Feedback, UnitScore
from tasks.days.queries import calendar

SCORE, GRADE, ADJUSTMENT = "得分", "等次", "加减分"


def may_appeal(user, unit_score: UnitScore) -> bool:
    """The unit's first responsible person, or who acts for him: may hand in for the unit and read its assessment."""
    posts = posts_of(user)
    own = [Unit.objects.reached_by(posts, right) for right in (Permission.SUBMIT, Permission.READ_ASSESSMENT)]
    return all(units.filter(pk=unit_score.unit_id).exists() for units in own) and any(
        held.role == Role.UNIT_SECRETARY for held in posts
    )


def figures(unit_score: UnitScore) -> list[str]:
    """All that can be appealed: score, grade, each indicator, and 加减分 where the scheme has them."""
    frozen = frozen_scheme(unit_score.cycle)
    return [SCORE, GRADE, *(indicator.name for indicator in frozen.indicators), *([ADJUSTMENT] if frozen.clauses else [])]


@transaction.atomic
def file(*, unit_score: UnitScore, about: str, assignment: int | None = None, reason: str, on: date, now: datetime, by) -> Appeal:
    """The unit says which figure is wrong and why. The office has as many working days to answer as the unit had to ask."""
    if not may_appeal(by, unit_score):
        raise NotYours("复核由本单位第一责任人申请。")
    told = Feedback.objects.select_for_update().filter(cycle=unit_score.cycle_id).first()
    if told is None:
        raise Refused("考核结果尚未反馈，不能申请复核。")
    if on > told.appeal_until:
        raise Refused(f"申请复核截至{told.appeal_until:%Y年%-m月%-d日}，已经过期。确有错误的，请与党建办联系，由党建办办理更正。")
    if about not in figures(unit_score):
        raise Refused(f"“申请复核的内容”应为{'、'.join(figures(unit_score))}之一。请重新选择。")
    if not reason.strip():
        raise Refused("请填写“理由”：哪里有误、有什么依据，一两句话即可。")
    open_ = Q(decided_at=None) | Q(
        correction__isnull=False, correction__decided_at=None
    )  # a correction that is refused opens it again
    standing = Appeal.objects.filter(open_, unit_score=unit_score, about=about).first()
    if standing:
        raise Stale(f"“{about}”已经申请复核，正在办理。", mine=reason, theirs=standing.reason)
    said = {"about": about, "assignment": assignment, "reason": reason.strip()}
    until = calendar().add_workdays(on, told.workdays)
    made = Appeal.objects.create(unit_score=unit_score, **said, filed_on=on, filed_at=now, filed_by=by, answer_until=until)
    record(act="申请复核", target=unit_score, after=said | {"answer_until": until}, at=now, by=by)
    _tell_office(made, on, now)
    return made


@transaction.atomic
def answer(
    *,
    appeal: Appeal,
    upheld: bool,
    answer: str,
    assignments: Sequence[int | str] = (),
    finding: str = "",
    grade: str = "",
    quota_note: str = "",
    on: date,
    now: datetime,
    by,
) -> Appeal:
    """Not upheld: the unit reads why. Upheld: a 更正 is proposed, and the unit hears when a second person has confirmed it."""
    must_assess(by)
    mine = Appeal.objects.select_for_update(of=("self",)).select_related("unit_score__unit", "unit_score__cycle").get(pk=appeal.pk)
    row = mine.unit_score
    if mine.decided_at:
        raise Stale("这件复核申请刚由他人答复。", mine=answer, theirs=mine.answer)
    if row.graded_by_id == by.pk:
        raise NotYours("该单位的等次由您审定，复核须由另一人答复。")
    if any(held.unit_id == row.unit_id for held in posts_of(by)):
        raise NotYours("不能答复本单位的复核申请。")
    if not answer.strip():
        raise Refused("请填写“答复”：查了什么、结论是什么。")
    if upheld:
        said = {"assignments": assignments, "finding": finding, "grade": grade, "reason": answer, "quota_note": quota_note}
        mine.correction = correcting.propose(unit_score=row, **said, now=now, by=by)
    mine.upheld, mine.answer, mine.decided_at, mine.decided_by = upheld, answer.strip(), now, by
    mine.save(update_fields=["upheld", "answer", "decided_at", "decided_by", "correction"])
    record(act="答复复核申请", target=row, after={"about": mine.about, "upheld": upheld}, note=mine.answer, at=now, by=by)
    if not upheld:
        tell(row, "appeal_answered", {"appeal": mine}, key=f"appeal:{mine.pk}", on=on, now=now)
    return mine


def _tell_office(appeal: Appeal, on: date, now: datetime) -> None:
    """Those who may answer: the office's administrators, without the one who gave the grade."""
    held = Post.objects.on(on).with_role(Role.OFFICE_ADMIN).exclude(user=appeal.unit_score.graded_by_id).select_related("user")
    for person in {one.user_id: one.user for one in held}.values():
        key = f"appeal_filed:{appeal.pk}:{person.pk}"
        post(to=person, template="appeal_filed", context={"appeal": appeal}, key=key, now=now, data={"appeal": appeal.pk})
