"""How one matter stands for one person: whose it is today, what waits, claim beside checked result, and what may be done now."""

from dataclasses import dataclass
from datetime import date

from accounts.models import Post
from accounts.roles import Permission
from tasks.desk import supervised
from tasks.items.holders import Holders
from tasks.items.models import Assignment, Contribution, Extension, Objection, Verdict
from tasks.items.rights import holds, open_acts, why_not, why_not_decide
from tasks.items.states import RUNNING, Level, Part, State
from tasks.review.models import Decision, Submission


@dataclass(frozen=True)
class Support:
    """A support unit's part, as the lead unit sees it."""

    assignment: Assignment
    contribution: Contribution | None


@dataclass(frozen=True)
class Standing:
    """What the page of a matter says beside its facts. `acceptor_missing`: the post that must accept it is empty."""

    leader: Post | None
    acceptor: Post | None
    acceptor_missing: bool
    not_accepting: str
    objection: Objection | None
    adjusted: tuple[Objection, ...]
    extension: Extension | None
    granted: int
    claimed: Submission | None
    checked: Submission | None
    contribution: Contribution | None
    lead: Assignment | None
    support: tuple[Support, ...]


def acts(one: Assignment, user, on: date) -> set[str]:
    """Every act that stands open to this person on the page: moves, progress, requests and the office's decisions."""
    found = open_acts(one, user, on)
    reporting = one.state == State.ACTIVE and one.part != Part.SUPPORT
    waiting = _open_extension(one)
    if reporting and holds(user, Permission.REPORT_PROGRESS, one):
        found.add("report")
    if reporting and not waiting and on <= one.due_on and holds(user, Permission.SUBMIT, one):
        found.add("extend")
    if waiting and not why_not_decide("答复延期申请", one, user, on):
        found.add("answer_extension")
    if one.state in RUNNING and not why_not_decide("调整时限", one, user, on):
        found.add("reschedule")
    return found | supervised.acts(one, user, on)


def of(one: Assignment, user, on: date) -> Standing:
    """The standing of an assignment read by desk.queries.whole."""
    holders = Holders.of([one], on)
    acceptor, named = holders.acceptor(one), one.item.level != Level.COLLECTIVE
    accepts = one.state == State.PENDING and holds(user, Permission.ACKNOWLEDGE, one)
    objections, submissions = list(one.objections.all()), list(one.submissions.all())
    return Standing(
        leader=holders.leader(one),
        acceptor=acceptor,
        acceptor_missing=named and acceptor is None,
        not_accepting=why_not("acknowledge", one, user, on) if accepts and named else "",
        objection=next((o for o in objections if not o.outcome), None),
        adjusted=tuple(o for o in objections if o.agreed),
        extension=_open_extension(one),
        granted=sum(e.verdict == Verdict.GRANTED for e in one.extensions.all()),
        claimed=submissions[0] if submissions else None,
        checked=next((s for s in submissions if s.decision == Decision.APPROVED), None),
        contribution=list(one.contributions.all())[-1] if one.contributions.all() else None,
        lead=_lead(one),
        support=_support(one),
    )


def _open_extension(one: Assignment) -> Extension | None:
    return next((e for e in one.extensions.all() if not e.verdict), None)


def _lead(one: Assignment) -> Assignment | None:
    """The lead unit's part, for a support unit that wants to know for whom it works."""
    if one.part != Part.SUPPORT:
        return None
    return Assignment.objects.filter(item=one.item_id, part=Part.LEAD).select_related("unit").first()


def _support(one: Assignment) -> tuple[Support, ...]:
    """The support units of a joint matter, for its lead unit."""
    if one.part != Part.LEAD:
        return ()
    parts = Assignment.objects.filter(item=one.item_id, part=Part.SUPPORT).select_related("unit").prefetch_related("contributions")
    return tuple(Support(part, list(part.contributions.all())[-1] if part.contributions.all() else None) for part in parts)
