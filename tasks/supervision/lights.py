"""The light of an assignment on a day, with the one sentence that explains it. Pure, replayable, never stored (PRODUCT 2.5)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tasks.days.calendar import Calendar
from tasks.items.states import DONE, WAITING, State
from tasks.supervision.rules import Rules


class Color(StrEnum):
    """Shown by shape and word as well."""

    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"
    GREY = "grey"
    DONE_LATE = "done_late"


WORDS = {
    Color.GREEN: "正常",
    Color.YELLOW: "临近",
    Color.RED: "逾期",
    Color.GREY: "已办结",
    Color.DONE_LATE: "补办完成",
}
SHAPES = {Color.GREEN: "●", Color.YELLOW: "▲", Color.RED: "■", Color.GREY: "✓", Color.DONE_LATE: "✓–"}
# Where lateness shows; it does not depend on the office's rules.
LATE = frozenset({Color.RED, Color.DONE_LATE})

# Yellow because a milestone was missed, while the due date is still far.
LAGS = "节点滞后"

# What the unit has said, and whose word it waits for.
WAITS_FOR = {
    State.OBJECTED: ("提出异议", "等待答复"),
    State.SUBMITTED: ("提请办结", "等待审核"),
    State.TOLD: ("说明配合情况", "等待牵头单位确认"),
}


@dataclass(frozen=True)
class Step:
    """A planned milestone: its day and its name."""

    on: date
    title: str


@dataclass(frozen=True)
class Facts:
    """What a light depends on: the state of the day, the due date in force, and the day on which it was last handed over.

    `excused`: who has found a good reason for the lateness, and which; it changes the sentence, never the colour.
    `missed`: the earliest milestone before the day that the unit has not ticked off by the day.
    """

    state: str
    due_on: date
    submitted_on: date | None = None
    excused: str = ""
    missed: Step | None = None


@dataclass(frozen=True)
class Light:
    """A colour and why."""

    color: Color
    sentence: str
    own_word: str = ""

    @property
    def word(self) -> str:
        """The word beside the shape: the colour's, or its own (已撤销 is grey, but not 已办结)."""
        return self.own_word or WORDS[self.color]


def light(facts: Facts, rules: Rules, on: date) -> Light:
    """The light on the day `on`. Waiting for an answer stops the unit's clock: what counts is the day of handing over."""
    due = f"{facts.due_on:%Y年%-m月%-d日}"
    if facts.state in (State.CANCELLED, State.TERMINATED):
        return Light(Color.GREY, f"{State(facts.state).label}，不再督办。", State(facts.state).label)
    if facts.state in DONE:
        return _done(facts, due)
    if facts.state in WAITING and facts.submitted_on:
        return _waiting(facts, due)
    left, behind = (facts.due_on - on).days, _behind(facts)
    if left < 0:
        return Light(Color.RED, f"时限 {due}，已逾期{-left}天，{State(facts.state).label}{behind}。{facts.excused}")
    if left <= rules.yellow_days:
        rest = f"还有{left}天" if left else "今天到期"
        return Light(Color.YELLOW, f"时限 {due}，{rest}（{rules.yellow_days}天以内为临近）{behind}。")
    if behind:
        return Light(Color.YELLOW, f"时限 {due}，还有{left}天{behind}。", LAGS)
    return Light(Color.GREEN, f"时限 {due}，还有{left}天。")


def _behind(facts: Facts) -> str:
    """The missed milestone as the end of a sentence."""
    step = facts.missed
    return f"；节点“{step.title}”应于{step.on:%-m月%-d日}完成，尚未完成" if step else ""


def _done(facts: Facts, due: str) -> Light:
    if facts.submitted_on and facts.submitted_on > facts.due_on:
        late = (facts.submitted_on - facts.due_on).days
        return Light(Color.DONE_LATE, f"时限 {due}，逾期{late}天后补办完成。{facts.excused}")
    return Light(Color.GREY, f"时限 {due}，按时办结。")


def _waiting(facts: Facts, due: str) -> Light:
    said, awaited = WAITS_FOR[State(facts.state)]
    late = (facts.submitted_on - facts.due_on).days
    if late > 0:
        return Light(Color.RED, f"时限 {due}，逾期{late}天后{said}，{awaited}。{facts.excused}")
    return Light(Color.GREEN, f"已于 {facts.submitted_on:%-m月%-d日} 按时{said}，{awaited}，不再计时。")


def review_light(
    submitted_on: date, rules: Rules, calendar: Calendar, on: date, *, said: str = "提请", awaited: str = "审核"
) -> Light:
    """The reviewer's own light for what waits for the office's word: a slow answer is never the unit's (PRODUCT 2.4)."""
    until = calendar.add_workdays(submitted_on, rules.review_within_workdays)
    since, limit = (
        f"{submitted_on:%-m月%-d日}{said}",
        f"应于{until:%-m月%-d日}前{awaited}（{rules.review_within_workdays}个工作日）",
    )
    if on > until:
        return Light(Color.RED, f"{since}，{limit}，已超期{(on - until).days}天。")
    if calendar.add_workdays(on, 1) > until:
        return Light(Color.YELLOW, f"{since}，{limit}，今天是最后一个工作日。")
    return Light(Color.GREEN, f"{since}，{limit}。")
