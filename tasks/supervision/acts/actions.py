"""Put on record: a talk, a check on the spot, a 批示 and its answer; and make a 问题 item of what a check found."""

from datetime import date, datetime

from django.db import transaction

from accounts.conflict import NotYours, Refused, Stale
from accounts.letters.actions import post
from accounts.models import Post
from accounts.roles import Permission, Role
from accounts.trail.actions import record
from tasks.items.actions import take_in_problem
from tasks.items.models import Assignment, Change, Item, ResponsibilityList
from tasks.items.states import FoundIn, Part, Remedy
from tasks.supervision.acts.models import Instruction, Talk, Visit
from tasks.supervision.acts.rights import is_county_leader, why_not_for_unit, why_not_from_outside
from tasks.supervision.acts.states import TALKED_WITH, TALKERS, Finding


@transaction.atomic
def hold_talk(
    *, assignment: Assignment, talker: Post, talked_with: Post, held_on: date, about: str, result: str, on: date, now: datetime, by
) -> Talk:
    """提醒谈话: written down after it was held. The trail says that there is a record, not what it says nor with whom."""
    _must_be_theirs(why_not_from_outside("登记提醒谈话", assignment, by, Permission.OVERSEE))
    _must_have_been(held_on, on, "谈话日期")
    if talker.role not in TALKERS or not talker.holds(held_on):
        raise Refused("谈话人须是谈话当天在任的县委领导、督查员或党建办管理员。请重新选择。")
    if talked_with.role not in TALKED_WITH or talked_with.unit_id != assignment.unit_id or not talked_with.holds(held_on):
        raise Refused("谈话对象须是谈话当天在该单位任职的书记或班子成员。请重新选择。")
    _must_be_worded(about, "请填写谈话内容，一两句话即可。")
    _must_be_worded(result, "请填写谈话结果：本人怎样表态、怎样改。")
    said = {"talker": talker, "talked_with": talked_with, "on": held_on, "about": about.strip(), "result": result.strip()}
    made = Talk.objects.create(assignment=assignment, due_on=assignment.due_on, written_at=now, written_by=by, **said)
    entry = record(act="登记提醒谈话", target=made, after={"on": held_on}, at=now, by=by)
    Talk.objects.filter(pk=made.pk).update(post=entry.post)
    made.post = entry.post
    return made


@transaction.atomic
def check_on_site(
    *, assignment: Assignment, checked_on: date, seen: str, finding: str, companions: str = "", on: date, now: datetime, by
) -> Visit:
    """实地核查 by somebody outside the unit."""
    _must_be_theirs(why_not_from_outside("登记实地核查", assignment, by))
    _must_have_been(checked_on, on, "核查日期")
    _must_be_worded(seen, "请填写看到的情况，一两句话即可。")
    if finding not in Finding.values:
        raise Refused("请选择核查结论。")
    after = {"on": checked_on, "seen": seen.strip(), "finding": Finding(finding).label}
    entry = record(act="实地核查", target=assignment, after=after, at=now, by=by)
    said = {"on": checked_on, "seen": seen.strip(), "finding": finding, "companions": companions.strip()}
    return Visit.objects.create(assignment=assignment, at=now, by=by, post=entry.post, **said)


@transaction.atomic
def list_problem(*, visit: Visit, responsibility_list: ResponsibilityList, now: datetime, by) -> Item | Change:
    """A finding becomes a 问题 item for the same unit, once: of a draft, or of a decision that is prepared for an issued list."""
    held = Visit.objects.select_for_update(of=("self",)).select_related("assignment__unit", "assignment__item").get(pk=visit.pk)
    if held.item_id or held.line_id:
        raise Stale("该核查发现的问题已列入清单。", theirs=str(held.item or held.line))
    if held.finding == Finding.CONFORMS:
        raise Refused("核查结论为相符，没有需要列入清单的问题。")
    about = held.assignment.item
    values = {"words": held.seen, "theme": about.theme, "found_in": FoundIn.SITE, "found_on": held.on}
    values |= {"remedy": Remedy.TIME_LIMITED, "basis": f"{held.by}{held.on:%Y年%-m月%-d日}实地核查"[:120]}
    values |= {"title": f"整改：{about.title}"[:60], "requirement": f"实地核查发现：{held.seen}"}
    units = {held.assignment.unit: Part.EACH}
    made = take_in_problem(responsibility_list=responsibility_list, units=units, values=values, now=now, by=by)
    Visit.objects.filter(pk=held.pk).update(**{"item" if isinstance(made, Item) else "line": made})
    record(act="核查问题列入清单", target=held.assignment, after={"item": str(made)}, at=now, by=by)
    return made


