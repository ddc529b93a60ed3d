"""A light follows from facts, rules and the day, and says why."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.items.states import State
from tasks.supervision.lights import Color, Facts, Step, light
from tasks.supervision.rules import DEFAULT, Rules

DUE = date(2026, 12, 31)


def of(state, on, submitted_on=None, rules=DEFAULT):
    return light(Facts(state, DUE, submitted_on), rules, on)


def test_eight_days_before_it_is_green_and_seven_days_before_it_is_yellow():
    assert of(State.ACTIVE, DUE - timedelta(8)).color == Color.GREEN
    assert of(State.ACTIVE, DUE - timedelta(7)).color == Color.YELLOW


def test_the_office_may_choose_another_threshold():
    assert of(State.ACTIVE, DUE - timedelta(7), rules=Rules(yellow_days=3)).color == Color.GREEN


def test_the_due_day_itself_is_yellow_and_the_day_after_is_red():
    assert of(State.ACTIVE, DUE).sentence == "时限 2026年12月31日，今天到期（7天以内为临近）。"
    assert of(State.ACTIVE, DUE + timedelta(1)).color == Color.RED


def test_a_red_light_counts_the_days():
    assert of(State.PENDING, DUE + timedelta(3)).sentence == "时限 2026年12月31日，已逾期3天，待签收。"


def test_submission_stops_the_units_clock():
    waiting = of(State.SUBMITTED, DUE + timedelta(30), submitted_on=DUE)
    assert (waiting.color, waiting.sentence) == (Color.GREEN, "已于 12月31日 按时提请办结，等待审核，不再计时。")


def test_a_late_submission_stays_red_until_it_is_approved_and_is_then_shown_as_done_late():
    late = DUE + timedelta(2)
    assert of(State.SUBMITTED, late, submitted_on=late).color == Color.RED
    done = of(State.COMPLETED, late, submitted_on=late)
    assert (done.color, done.word) == (Color.DONE_LATE, "补办完成")


def test_done_on_time_is_grey():
    assert of(State.CLOSED_OFF, DUE + timedelta(60), submitted_on=DUE).word == "已办结"


def test_a_missed_milestone_turns_the_light_yellow_and_is_named():
    far, step = DUE - timedelta(30), Step(DUE - timedelta(35), "部署")
    one = light(Facts(State.ACTIVE, DUE, missed=step), DEFAULT, far)
    assert (one.color, one.word) == (Color.YELLOW, "节点滞后")
    assert one.sentence == "时限 2026年12月31日，还有30天；节点“部署”应于11月26日完成，尚未完成。"


def test_a_missed_milestone_is_named_beside_what_is_worse_and_forgotten_when_the_unit_has_said_its_word():
    step = Step(DUE - timedelta(35), "部署")
    late = light(Facts(State.ACTIVE, DUE, missed=step), DEFAULT, DUE + timedelta(2))
    assert (late.color, "节点“部署”应于11月26日完成" in late.sentence) == (Color.RED, True)
    for state in (State.SUBMITTED, State.COMPLETED):
        on_time = Facts(state, DUE, DUE, missed=step)
        assert light(on_time, DEFAULT, DUE) == light(Facts(state, DUE, DUE), DEFAULT, DUE)


@given(
    st.sampled_from(State),
    st.dates(date(2026, 1, 1), date(2027, 12, 31)),
    st.none() | st.dates(date(2026, 1, 1), date(2027, 12, 31)),
)
def test_every_light_has_a_sentence_and_the_same_facts_give_the_same_light(state, on, submitted_on):
    first, again = of(state, on, submitted_on), of(state, on, submitted_on)
    assert first == again
    assert first.sentence.endswith("。")


@pytest.mark.parametrize(("state", "word"), [(State.CANCELLED, "已撤销"), (State.TERMINATED, "未完成结案")])
def test_what_was_not_done_is_grey_but_not_called_done(state, word):
    one = of(state, DUE)
    assert (one.color, one.word) == (Color.GREY, word)
