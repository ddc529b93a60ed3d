"""The life of an assignment as one list of dated events, newest first."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from tasks.desk import supervised
from tasks.items.models import Assignment, Cause, Verdict
from tasks.items.states import MOVES
from tasks.progress.models import Evidence

# Moves whose words stand in their own requests and answers too: told once, where they were said.
LABELS = {"assign": "下达"} | {act: move.label for act, move in MOVES.items()} | {"submit": "提请办结", "approve": "审核通过"}


@dataclass(frozen=True)
class Event:
    """Something that happened: when, who (with post), what, and the words that go with it."""

    when: datetime
    who: str
    what: str
    detail: str = ""
    proof: Evidence | None = None
    href: str = ""


def events(assignment: Assignment) -> list[Event]:
    """Everything that is on record about an assignment read by desk.queries.whole."""
    kinds = (_moves, _extensions, _decisions, _reports, _reminders, _urges, _notes, _supervised)
    found = [event for kind in kinds for event in kind(assignment)]
    return list(reversed(sorted(found, key=lambda event: event.when)))


def _who(row) -> str:
    return f"{row.post} {row.by}".strip()


def _day(on: date) -> str:
    return f"{on:%Y年%-m月%-d日}"


def _moves(assignment: Assignment) -> Iterator[Event]:
    claims = {s.at: _claim(s, assignment) for s in assignment.submissions.all()}
    moved = [change for change in assignment.due_changes.all() if change.cause not in (Cause.EXTENSION, Cause.DECISION)]
    shifts = {change.at: f"时限由{_day(change.old)}改为{_day(change.new)}。" for change in moved}
    agreed = {o.answered_at: f"调整后的要求：{o.agreed}" for o in assignment.objections.all() if o.agreed}
    for move in assignment.moves.all():
        said = claims.get(move.at, "") if move.act == "submit" else move.reason
        words = (said, shifts.get(move.at, ""), agreed.get(move.at, "") if move.act == "adjust" else "")
        yield Event(move.at, _who(move), LABELS[move.act], "　".join(word for word in words if word))


def _claim(submission, assignment: Assignment) -> str:
    if submission.claimed_figure is None:
        return submission.claim
    return f"{submission.claim}（自报 {submission.claimed_figure.normalize():f} {assignment.item.target_measure}）"


def _extensions(assignment: Assignment) -> Iterator[Event]:
    for one in assignment.extensions.all():
        yield Event(one.at, _who(one), f"申请延期至{_day(one.asked_due_on)}", one.reason)
        if one.verdict in (Verdict.GRANTED, Verdict.REFUSED):
            until = f"至{_day(one.granted_due_on)}（原时限{_day(one.old_due_on)}）" if one.granted_due_on else ""
            who = f"{one.answered_post} {one.answered_by}".strip()
            yield Event(one.answered_at, who, f"{one.get_verdict_display()}延期{until}", one.answer)


def _decisions(assignment: Assignment) -> Iterator[Event]:
    """Dates that the office changed by its own decision; the others go with their moves and requests."""
    for change in assignment.due_changes.all():
        if change.cause == Cause.DECISION:
            yield Event(change.at, _who(change), f"时限由{_day(change.old)}改为{_day(change.new)}", change.reason)


def _reports(assignment: Assignment) -> Iterator[Event]:
    for report in assignment.reports.all():
        yield Event(report.at, _who(report), f"报进展 {report.percent}%", report.text, getattr(report, "evidence", None))
        voided = getattr(getattr(report, "evidence", None), "voided", None)
        if voided:
            yield Event(voided.at, _who(voided), "作废佐证", f"{report.evidence.name}：{voided.reason}")


def _reminders(assignment: Assignment) -> Iterator[Event]:
    for reminder in assignment.reminders.all():
        yield Event(reminder.planned_at, "系统", f"提醒 {reminder.to}", f"{reminder.why}{_delivery(reminder)}")


def _urges(assignment: Assignment) -> Iterator[Event]:
    for urge in assignment.urges.all():
        yield Event(urge.at, _who(urge), "催办", urge.words)


def _supervised(assignment: Assignment) -> Iterator[Event]:
    for when, who, what, detail, href in supervised.rows(assignment):
        yield Event(when, who, what, detail, href=href)


def _notes(assignment: Assignment) -> Iterator[Event]:
    for note in assignment.comments.all():
        yield Event(note.at, _who(note), "留言", note.text)


def _delivery(reminder) -> str:
    return f"（信件{reminder.letter.get_state_display()}）" if reminder.letter else ""
