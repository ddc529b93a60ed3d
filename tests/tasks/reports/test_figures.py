"""The figures of a report cover every assignment exactly once."""

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from tasks.assessment.scoring import Fact
from tasks.items.states import Part, State
from tasks.reports.figures import Figures, count, standing, total

ON = date(2026, 7, 1)
facts = st.builds(
    Fact,
    assignment=st.integers(1, 10**6),
    weight=st.just(Decimal(1)),
    state=st.sampled_from(list(State)),
    part=st.sampled_from([Part.LEAD, Part.EACH]),
    due_on=st.dates(date(2026, 1, 1), date(2026, 12, 31)),
    delivered_on=st.dates(date(2026, 1, 1), date(2026, 12, 31)),
    returns=st.integers(0, 3),
)


def fact(state, *, due=ON, part=Part.EACH, delivered=None, returns=0):
    return Fact(1, Decimal(1), state, part, due, delivered, returns)


@given(st.lists(facts, max_size=40))
def test_every_assignment_stands_in_one_column(happened):
    figures = count(happened, ON)
    assert figures.given == figures.done + figures.waiting + figures.running + figures.overdue + figures.ended
    assert figures.done == figures.on_time + figures.late
    assert figures.given + figures.cancelled == len(happened)


@given(st.lists(facts, max_size=20), st.lists(facts, max_size=20))
def test_the_sum_of_parts_is_the_count_of_the_whole(some, others):
    assert total([count(some, ON), count(others, ON)]) == count(some + others, ON)


def test_an_item_is_overdue_from_the_day_after_its_due_date_and_never_while_it_waits_for_review():
    yesterday = ON - timedelta(days=1)
    assert standing(fact(State.ACTIVE, due=ON), ON) == "running"
    assert standing(fact(State.ACTIVE, due=yesterday), ON) == "overdue"
    assert standing(fact(State.PENDING, due=yesterday), ON) == "overdue"
    assert standing(fact(State.SUBMITTED, due=yesterday), ON) == "waiting"


def test_a_support_part_is_the_matter_of_its_lead():
    assert count([fact(State.ACTIVE, part=Part.SUPPORT)], ON) == Figures()


def test_the_sentence_says_all_figures():
    done = [fact(State.COMPLETED, delivered=ON), fact(State.CLOSED_OFF, delivered=ON + timedelta(days=1), returns=1)]
    rest = [fact(State.SUBMITTED), fact(State.ACTIVE), fact(State.ACTIVE, due=date(2026, 6, 1)), fact(State.TERMINATED)]
    assert count([*done, *rest, fact(State.CANCELLED)], ON).sentence == (
        "下达6项次，经审核办结2项次（按时1，补办1），待审核1项次，办理中1项次，逾期未办结1项次，未完成结案1项次；曾退回1项次，已撤销1项次。"
    )


def test_nothing_given_is_said_in_words():
    assert Figures().sentence == "没有下达的任务。"
    assert count([fact(State.CANCELLED)], ON).sentence == "没有下达的任务，已撤销1项次。"
