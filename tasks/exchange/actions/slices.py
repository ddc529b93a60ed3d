"""What some rows of a reply need to be taken, read once for all of them, in the transaction that takes them."""

from collections.abc import Sequence
from dataclasses import dataclass

from accounts.conflict import Refused
from tasks.exchange import queries
from tasks.exchange.models import Reply
from tasks.exchange.states import Kind
from tasks.items.actions.locking import must_be_draft
from tasks.items.models import Assignment, Item


@dataclass(frozen=True)
class Slice:
    """The rows within reach with their values as they are now, what was exported, and the percentages that the sheet says.

    `locked`: why nothing of the list may be changed now; empty when it may.
    """

    reply: Reply
    standing: dict[int, tuple[Item | Assignment, dict[str, str]]]
    base: dict[int, dict[str, str]]
    percents: dict[int, str]
    locked: str

    @classmethod
    def of(cls, reply: Reply, targets: Sequence[int]) -> "Slice":
        """Read them; of a draft the list is held, so that nobody sends it off meanwhile."""
        kind, listed, by = reply.sheet.kind, reply.responsibility_list, reply.received_by
        locked = _locked(reply) if kind == Kind.ITEMS else ""
        standing = queries.standing(by, listed, kind, targets) if queries.may_fill(by, listed, kind) else {}
        base = dict(reply.sheet.rows.filter(target__in=targets).values_list("target", "values"))
        said = reply.differences.filter(target__in=targets, column="percent").order_by("-pk")
        return cls(reply, standing, base, dict(said.values_list("target", "said")), locked)

    def row(self, target: int) -> tuple[Item | Assignment, dict[str, str]]:
        """The row and its values. Raises Refused when it is out of reach, or the list is locked."""
        if target not in self.standing:
            raise Refused("这一项已不在清单中、已办结，或不在您的办理范围。")
        if self.locked:
            raise Refused(self.locked)
        return self.standing[target]


def _locked(reply: Reply) -> str:
    try:
        must_be_draft(reply.responsibility_list)
    except Refused as refused:
        return str(refused)
    return ""
