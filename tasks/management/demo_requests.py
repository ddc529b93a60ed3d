"""What units of the demo ask, and what the office answers: an objection, more time, a support unit's sentence."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta

from accounts.models import User
from tasks.items import life
from tasks.items.models import Assignment

OBJECTION = "该项工作的业务主管部门另有单位，我单位只承担配合任务，建议调整为协办。"
MORE_TIME = ("上级专项检查与本项工作时间重叠，人员集中使用，拟检查结束后完成。", "抽查的基层支部较多，核实需要时间。")
GRANTED = "情况属实，同意延期，务必如期完成。"
SUPPORTED = "派出两名干部参加联合督查三次，提供本系统问题清单一份。"
Step = Callable[..., None]


def object_to(step: Step, mood: float, day: date, today: date, secretary: User) -> None:
    """A few of those who have not accepted say why; the office has not answered yet."""
    if mood < 0.006:
        step(max(day, today - timedelta(days=2)), life.object_, reason=OBJECTION, by=secretary)


def want_more_time(step: Step, mood: float, due_on: date, today: date, clerk: User, admin: User) -> None:
    """Some ask for more time; half of them have their answer."""
    if not 0.40 < mood < 0.46 or due_on <= today:
        return
    asked = {"due_on": due_on + timedelta(days=10), "reason": MORE_TIME[mood < 0.43]}
    step(today - timedelta(days=4), _ask, by=clerk, **asked)
    if mood < 0.43:
        step(today - timedelta(days=2), _grant, by=admin)


def support(step: Step, mood: float, day: date, hand: Mapping[str, User]) -> None:
    """A support unit accepts, and most say their sentence."""
    step(day, life.acknowledge, by=hand["secretary"])
    if mood < 0.7:
        step(day + timedelta(days=20), life.contribute, text=SUPPORTED, by=hand["clerk"])


def _ask(*, assignment: Assignment, version: int, due_on: date, reason: str, on: date, now: datetime, by: User) -> None:
    life.ask_extension(assignment=assignment, due_on=due_on, reason=reason, on=on, now=now, by=by)


def _grant(*, assignment: Assignment, version: int, on: date, now: datetime, by: User) -> None:
    life.grant_extension(extension=assignment.extensions.get(verdict=""), answer=GRANTED, on=on, now=now, by=by)
