"""报审、审定: a leader looks at the draft before it may be issued; while it lies there, or once approved, it does not change."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from accounts.conflict import NotYours, Refused, Stale
from accounts.letters.actions import post
from accounts.models import Post, User
from accounts.roles import Permission, Role
from accounts.trail.actions import record
from tasks.items.actions.completeness import must_be_complete
from tasks.items.actions.locking import hold, must_be_draft
from tasks.items.models import Answer, Approval, ResponsibilityList
from tasks.items.rights import must_hold
from tasks.items.states import ListState


@transaction.atomic
def propose(
    *, responsibility_list: ResponsibilityList, approver: User | None = None, note: str = "", on: date, now: datetime, by: User
) -> Approval:
    """报审: ask `approver`, or any county leader when nobody is named. The draft must be complete. One letter to each asked."""
    must_hold(Permission.DRAW_UP, by, on, "报审清单")
    live = hold(responsibility_list).approvals.live().first()
    if live:
        raise Stale(
            "清单已报审，没有重复报审。", mine=note, theirs=f"{live.asked_by}报审，{live.get_answer_display()}。{live.note}"
        )
    must_be_draft(responsibility_list)
    must_be_complete(responsibility_list, on)
    if approver == by:
        raise Refused("审定人不能是报审人本人。请另选审定人。")
    made = Approval.objects.create(
        responsibility_list=responsibility_list, approver=approver, note=note.strip(), asked_by=by, asked_at=now
    )
    said = {"approver": approver.name if approver else "县委领导", "note": note.strip()}
    record(act="清单报审", target=responsibility_list, after=said, at=now, by=by)
    for leader in [approver] if approver else county_leaders(on):
        post(to=leader, template="approval_asked", context={"approval": made}, key=f"approval:{made.pk}:{leader.pk}", now=now)
    return made


@transaction.atomic
def endorse(*, approval: Approval, meeting: str = "", remark: str = "", now: datetime, by: User) -> Approval:
    """审定: the draft may be issued as it is."""
    return _answer(approval, Answer.APPROVED, meeting, remark, now, by)


@transaction.atomic
def send_back(*, approval: Approval, remark: str, meeting: str = "", now: datetime, by: User) -> Approval:
    """退回修改, with a reason."""
    if not remark.strip():
        raise Refused("退回须说明理由。请填写“审定意见”。")
    return _answer(approval, Answer.RETURNED, meeting, remark, now, by)


@transaction.atomic
def take_back(*, responsibility_list: ResponsibilityList, reason: str, now: datetime, by: User) -> Approval:
    """撤回: the office takes the draft back, asked or approved, to change it; it then needs a new approval."""
    must_hold(Permission.DRAW_UP, by, timezone.localdate(now), "撤回报审的清单")
    held = hold(responsibility_list)
    live = held.approvals.live().first() if held.state == ListState.DRAFT else None
    if live is None:
        raise Stale("清单没有在审，无需撤回。请刷新页面。", mine=reason)
    if not reason.strip():
        raise Refused("撤回须说明理由。请填写“理由”。")
    # Nothing of another table in the condition: PostgreSQL looks again at the row itself only, and all of four were let in.
    swapped = Approval.objects.filter(pk=live.pk, answer=live.answer).update(
        answer=Answer.TAKEN_BACK, decided_at=now, decided_by=by, remark=reason.strip()
    )
    if swapped != 1:
        raise Stale("清单的审定情况刚有变化。请刷新后查看。", mine=reason)
    record(act="撤回报审", target=responsibility_list, before={"answer": live.get_answer_display()}, note=reason, at=now, by=by)
    live.refresh_from_db()
    return live


def county_leaders(on: date) -> list[User]:
    """Who is asked when nobody is named."""
    return list(User.objects.filter(posts__in=Post.objects.on(on).with_role(Role.COUNTY_LEADER)).distinct())


def _answer(approval: Approval, answer: Answer, meeting: str, remark: str, now: datetime, by: User) -> Approval:
    """Compare-and-swap from 待审定; the one who asked hears of it in one letter."""
    waits = Approval.objects.filter(pk=approval.pk, answer=Answer.WAITING)
    if waits.exists() and not waits.decidable_by(by).exists():
        raise NotYours("该清单不由您审定。")
    said = {"answer": answer, "decided_at": now, "decided_by": by, "meeting": meeting.strip(), "remark": remark.strip()}
    if Approval.objects.filter(pk=approval.pk, answer=Answer.WAITING).update(**said) != 1:
        fresh = Approval.objects.get(pk=approval.pk)
        raise Stale(f"该清单{fresh.get_answer_display()}，无需再审定。", mine=remark, theirs=fresh.remark)
    entry = record(
        act="审定清单" if answer == Answer.APPROVED else "退回清单",
        target=approval.responsibility_list,
        after={"meeting": meeting.strip()},
        note=remark.strip(),
        at=now,
        by=by,
    )
    Approval.objects.filter(pk=approval.pk).update(post=entry.post)
    approval.refresh_from_db()
    post(
        to=approval.asked_by,
        template="approval_answered",
        context={"approval": approval},
        key=f"approval-answer:{approval.pk}",
        now=now,
    )
    return approval
