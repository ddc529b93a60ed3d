"""The rules once more, written from PRODUCT 2.4 and not from the code: a matter, who may do what to it, what comes of it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta

UNIT = {"a": ("secretary a", "leader a", "clerk a"), "b": ("secretary b", "leader b", "clerk b"), "office": ("secretary office",)}
OFFICE = {"admin", "second admin"}
ABOVE = {"supervisor", "county leader"}
PEOPLE = tuple(sorted({*UNIT["a"], *UNIT["b"], *UNIT["office"], *OFFICE, *ABOVE, "system admin"}))

# act: (from, to)
STEPS = {
    "accept": ({"pending"}, "active"),
    "object": ({"pending"}, "objected"),
    "reject": ({"objected"}, "pending"),
    "adjust": ({"objected"}, "pending"),
    "withdraw": ({"objected"}, "cancelled"),
    "submit": ({"active"}, "submitted"),
    "approve": ({"submitted"}, "completed"),
    "return": ({"submitted"}, "active"),
    "close off": ({"completed"}, "closed_off"),
    "contribute": ({"active"}, "told"),
    "confirm": ({"told"}, "supported"),
    "send back": ({"told"}, "active"),
    "cancel": ({"pending", "objected", "active", "submitted", "told"}, "cancelled"),
    "terminate": ({"pending", "objected", "active", "submitted", "told"}, "terminated"),
    "reopen": ({"completed", "closed_off", "supported"}, "active"),
    # These leave the state as it is.
    "ask": ({"active"}, None),
    "grant": ({"pending", "objected", "active", "submitted", "told"}, None),
    "refuse": ({"pending", "objected", "active", "submitted", "told"}, None),
    "reschedule": ({"pending", "active"}, None),
}
REVIEWED, SUPPORT = {"submit", "approve", "return", "close off", "ask"}, {"contribute", "confirm", "send back"}
WITH_WORDS = {
    "object", "reject", "adjust", "withdraw", "submit", "approve", "return", "contribute", "send back", "cancel", "terminate",
    "reopen", "ask", "refuse", "reschedule",
}  # fmt: skip
WITH_DATE = {"adjust", "reopen", "ask", "grant", "reschedule"}
ANSWERS = {"reject", "adjust", "withdraw", "grant", "refuse"}
OPEN = {"pending", "objected", "active", "submitted", "told"}
DONE = {"completed", "closed_off", "supported"}


@dataclass
class Matter:
    """What is known about one unit's matter."""

    unit: str
    part: str = "each"
    level: str = "collective"
    checked_by: str = ""
    due: date = date(2026, 11, 30)
    state: str = "pending"
    handed_in: date | None = None
    approver: str = ""
    closer: str = ""
    raised: date | None = None
    asked: tuple[date, date, date] | None = None
    in_time: bool | None = None
    steps: int = 0
    notes: int = 0
    supports: list["Matter"] = field(default_factory=list)


def may(who: str, act: str, matter: Matter) -> bool:
    """Whether this person may do that at all."""
    secretary, leader, clerk = (*UNIT[matter.unit], "", "")[:3]
    if act in ("accept", "object"):
        named = {"collective": {secretary, leader, clerk}, "secretary": {secretary}, "member": {leader}}
        return who in named[matter.level]
    if act in ("submit", "contribute", "ask"):
        return who in {secretary, clerk}
    if act in ("confirm", "send back"):
        return who in {"secretary a", "clerk a"} and matter.part == "support"
    if matter.unit == "office":
        return who in ABOVE and not (act == "close off" and who == matter.approver)
    if act in ("approve", "return") and matter.checked_by:
        return who in UNIT[matter.checked_by][:2]
    if act == "close off":
        return who in OFFICE | {"supervisor"} and who != matter.approver
    return who in OFFICE


def possible(act: str, matter: Matter, words: bool, new: date, today: date) -> bool:
    """Whether the matter stands so that this can be done, with these words and this date."""
    if matter.state not in STEPS[act][0] or (act in WITH_WORDS and not words):
        return False
    if act in (REVIEWED if matter.part == "support" else SUPPORT):
        return False
    if act in WITH_DATE and not today <= new <= today + timedelta(3 * 366):
        return False
    if act == "ask":
        return matter.asked is None and today <= matter.due < new
    if act == "grant":
        return matter.asked is not None and new > max(matter.due, matter.asked[1])
    if act == "refuse":
        return matter.asked is not None
    return act != "reschedule" or new != matter.due


def happen(act: str, matter: Matter, who: str, new: date, today: date, grace: Callable[[date], date]) -> None:
    """What the act makes of the matter."""
    before, after = matter.state, STEPS[act][1]
    _dates(act, matter, new, today, grace)
    if after is None:
        matter.notes += 1
        return
    matter.state, matter.steps = after, matter.steps + 1
    if after in ("submitted", "told", "objected"):
        matter.handed_in = today
    if act == "object":
        matter.raised = today
    if act in ("approve", "confirm"):
        matter.approver, matter.in_time = who, matter.handed_in <= matter.due
    if act == "close off":
        matter.closer = who
    if act == "reopen":
        matter.approver = matter.closer = ""
    if before == "objected" and after == "pending":
        matter.handed_in = None
    if before == "objected":
        matter.raised = None
    if after not in OPEN:
        matter.asked = None
    if act == "close off" and matter.part == "lead":
        for part in matter.supports:
            _end(part, who)


def _dates(act: str, matter: Matter, new: date, today: date, grace: Callable[[date], date]) -> None:
    """The due date afterwards, and the request for another one."""
    if act == "ask":
        matter.asked = (today, matter.due, new)
    elif act in ("grant", "refuse"):
        matter.asked = None
        matter.due = new if act == "grant" else matter.due
    elif act in WITH_DATE:
        matter.due = new
    elif act == "return" and matter.handed_in <= matter.due < today:
        matter.due = max(matter.due, grace(today))
    elif act == "reject" and matter.raised <= matter.due:
        matter.due = max(matter.due, min(grace(today), matter.due + (today - matter.raised)))


def _end(part: Matter, who: str) -> None:
    """The lead's matter is closed off: a sentence that waits counts, everything else falls away."""
    if part.state == "told":
        part.state, part.approver, part.steps = "supported", who, part.steps + 1
        part.in_time = part.handed_in <= part.due
    elif part.state in OPEN:
        part.state, part.steps, part.asked, part.raised = "cancelled", part.steps + 1, None, None
