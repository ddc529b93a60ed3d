"""What each indicator says of an assignment: whether it counts, and why in a few words. Pure."""

from collections.abc import Callable

from tasks.assessment.kinds import Formula
from tasks.assessment.scoring.facts import Fact
from tasks.items.states import State


def _done(fact: Fact) -> tuple[bool, str]:
    """办结: accepted by a reviewer, early or late."""
    if fact.done:
        return True, "已办结"
    return False, "未完成结案" if fact.state == State.TERMINATED else "逾期未办结"


def _on_time(fact: Fact) -> tuple[bool, str]:
    """按时: accepted, and handed in on the due date or before, or late for a reason that was found good."""
    if not fact.done:
        return _done(fact)
    if fact.on_time:
        return True, "按时"
    late = f"逾期{(fact.delivered_on - fact.due_on).days}天" if fact.delivered_on else "无提请日期"
    return (True, f"{late}，按“按时”计。{fact.excused}") if fact.excused else (False, late)


def _accepted(fact: Fact) -> tuple[bool, str]:
    """一次通过: accepted without having been returned."""
    if not fact.done:
        return _done(fact)
    if fact.returns and fact.unreturned:
        return True, f"退回{fact.returns}次，不计。{fact.unreturned}"
    return (True, "一次通过") if fact.returns == 0 else (False, f"退回{fact.returns}次")


def _steps(fact: Fact) -> tuple[bool, str]:
    """节点: all that had their day were reached by it."""
    return fact.steps_kept == fact.steps, f"到日节点{fact.steps}个，按日完成{fact.steps_kept}个"


def _support(fact: Fact) -> tuple[bool, str]:
    """协办: the lead unit confirmed the part."""
    return (True, "已确认配合") if fact.done else (False, "未完成结案" if fact.state == State.TERMINATED else "逾期未配合")


def _rectification(fact: Fact) -> tuple[bool, str]:
    """整改: righted by its day and closed off, and it did not come back."""
    if fact.times_back:
        return False, f"问题反弹{fact.times_back}次"
    counted, word = _on_time(fact)
    return counted, f"{word}整改并销号" if word == "按时" else word


JUDGES: dict[Formula, tuple[Callable[[Fact], tuple[bool, str]], str]] = {
    Formula.DONE: (_done, "办结"),
    Formula.ON_TIME: (_on_time, "按时办结"),
    Formula.ACCEPTED_WITHOUT_RETURN: (_accepted, "一次通过"),
    Formula.MILESTONES: (_steps, "节点按日完成"),
    Formula.SUPPORT: (_support, "已确认配合"),
    Formula.RECTIFICATION: (_rectification, "按时整改销号"),
}
