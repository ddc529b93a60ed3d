"""The one table of moves of a 督办单. Pure."""

from dataclasses import dataclass
from enum import StrEnum

from django.db.models import TextChoices


class OrderState(TextChoices):
    """A 督办单's life."""

    ISSUED = "issued", "待答复"
    ANSWERED = "answered", "待核查"
    RETURNED = "returned", "退回重报"
    ACCEPTED = "accepted", "已办结"
    WITHDRAWN = "withdrawn", "已撤回"


class Kind(TextChoices):
    """What the ladder proposes to a person."""

    ORDER = "order", "督办单"
    TALK = "talk", "提醒谈话"


class Who(StrEnum):
    """Whose move it is: the unit's, or that of somebody outside it who supervises it."""

    UNIT = "unit"
    OUTSIDE = "outside"


@dataclass(frozen=True)
class Move:
    """One lawful step, and what its words are called; words may be left out only where `optional`."""

    label: str
    origin: frozenset[OrderState]
    target: OrderState
    who: Who
    words: str
    optional: bool = False


S = OrderState
LIVE = frozenset({S.ISSUED, S.ANSWERED, S.RETURNED})
# The unit's turn.
OWED = frozenset({S.ISSUED, S.RETURNED})
MOVES: dict[str, Move] = {
    "answer": Move("答复督办单", OWED, S.ANSWERED, Who.UNIT, "办理情况"),
    "accept": Move("认可答复", frozenset({S.ANSWERED}), S.ACCEPTED, Who.OUTSIDE, "核查意见", True),
    "return_": Move("退回答复", frozenset({S.ANSWERED}), S.RETURNED, Who.OUTSIDE, "退回理由"),
    "withdraw": Move("撤回督办单", LIVE, S.WITHDRAWN, Who.OUTSIDE, "撤回理由"),
}


def acts_from(state: str) -> tuple[str, ...]:
    """The acts that the table allows from `state`."""
    return tuple(act for act, move in MOVES.items() if state in move.origin)


def written(mark: str, year: int, number: int) -> str:
    """县直督〔2026〕3号."""
    return f"{mark}〔{year}〕{number}号"
