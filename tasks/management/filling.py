"""A large office for trying: rows in bulk, as the real actions would leave them, with their trail. Deterministic."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from random import Random

from django.db import transaction
from django.utils import timezone

from accounts.models import Unit, User
from tasks.items.models import Assignment, Item, ItemUnit, Move, ResponsibilityList
from tasks.items.states import MOVES, ListState, Mode, Part, Source, State
from tasks.management.fill_people import THEMES, Hands, make_people, make_units
from tasks.management.fill_trail import BATCH, keep_trail
from tasks.progress.models import Report
from tasks.review.models import Decision, Submission

EACH, PER_LIST = 20, 1000
DEMANDS = (
    ("严格落实{t}责任", "严格落实{t}主体责任，主要负责人每季度专题研究一次，列出问题，逐项整改。"),
    ("开好{t}专题会议", "围绕{t}召开专题会议，会前征求意见，会上开展批评，会后公开整改结果。"),
    ("抓实{t}学习教育", "把{t}纳入理论学习中心组学习内容，班子成员带头讲党课，支部全部覆盖。"),
    ("精简{t}文件会议", "{t}方面的文件、会议、检查只减不增，能合并的合并，能用已有数据的不再要求填报。"),
    ("开展{t}自查自纠", "对照清单开展{t}自查，问题建账，明确责任人和完成时限，办结一项销号一项。"),
)
PROGRESS = (
    "已研究部署，明确分管领导和经办人。",
    "方案已印发，各支部正在落实。",
    "已完成大半，余下事项月底前办结。",
    "走访基层支部{n}个，收集意见{n}条。",
)
ENDS = (
    (State.PENDING, 6), (State.ACTIVE, 34), (State.SUBMITTED, 6), (State.COMPLETED, 9), (State.CLOSED_OFF, 42), (State.CANCELLED, 3),
)  # fmt: skip
CHECKED = "核对记录，情况属实，达到验收标准。"


def fill(*, units: int, items: int, today: date) -> tuple[int, int]:
    """Make `units` units with their people and `items` assignments; returns how many there are now of both."""
    chance = Random(20261016)
    with transaction.atomic():
        made = make_units(units)
        hands = make_people(made, today, chance)
    lists = -(-items // PER_LIST)
    for number in range(lists):
        with transaction.atomic():
            _list(number, made, hands, min(PER_LIST, items - number * PER_LIST), today, chance)
    return Unit.objects.count(), Assignment.objects.count()


def _list(number: int, units: list[Unit], hands: Hands, count: int, today: date, chance: Random) -> None:
    """One issued list of up to fifty items, each given to twenty units, on its way since."""
    issued = today - timedelta(chance.randint(20, 900))
    listed = ResponsibilityList.objects.create(year=issued.year, title=f"演练清单第{number + 1}号")
    named = f"演练〔{issued.year}〕{listed.pk}号"
    ResponsibilityList.objects.filter(pk=listed.pk).update(
        state=ListState.ISSUED, number=named, issued_on=issued, issued_by=hands.office, version=2
    )
    each = min(EACH, len(units))
    items = Item.objects.bulk_create(_item(listed, n + 1, issued, chance) for n in range(-(-count // each)))
    pairs = [(item, unit) for item in items for unit in chance.sample(units, each)][:count]
    ItemUnit.objects.bulk_create((ItemUnit(item=item, unit=unit, part=Part.EACH) for item, unit in pairs), batch_size=BATCH)
    given = [_given(item, unit, hands, issued, today, chance) for item, unit in pairs]
    given = Assignment.objects.bulk_create(given, batch_size=BATCH)
    _lives(given, hands, chance)
    keep_trail([(listed, "印发清单", hands.office, {"number": named, "on": issued, "items": len(items)})])
    keep_trail((item, "下达", hands.office, {"due_on": item.due_on}) for item in items)


def _item(listed: ResponsibilityList, number: int, issued: date, chance: Random) -> Item:
    theme, (title, text) = chance.choice(THEMES), chance.choice(DEMANDS)
    return Item(
        responsibility_list=listed,
        number=number,
        title=title.format(t=theme),
        requirement=text.format(t=theme),
        acceptance_criteria="逐项落实，有具体做法和结果，由审核人员核实。",
        source=Source.HAND,
        theme=theme,
        mode=Mode.EACH,
        due_on=issued + timedelta(chance.randint(15, 330)),
    )


def _given(item: Item, unit: Unit, hands: Hands, issued: date, today: date, chance: Random) -> Assignment:
    """One assignment in the state that it has reached by today."""
    state = chance.choices([s for s, _ in ENDS], [w for _, w in ENDS])[0]
    one = Assignment(item=item, unit=unit, part=Part.EACH, leader=hands.leader[unit.pk], state=state, assigned_on=issued)
    one.due_on = one.first_due_on = item.due_on
    if state in (State.PENDING, State.CANCELLED):
        return one
    one.acknowledged_on, one.percent = issued + timedelta(chance.randint(0, 3)), chance.choice([25, 50, 75])
    if state != State.ACTIVE:
        one.percent = 100
        one.submitted_on = max(one.acknowledged_on, min(today, item.due_on + timedelta(chance.randint(-12, 3))))
    if state in (State.COMPLETED, State.CLOSED_OFF):
        one.completed_by, one.completed_on = hands.office, min(one.submitted_on + timedelta(2), today)
    if state == State.CLOSED_OFF:
        one.closed_off_by, one.closed_off_on = hands.checker, min(one.completed_on + timedelta(3), today)
    return one


def _lives(given: list[Assignment], hands: Hands, chance: Random) -> None:
    """Moves, reports and submissions that lead to where each assignment stands."""
    moves = [move for one in given for move in _moves(one, hands)]
    Move.objects.bulk_create(moves, batch_size=BATCH)
    reports = [
        Report(
            assignment=one,
            text=chance.choice(PROGRESS).format(n=chance.randint(2, 9)),
            percent=min(one.percent, 75),
            at=_at(one.acknowledged_on + timedelta(n)),
            by=hands.secretary[one.unit_id],
            key=f"fill-{one.pk}-{n}",
        )
        for one in given
        if one.acknowledged_on
        for n in range(chance.randint(0, 2))
    ]
    Report.objects.bulk_create(reports, batch_size=BATCH)
    Submission.objects.bulk_create((_submission(one, hands) for one in given if one.submitted_on), batch_size=BATCH)
    keep_trail((move.assignment, MOVES[move.act].label, move.by, {"state": move.target}) for move in moves if move.act != "assign")
    keep_trail((report.assignment, "报进展", report.by, {"percent": report.percent, "text": report.text}) for report in reports)


def _moves(one: Assignment, hands: Hands) -> Iterator[Move]:
    """The steps from 下达 on, each on its day."""
    unit = hands.secretary[one.unit_id]
    steps: list[tuple[str, str, State, date | None, User]] = [
        ("assign", "", State.PENDING, one.assigned_on, hands.office),
        ("cancel", State.PENDING, State.CANCELLED, one.assigned_on if one.state == State.CANCELLED else None, hands.office),
        ("acknowledge", State.PENDING, State.ACTIVE, one.acknowledged_on, unit),
        ("submit", State.ACTIVE, State.SUBMITTED, one.submitted_on, unit),
        ("approve", State.SUBMITTED, State.COMPLETED, one.completed_on, hands.office),
        ("close_off", State.COMPLETED, State.CLOSED_OFF, one.closed_off_on, hands.checker),
    ]
    for act, origin, target, on, by in steps:
        if on:
            reason = "职责已调整。" if act == "cancel" else ""
            yield Move(assignment=one, act=act, origin=origin, target=target, on=on, at=_at(on), by=by, reason=reason)


def _submission(one: Assignment, hands: Hands) -> Submission:
    made = Submission(
        assignment=one,
        claim="已全部落实，整改到位。",
        on=one.submitted_on,
        at=_at(one.submitted_on),
        by=hands.secretary[one.unit_id],
    )
    if one.completed_on:
        made.decision, made.result, made.decided_on = Decision.APPROVED, CHECKED, one.completed_on
        made.decided_at, made.decided_by = _at(one.completed_on), hands.office
    return made


def _at(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(10)))
