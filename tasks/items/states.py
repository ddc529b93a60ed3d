"""The one table of moves: what an assignment may do next, and who may do it. Pure (PRODUCT 2.4)."""

from dataclasses import dataclass
from enum import StrEnum

from django.db.models import TextChoices

from accounts.roles import Permission


class ListState(TextChoices):
    """A list's life."""

    DRAFT = "draft", "起草中"
    ISSUED = "issued", "已印发"
    ARCHIVED = "archived", "已归档"


class Mode(TextChoices):
    """Whether units share one matter or each answers for itself."""

    JOINT = "joint", "牵头与协办"
    EACH = "each", "各单位分别负责"


class Part(TextChoices):
    """The part a unit plays in an item."""

    LEAD = "lead", "牵头"
    SUPPORT = "support", "协办"
    EACH = "each", "责任"


class Level(TextChoices):
    """Whose duty it is."""

    COLLECTIVE = "collective", "集体责任"
    SECRETARY = "secretary", "书记责任"
    MEMBER = "member", "成员责任"


class Source(TextChoices):
    """Where an item comes from."""

    DIRECTIVE = "directive", "讲话"
    DUTY = "duty", "经常性工作"
    PROBLEM = "problem", "问题"
    INSTRUCTION = "instruction", "批示"
    HAND = "hand", "自拟"


class FoundIn(TextChoices):
    """Where a problem was found. 四种形态 are no source here: such matters belong to the 纪检机关."""

    ASSESSMENT = "assessment", "考核评议"
    INSPECTION = "inspection", "巡视巡察"
    SITE = "site", "实地核查"
    SPEECH = "speech", "讲话指出"
    SELF = "self", "自查"
    OTHER = "other", "其他"


class Remedy(TextChoices):
    """Within which time a problem is to be righted (DOMAIN 3.2)."""

    IMMEDIATE = "immediate", "立行立改"
    TIME_LIMITED = "time_limited", "限期整改"
    LONG_TERM = "long_term", "长期坚持"


# What the office may list without a confirmed directive.
BY_HAND = (Source.HAND, Source.INSTRUCTION, Source.PROBLEM)


class State(TextChoices):
    """An assignment's life. A support unit ends at 已确认配合: its part is confirmed by the lead unit, not by a reviewer."""

    PENDING = "pending", "待签收"
    OBJECTED = "objected", "异议待复"
    ACTIVE = "active", "办理中"
    SUBMITTED = "submitted", "待审核"
    TOLD = "told", "待牵头确认"
    COMPLETED = "completed", "办结"
    CLOSED_OFF = "closed_off", "销号"
    SUPPORTED = "supported", "已确认配合"
    CANCELLED = "cancelled", "已撤销"
    TERMINATED = "terminated", "未完成结案"


OPEN = frozenset({State.PENDING, State.OBJECTED, State.ACTIVE, State.SUBMITTED, State.TOLD})
DONE = frozenset({State.COMPLETED, State.CLOSED_OFF, State.SUPPORTED})
ENDED = frozenset({State.CLOSED_OFF, State.SUPPORTED, State.CANCELLED, State.TERMINATED})
# The unit has said its word and waits for somebody else's: its clock stands still (docs/decisions/0011).
WAITING = frozenset({State.OBJECTED, State.SUBMITTED, State.TOLD})
RUNNING = OPEN - WAITING

ALONE_OR_LEAD = frozenset({Part.LEAD, Part.EACH})
SUPPORT = frozenset({Part.SUPPORT})


class Who(StrEnum):
    """Over what the right of a move is held."""

    UNIT = "unit"  # over the assignment's unit
    NAMED = "named"  # as UNIT; a 书记 or 成员 item only by the holder of the post that it names
    LEAD = "lead"  # over the unit that leads the item
    OFFICE = "office"  # by the office, never over the unit in which one holds a post; its own items by somebody above it
    CHECKER = "checker"  # as OFFICE; an item that names who checks is checked there
    SECOND = "second"  # as OFFICE, and not by the person who approved


@dataclass(frozen=True)
class Move:
    """One lawful step: from which states, to which, with which right over what, for which parts, and whether it needs a reason."""

    label: str
    origin: frozenset[State]
    target: State
    permission: Permission
    who: Who = Who.UNIT
    needs_reason: bool = False
    parts: frozenset[Part] = frozenset(Part)


P, S = Permission, State
MOVES: dict[str, Move] = {
    "acknowledge": Move("签收", frozenset({S.PENDING}), S.ACTIVE, P.ACKNOWLEDGE, Who.NAMED),
    "object": Move("提出异议", frozenset({S.PENDING}), S.OBJECTED, P.ACKNOWLEDGE, Who.NAMED, True),
    "reject": Move("驳回异议", frozenset({S.OBJECTED}), S.PENDING, P.APPROVE, Who.OFFICE, True),
    "adjust": Move("采纳异议，作出调整", frozenset({S.OBJECTED}), S.PENDING, P.APPROVE, Who.OFFICE, True),
    "withdraw": Move("采纳异议，予以撤销", frozenset({S.OBJECTED}), S.CANCELLED, P.CANCEL, Who.OFFICE, True),
    "submit": Move("提请办结", frozenset({S.ACTIVE}), S.SUBMITTED, P.SUBMIT, Who.UNIT, False, ALONE_OR_LEAD),
    "approve": Move("通过", frozenset({S.SUBMITTED}), S.COMPLETED, P.APPROVE, Who.CHECKER, False, ALONE_OR_LEAD),
    "return_": Move("退回", frozenset({S.SUBMITTED}), S.ACTIVE, P.APPROVE, Who.CHECKER, True, ALONE_OR_LEAD),
    "close_off": Move("销号", frozenset({S.COMPLETED}), S.CLOSED_OFF, P.CLOSE_OFF, Who.SECOND, False, ALONE_OR_LEAD),
    "contribute": Move("说明配合情况", frozenset({S.ACTIVE}), S.TOLD, P.SUBMIT, Who.UNIT, False, SUPPORT),
    "confirm": Move("确认配合情况", frozenset({S.TOLD}), S.SUPPORTED, P.SUBMIT, Who.LEAD, False, SUPPORT),
    "send_back": Move("退回配合说明", frozenset({S.TOLD}), S.ACTIVE, P.SUBMIT, Who.LEAD, True, SUPPORT),
    "settle": Move("代为确认配合情况", frozenset({S.TOLD}), S.SUPPORTED, P.CLOSE_OFF, Who.OFFICE, False, SUPPORT),
    "release": Move("随牵头事项销号", RUNNING | {S.OBJECTED}, S.CANCELLED, P.CLOSE_OFF, Who.OFFICE, True, SUPPORT),
    "cancel": Move("撤销", OPEN, S.CANCELLED, P.CANCEL, Who.OFFICE, True),
    "terminate": Move("终止", OPEN, S.TERMINATED, P.CANCEL, Who.OFFICE, True),
    "reopen": Move("重新办理", DONE, S.ACTIVE, P.CANCEL, Who.OFFICE, True),
}


def acts_from(state: str, part: str = Part.EACH) -> tuple[str, ...]:
    """The acts that the table allows from `state` for a unit's `part`, in the table's order."""
    return tuple(act for act, move in MOVES.items() if state in move.origin and part in move.parts)
