"""A problem lives as all items do; then it is looked at again, and may come back."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from accounts.conflict import NotYours, Refused, Stale
from accounts.models import Entry
from tasks.items import actions as items
from tasks.items.models import Assignment, Change, Item
from tasks.items.states import State
from tasks.rectification import actions, queries, telling
from tasks.rectification.models import FollowUp, Recurrence
from tasks.supervision.acts import actions as acts
from tests.factories import Office, approve, office
from tests.keeping import once
from tests.tasks.chain import Chain, at

FOUND, RIGHTED, CLOSED = date(2026, 1, 4), date(2026, 3, 29), date(2026, 3, 30)
SAID = {
    "words": "党课记录不全。",
    "found_in": "inspection",
    "remedy": "time_limited",
    "measures": "补齐记录，逐月检查。",
    "found_on": FOUND,
}


def clock(day: date) -> dict:
    return {"on": day, "now": at(day)}


def _closed() -> tuple[Office, Assignment]:
    small = office()
    drafted = items.draft(year=2026, title="2026年问题整改清单", by=small.admin)
    more = {"due_on": date(2026, 3, 31), "acceptance_criteria": "记录齐全", "basis": "县委第二巡察组反馈意见"}
    actions.record_problem(responsibility_list=drafted, units=[small.a.unit], by=small.admin, **SAID, **more, **clock(FOUND))
    approve(drafted, on=FOUND, by=small.admin)
    items.issue(
        responsibility_list=drafted, number="清直党〔2026〕9号", over_reason="测试", by=small.admin, **clock(date(2026, 1, 5))
    )
    chain = Chain(small.admin, small.supervisor, {small.a.unit.pk: small.a.secretary})
    return small, chain.deliver(Assignment.objects.get(), RIGHTED, close_off=True)


@pytest.fixture
def closed(db):
    """The office and a problem of A, closed off on the 30th of March."""
    return once(_closed, "closed rectification")


def look(small, one, day: date, *, months: int = 3, held: str = "holds", by=None) -> FollowUp:
    said = {"months": months, "held": held, "seen": "抽查三个支部，记录齐全。", "checked_on": day}
    return actions.follow_up(assignment=one, by=by or small.supervisor, **said, **clock(day))


def test_a_recorded_problem_is_an_item_closed_off_by_somebody_else_than_the_approver(closed):
    small, one = closed
    item = one.item
    assert (item.source, item.found_in, item.words, item.requirement, item.title) == (
        "problem", "inspection", "党课记录不全。", "补齐记录，逐月检查。", "整改：党课记录不全",
    )  # fmt: skip
    assert (one.state, one.completed_by, one.closed_off_by) == (State.CLOSED_OFF, small.admin, small.supervisor)


def test_it_is_looked_at_again_after_three_and_after_six_months(closed):
    small, one = closed
    due = {day: queries.to_follow_up(day).count() for day in (date(2026, 6, 29), date(2026, 6, 30))}
    assert due == {date(2026, 6, 29): 0, date(2026, 6, 30): 1}
    made = look(small, one, date(2026, 7, 2))
    assert (made.due_on, made.on, Entry.objects.latest("id").act) == (date(2026, 6, 30), date(2026, 7, 2), "回头看")
    later = [queries.to_follow_up(day).count() for day in (date(2026, 7, 2), date(2026, 9, 30))]
    look(small, one, date(2026, 9, 30), months=6, by=small.second_admin)
    assert (later, queries.to_follow_up(date(2027, 9, 30)).count(), queries.next_check_of(one)) == ([0, 1], 0, None)


def test_a_check_that_became_due_is_told_once_at_three_and_at_six_months_whenever_the_clock_runs(closed):
    small, one = closed
    assert telling.tell(at(date(2026, 6, 29))) == []
    first = telling.tell(at(date(2026, 7, 6)))  # the clock had stood still for some days
    assert [(letter.to, letter.data) for letter in first] == [(small.supervisor, {"checks": [f"{one.pk}:2026-03-30:3"]})]
    assert "县财政局党组：整改：党课记录不全" in first[0].text and "销号后3个月" in first[0].text
    assert [telling.tell(at(day)) for day in (date(2026, 7, 6), date(2026, 9, 29))] == [[], []]
    assert telling.still_wanted(first, at(date(2026, 7, 7))) == {first[0].pk}
    look(small, one, date(2026, 7, 8))
    assert telling.still_wanted(first, at(date(2026, 7, 9))) == set()
    assert [letter.data["checks"] for letter in telling.tell(at(date(2026, 10, 9)))] == [[f"{one.pk}:2026-03-30:6"]]


def test_a_check_is_held_once_by_somebody_outside_and_never_before_closing_off(closed):
    small, one = closed
    with pytest.raises(NotYours):
        look(small, one, date(2026, 7, 2), by=small.a.secretary)
    with pytest.raises(Refused, match="回头看日期须在销号（2026年3月30日）以后"):
        look(small, one, date(2026, 3, 29))
    look(small, one, date(2026, 7, 2))
    with pytest.raises(Stale, match="已由他人登记"):
        look(small, one, date(2026, 7, 3))
    kept = FollowUp.objects.get()
    for wrong in ({"months": 4}, {"on": date(2026, 3, 29)}, {"seen": ""}, {"held": "well"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            FollowUp.objects.filter(pk=kept.pk).update(**wrong)
    kept.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        kept.save(force_insert=True)


def test_a_problem_that_comes_back_is_taken_up_in_its_own_life_and_counted(closed):
    small, one = closed
    found = look(small, one, date(2026, 7, 2), held="back")
    assert list(queries.to_take_up()) == [one]
    back = {"seen": "又缺两次。", "due_on": date(2026, 8, 31), "follow_up": found}
    with pytest.raises(NotYours):
        actions.recur(assignment=one, version=one.version, by=small.supervisor, **back, **clock(date(2026, 7, 3)))
    actions.recur(assignment=one, version=one.version, by=small.admin, **back, **clock(date(2026, 7, 3)))
    again = queries.told(queries.rectifications()).get()
    assert (again.state, again.due_on, again.first_due_on, again.times_back, again.last_held) == (
        State.ACTIVE, date(2026, 8, 31), date(2026, 3, 31), 1, "back",
    )  # fmt: skip
    assert again.moves.last().reason == "问题反弹：又缺两次。"
    assert (queries.to_take_up().count(), queries.to_follow_up(date(2027, 1, 1)).count()) == (0, 0)
    with pytest.raises(Stale):
        actions.recur(assignment=again, version=again.version, by=small.admin, **back, **clock(date(2026, 7, 4)))
    for wrong in ({"seen": ""}, {"on": date(2026, 1, 1)}, {"due_on": date(2026, 7, 2)}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Recurrence.objects.update(**wrong)


def test_a_problem_of_an_issued_list_comes_by_a_decision(closed):
    small, one = closed
    made = actions.record_problem(
        responsibility_list=one.item.responsibility_list, units=[small.b.unit], by=small.admin, **SAID, **clock(date(2026, 4, 1))
    )
    assert isinstance(made, Change) and made.amendment.responsibility_list == one.item.responsibility_list
    assert (made.values["found_on"], made.values["remedy"]) == ("2026-01-04", "time_limited")


def test_problems_and_only_they_say_where_they_were_found(closed):
    for wrong in ({"found_in": ""}, {"remedy": ""}, {"source": "hand"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Item.objects.update(**wrong)


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"words": " "}, "请填写问题原文。"),
        ({"measures": ""}, "请填写整改措施。"),
        ({"units": []}, "请至少选择一个责任单位。"),
        ({"found_on": date(2027, 1, 1)}, "发现日期不能晚于今天。请核对。"),
        ({"due_on": date(2026, 1, 1)}, "整改时限不能早于发现日期。请核对。"),
    ],
)
def test_what_is_missing_is_named(closed, wrong, sentence):
    small, one = closed
    said = {"responsibility_list": one.item.responsibility_list, "units": [small.b.unit]} | SAID | wrong
    with pytest.raises(Refused, match=sentence):
        actions.record_problem(by=small.admin, **said, **clock(date(2026, 4, 1)))


def test_what_others_ask_of_a_unit_and_a_period(closed):
    small, one = closed
    quarters = [(date(2026, 1, 1), date(2026, 3, 31)), (date(2026, 4, 1), date(2026, 6, 30))]
    assert [queries.of_unit(small.a.unit, *q).count() for q in quarters] == [1, 0]
    assert [queries.due_in(*q).count() for q in quarters] == [1, 0]
    assert queries.left_from(small.a.unit, 2025).count() == 0
    fact = queries.facts([small.a.unit, small.b.unit], *quarters[0])
    assert [(f.assignment, f.unit, f.submitted_on, f.closed_off_on, f.times_back) for f in fact] == [
        (one.pk, small.a.unit.pk, RIGHTED, CLOSED, 0)
    ]


def test_a_problem_open_at_the_end_of_a_year_is_left_for_the_next(closed):
    small, one = closed
    recur = {"seen": "又缺两次。", "due_on": date(2027, 1, 31)}
    actions.recur(assignment=one, version=one.version, by=small.admin, **recur, **clock(date(2026, 12, 3)))
    assert [a.times_back for a in queries.left_from(small.a.unit, 2026)] == [1]
    assert queries.left_from(small.b.unit, 2026).count() == 0


def test_what_a_check_found_comes_into_an_issued_list_by_a_decision_and_is_given_to_the_unit(closed):
    small, one = closed
    day = clock(date(2026, 4, 8))
    seen = {"checked_on": day["on"], "seen": "又缺两次会议记录。", "finding": "differs"}
    visit = acts.check_on_site(assignment=one, by=small.supervisor, **seen, **day)
    listed = one.item.responsibility_list
    line = acts.list_problem(visit=visit, responsibility_list=listed, now=day["now"], by=small.admin)
    assert (isinstance(line, Change), queries.findings(small.admin).count()) == (True, 0)
    with pytest.raises(Stale, match="已列入清单"):
        acts.list_problem(visit=visit, responsibility_list=listed, now=day["now"], by=small.admin)
    items.drop_change(change=line, by=small.admin)
    assert list(queries.findings(small.admin)) == [visit]
    said = {"found_on": date(2026, 4, 8), "due_on": date(2026, 6, 30), "acceptance_criteria": "记录齐全"}
    line = actions.record_problem(responsibility_list=listed, units=[small.b.unit], by=small.admin, **SAID | said, **day)
    decision = {"document": "清直党〔2026〕12号", "decided_on": day["on"], "reason": "巡察反馈新问题。"}
    items.decide(amendment=line.amendment, by=small.admin, over_reason="测试", **decision, **day)
    given = queries.of_unit(small.b.unit, date(2026, 4, 1), date(2026, 6, 30)).get()
    assert (given.item.found_in, given.item.found_on, given.item.words, given.due_on) == (
        "inspection", date(2026, 4, 8), "党课记录不全。", date(2026, 6, 30),
    )  # fmt: skip


def test_a_problem_is_carried_into_the_next_year_with_what_was_said_of_it(closed):
    small, one = closed
    again = {"seen": "又缺两次。", "due_on": date(2027, 1, 31)}
    actions.recur(assignment=one, version=one.version, by=small.admin, **again, **clock(date(2026, 12, 3)))
    following = items.draft_next(
        responsibility_list=one.item.responsibility_list, items=[one.item], title="2027年问题整改清单", by=small.admin
    )
    kept = following.items.get()
    facts = [(item.found_in, item.found_on, item.basis, item.remedy, item.words) for item in (one.item, kept)]
    assert facts[0] == facts[1]
