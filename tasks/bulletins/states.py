"""The one table of moves of a 通报, its kinds and scopes. Pure."""

from dataclasses import dataclass

from django.db.models import TextChoices

from accounts.roles import Permission


class Kind(TextChoices):
    """What is made known."""

    RESULT = "result", "考核结果通报"
    SUPERVISION = "supervision", "督查通报"


class Scope(TextChoices):
    """To whom."""

    ALL = "all", "各责任单位"
    KINDS = "kinds", "某几类单位"
    UNITS = "units", "指定单位"
    LEADERS = "leaders", "县委领导"


class BulletinState(TextChoices):
    """A 通报's life. After 印发 it is taken back only by another one that names it (更正通报)."""

    DRAFTED = "drafted", "起草中"
    SUBMITTED = "submitted", "待审定"
    APPROVED = "approved", "待印发"
    PUBLISHED = "published", "已印发"
    CORRECTED = "corrected", "已更正"
    DISCARDED = "discarded", "已作废"


@dataclass(frozen=True)
class Move:
    """One lawful step with its right, and what its words are called; words may be left out only where `optional`."""

    label: str
    origin: frozenset[BulletinState]
    target: BulletinState
    permission: Permission
    words: str = ""
    optional: bool = True


P, S = Permission, BulletinState
# Readable by whoever was addressed.
OUT = frozenset({S.PUBLISHED, S.CORRECTED})
# On its way, so that a second one about the same would be one too many.
UNDER_WAY = frozenset({S.DRAFTED, S.SUBMITTED, S.APPROVED})
MOVES: dict[str, Move] = {
    "submit": Move("通报报审", frozenset({S.DRAFTED}), S.SUBMITTED, P.DRAFT_BULLETIN, "报审说明"),
    "approve": Move("审定通报", frozenset({S.SUBMITTED}), S.APPROVED, P.APPROVE_BULLETIN, "审定意见"),
    "send_back": Move("退回通报", frozenset({S.SUBMITTED}), S.DRAFTED, P.APPROVE_BULLETIN, "退回理由", False),
    "take_back": Move("撤回报审的通报", frozenset({S.SUBMITTED, S.APPROVED}), S.DRAFTED, P.DRAFT_BULLETIN, "撤回理由", False),
    "publish": Move("印发通报", frozenset({S.APPROVED}), S.PUBLISHED, P.DRAFT_BULLETIN, "超出年度计划的理由"),
    "discard": Move("作废通报稿", frozenset({S.DRAFTED}), S.DISCARDED, P.DRAFT_BULLETIN, "作废理由", False),
    "correct": Move("更正通报", frozenset({S.PUBLISHED}), S.CORRECTED, P.DRAFT_BULLETIN),
}


def acts_from(state: str) -> tuple[str, ...]:
    """The acts that the table allows from `state`."""
    return tuple(act for act, move in MOVES.items() if state in move.origin)