@transaction.atomic
def instruct(
    *, assignment: Assignment, said_by: Post, said_on: date, words: str, answerer: Post, answer_by_on: date,
    on: date, now: datetime, by,
) -> Instruction:  # fmt: skip
    """批示 of a county leader: the leader writes it, or the office enters it; one letter at once to who has to answer."""
    _must_be_theirs(why_not_from_outside("登记批示", assignment, by, Permission.OVERSEE))
    _must_have_been(said_on, on, "批示日期")
    if said_by.role != Role.COUNTY_LEADER or not said_by.holds(said_on):
        raise Refused("批示人须是批示当天在任的县委领导。请重新选择。")
    if is_county_leader(by) and said_by.user_id != by.pk:
        raise NotYours("县委领导只登记本人的批示。其他领导的批示由本人或党建办登记。")
    if answerer.unit_id != assignment.unit_id or not answerer.holds(on):
        raise Refused("答复人须是该单位现任人员。请重新选择。")
    _must_be_worded(words, "请填写批示内容。")
    if answer_by_on < on:
        raise Refused(f"答复期限不能早于今天。请改为 {on:%Y年%-m月%-d日} 或以后。")
    after = {"said_by": str(said_by), "on": said_on, "words": words.strip(), "answer_by_on": answer_by_on}
    entry = record(act="批示", target=assignment, after=after, at=now, by=by)
    said = {"said_by": said_by, "on": said_on, "words": words.strip(), "answerer": answerer, "answer_by_on": answer_by_on}
    made = Instruction.objects.create(assignment=assignment, at=now, by=by, post=entry.post, **said)
    post(
        to=answerer.user,
        template="instructed",
        context={"instruction": made, "assignment": assignment},
        key=f"instructed:{made.pk}",
        now=now,
        data={"assignment": assignment.pk},
    )
    return made


@transaction.atomic
def answer_instruction(*, instruction: Instruction, words: str, on: date, now: datetime, by) -> Instruction:
    """落实情况: the unit's word on a 批示, once."""
    assignment = instruction.assignment
    _must_be_theirs(why_not_for_unit("答复批示", assignment, by))
    _must_be_worded(words, "请填写落实情况，一两句话即可。")
    said = {"answer": words.strip(), "answered_on": on, "answered_at": now, "answered_by": by}
    if Instruction.objects.filter(pk=instruction.pk, answered_at=None).update(**said) != 1:
        instruction.refresh_from_db()
        raise Stale("该批示已由他人答复。", mine=words, theirs=instruction.answer)
    entry = record(act="答复批示", target=assignment, after={"answer": words.strip()}, at=now, by=by)
    Instruction.objects.filter(pk=instruction.pk).update(answered_post=entry.post)
    instruction.refresh_from_db()
    return instruction


def _must_be_theirs(refusal: str) -> None:
    if refusal:
        raise NotYours(refusal)


def _must_be_worded(text: str, sentence: str) -> None:
    if not text.strip():
        raise Refused(sentence)


def _must_have_been(day: date, on: date, name: str) -> None:
    """What is put on record has happened, within the last year."""
    if day > on:
        raise Refused(f"{name}不能晚于今天。请填写实际日期。")
    if (on - day).days > 366:
        raise Refused(f"{name}早于一年前。请检查年份。")
