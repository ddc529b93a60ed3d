"""What the addresses of SPEECHES and TASKS can name, made by the real actions: speeches, lists, assignments, cycles."""

from datetime import date, datetime, time

from django.utils import timezone

from accounts.models import Unit, User
from speeches import actions as speeches
from speeches.models import Speech, Term
from tasks.items import actions as items
from tasks.items.models import Assignment, ResponsibilityList
from tasks.items.states import Part
from tasks.progress import actions as progress
from tasks.progress.files import check
from tasks.progress.models import Evidence
from tasks.review import actions as review
from tests.doors import lists
from tests.doors.door import Place
from tests.doors.people import Spots
from tests.factories import Office, approve

TEXT = "一要转作风。各单位要改进文风会风，减少文件，精简会议。二要抓党课。书记每年讲党课。\n会议到此结束。"
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 40
BEFORE, GIVEN, LATELY, TODAY = date(2026, 8, 3), date(2026, 11, 9), date(2026, 11, 16), date(2026, 11, 24)
OVER, DUE = date(2026, 10, 30), date(2026, 12, 21)


def at(day: date) -> datetime:
    """Nine o'clock on the day."""
    return timezone.make_aware(datetime.combine(day, time(9)))


def targets(small: Office) -> dict[str, Spots]:
    """Everything by name; what belongs to a unit three times, by place."""
    units = {Place.OWN: small.a.unit, Place.BELOW: small.branch, Place.OTHER: small.b.unit}
    found = _speeches(small)
    old = _list(small, "上年清单", list(units.values()), due_on=OVER, on=BEFORE)
    _walk(small, old, "completed", OVER, small.second_admin)
    now = {state: _list(small, f"{state}清单", list(units.values()), due_on=DUE) for state in ("active", "submitted", "completed")}
    for state, listed in now.items():
        _walk(small, listed, state, LATELY, small.second_admin)
    own = _list(small, "本人审核清单", list(units.values()), due_on=DUE)
    _walk(small, own, "completed", LATELY, small.admin)
    pending = {place: _list(small, f"{unit}清单", [unit], due_on=DUE) for place, unit in units.items()}
    office = _list(small, "党建办自身清单", [small.work_committee], due_on=DUE)
    found["the office's own"] = {Place.ANY: _spot(_of(office, small.work_committee))}
    found["a list of all"] = {Place.ANY: ({"pk": own.pk},)}
    found["a list"] = {place: ({"pk": listed.pk},) for place, listed in pending.items()}
    found |= lists.targets(small, pending[Place.OWN])
    found["an item"] = {place: ({"pk": listed.items.get().pk},) for place, listed in pending.items()}
    given = {place: Assignment.objects.get(item__responsibility_list=listed) for place, listed in pending.items()}
    found["pending"] = {place: _spot(assignment) for place, assignment in given.items()}
    for name, listed in {**now, "approved by the caller": own}.items():
        found[name] = {place: _spot(_of(listed, unit)) for place, unit in units.items()}
    found["a proof"] = {place: ({"pk": _proof(_of(now["active"], unit)).pk},) for place, unit in units.items()}
    return found


def _speeches(small: Office) -> dict[str, Spots]:
    """One that waits for the reader, one half decided, one decided with two drafts from it."""
    waiting = _received(small, "尚未识别的讲话。")
    half, decided = (speeches.read(pk=_received(small, TEXT + ending).pk, now=at(GIVEN)) for ending in ("", "\n"))
    first, second = half.directives.all()
    speeches.confirm(directive=first, version=first.version, now=at(GIVEN), by=small.admin)
    for directive in decided.directives.all():
        speeches.confirm(directive=directive, version=directive.version, now=at(GIVEN), by=small.admin)
    others = decided.pieces.filter(directive=None).values_list("pk", flat=True)
    speeches.decide_pieces(speech=decided, pieces=others, kind=None, now=at(GIVEN), by=small.admin)
    found = {"a speech to read": waiting, "a speech to decide": half, "a decided speech": decided}
    named = {name: {Place.ANY: ({"pk": speech.pk},)} for name, speech in found.items()}
    for name, speech in (("a source", decided), ("an undecided source", half)):
        named[name] = {Place.ANY: ({"speech": speech.pk},)}
    for name, directive in (("a confirmed directive", first), ("an open directive", second)):
        directive.refresh_from_db()
        named[name] = {Place.ANY: ({"pk": directive.pk}, {"version": directive.version})}
    named["a speech as it was shown"] = {Place.ANY: ({"pk": decided.pk}, {"mark": speeches.seen(decided)})}
    cut = first.pieces.order_by("start").last()
    named["a directive of two sentences"] = {Place.ANY: ({"pk": first.pk}, {"version": first.version, "at": cut.start})}
    pair = {"version": first.version, "other": second.pk, "other_version": second.version}
    named["two neighbouring directives"] = {Place.ANY: ({"pk": first.pk}, pair)}
    outside = half.pieces.outside().worded().open().first()
    named["an overlooked sentence"] = {Place.ANY: ({"pk": half.pk}, {"piece": outside.pk})}
    sorted_out = decided.pieces.outside().worded().first()
    named["a sentence that was sorted"] = {Place.ANY: ({"pk": decided.pk}, {"pieces": [sorted_out.pk]})}
    term = Term.objects.get(phrase="各单位")
    named["the themes"] = {Place.ANY: ({"book": "theme"},)}
    named["speeches to read again"] = {Place.ANY: ({}, {"speech": [half.pk]})}
    named["a term"] = {Place.ANY: ({"pk": term.pk}, {"version": term.version})}
    unread = speeches.read(pk=_received(small, "\0").pk, now=at(GIVEN))
    named["an unreadable speech"] = {Place.ANY: ({"pk": unread.pk},)}
    return named | _drafts(small, decided)


def _drafts(small: Office, source: Speech) -> dict[str, Spots]:
    """A draft with gaps, and one in which nothing is missing."""
    gaps, ready = (
        items.draft_from_speech(speech=source, year=2026, title=name, by=small.admin) for name in ("缺项清单", "待印发清单")
    )
    items.settle(responsibility_list=ready, units=[small.a.unit], due_on=DUE, by=small.admin)
    approve(ready, on=GIVEN, by=small.admin)
    item = gaps.items.first()
    said = {"version": item.version, "each": [small.a.unit.pk]}
    return {
        "a draft": {Place.ANY: ({"pk": gaps.pk},)},
        "a ready draft": {Place.ANY: ({"pk": ready.pk},)},
        "a draft's item": {Place.ANY: ({"pk": item.pk}, said)},
    }


def _received(small: Office, text: str) -> Speech:
    return speeches.receive(data=text.encode(), name="讲话.txt", now=at(GIVEN), by=small.admin)


def _list(small: Office, title: str, units: list[Unit], *, due_on: date, on: date = GIVEN) -> ResponsibilityList:
    """An issued list of one item, which each of the units answers for."""
    listed = ResponsibilityList.objects.create(year=2026, title=title)
    values = {"title": title, "requirement": "加强支部建设。", "due_on": due_on, "acceptance_criteria": "达到要求"}
    items.draw_up(responsibility_list=listed, units=dict.fromkeys(units, Part.EACH), values=values, by=small.admin)
    approve(listed, on=on, by=small.admin)
    items.issue(responsibility_list=listed, number=f"清直党〔2026〕{listed.pk}号", on=on, now=at(on), by=small.admin)
    return listed


def _walk(small: Office, listed: ResponsibilityList, end: str, on: date, approver: User) -> None:
    """Take each assignment of a list to its state by the people of its unit, with one report on the way."""
    secretaries = {small.a.unit: small.a.secretary, small.b.unit: small.b.secretary, small.branch: small.branch_secretary}
    for one in Assignment.objects.filter(item__responsibility_list=listed):
        _walk_one(one, end, on, secretaries[one.unit], approver)


def _walk_one(one: Assignment, end: str, on: date, secretary: User, approver: User) -> None:
    """One assignment on its way to `end`."""
    day = {"on": on, "now": at(on)}
    items.acknowledge(assignment=one, version=one.version, by=secretary, **day)
    one.refresh_from_db()
    proof = check(PNG, "现场.png") if end == "active" else None
    said = {"text": "已部署。", "percent": 50, "proof": proof, "key": f"k{one.pk}", "now": at(on)}
    progress.report(assignment=one, version=one.version, by=secretary, **said)
    if end in ("submitted", "completed"):
        review.submit(assignment=one, version=one.version, claim="已完成。", by=secretary, **day)
        one.refresh_from_db()
    if end == "completed":
        review.approve(assignment=one, version=one.version, result="核对记录，达到要求。", by=approver, **day)


def _of(listed: ResponsibilityList, unit: Unit) -> Assignment:
    return Assignment.objects.get(item__responsibility_list=listed, unit=unit)


def _spot(assignment: Assignment) -> tuple:
    return {"pk": assignment.pk}, {"version": assignment.version}


def _proof(assignment: Assignment) -> Evidence:
    return Evidence.objects.get(report__assignment=assignment)
