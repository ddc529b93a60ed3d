"""What the ladder proposes and nobody has decided yet, derived and never stored; and what the pages of orders show."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from accounts.models import Post
from accounts.roles import Role
from accounts.units.queries import first_responsible
from tasks.days.calendar import Calendar
from tasks.days.queries import calendar
from tasks.items.models import Assignment
from tasks.supervision.acts.models import Talk
from tasks.supervision.orders.ladder import Proposal, latest_due, proposal
from tasks.supervision.orders.models import Order, OrderProof, Waiver
from tasks.supervision.orders.states import LIVE, Kind
from tasks.supervision.queries import rules_on
from tasks.supervision.rules import Rules

RECIPIENTS = (Role.UNIT_SECRETARY, Role.UNIT_LEADER, Role.UNIT_CLERK)


@dataclass(frozen=True)
class Ladder:
    """The rules and the calendar of the day, read once."""

    rules: Rules
    days: Calendar
    on: date

    @classmethod
    def of(cls, on: date) -> "Ladder":
        """Three queries."""
        return cls(rules_on(on), calendar(), on)

    def proposals(self, assignment: Assignment) -> list[Proposal]:
        """What stands undecided for a row of `proposed`."""
        undecided = [kind for kind in Kind if not getattr(assignment, f"{kind}_decided")]
        found = (proposal(kind, assignment.due_on, self.rules, self.days, self.on) for kind in undecided)
        return [one for one in found if one]

    def reaches(self, *, late: bool = False) -> Q:
        """Rows for which something is proposed, and nobody has decided."""
        found = Q(pk__in=[])
        for kind in Kind:
            due = latest_due(kind, self.rules, self.days, self.on, late=late)
            found |= Q(**{f"{kind}_decided": False, "due_on__lte": due})
        return found


def proposed(user, ladder: Ladder, *, late: bool = False) -> QuerySet[Assignment]:
    """Matters for which something is proposed to a person; with `late`: that should have been decided by now."""
    return _with_decisions(Assignment.objects.visible_to(user).overdue(ladder.on)).filter(ladder.reaches(late=late))


def stands(assignment: Assignment, kind: Kind, on: date) -> bool:
    """True while the proposal waits for a decision."""
    ladder = Ladder.of(on)
    row = _with_decisions(Assignment.objects.overdue(on)).filter(pk=assignment.pk).first()
    return row is not None and any(one.kind == kind for one in ladder.proposals(row))


def _with_decisions(found: QuerySet[Assignment]) -> QuerySet[Assignment]:
    """With `order_decided` and `talk_decided`: an order or a talk for this due date, one still running, or a reason why not."""
    of_row = {"assignment": OuterRef("pk"), "due_on": OuterRef("due_on")}
    live = Order.objects.filter(assignment=OuterRef("pk"), state__in=LIVE)
    waived = {kind: Exists(Waiver.objects.filter(kind=kind, **of_row)) for kind in Kind}
    return found.annotate(
        order_decided=Exists(Order.objects.filter(**of_row)) | Exists(live) | waived[Kind.ORDER],
        talk_decided=Exists(Talk.objects.filter(**of_row)) | waived[Kind.TALK],
    )


def recipients(assignment: Assignment, on: date) -> QuerySet[Post]:
    """To whom a 督办单 may be addressed: people of the unit in post."""
    return Post.objects.on(on).with_role(*RECIPIENTS).filter(unit=assignment.unit_id).select_related("user", "unit")


def first_recipient(assignment: Assignment, on: date) -> Post | None:
    """The 第一责任人, else whoever is there."""
    return first_responsible(assignment.unit, on) or recipients(assignment, on).first()


def orders(user) -> QuerySet[Order]:
    """Orders within reach with what a row shows."""
    return Order.objects.visible_to(user).select_related(
        "assignment__item", "assignment__unit", "to_post__user", "to_post__unit", "issued_by"
    )


def late(found: QuerySet[Order], on: date) -> QuerySet[Order]:
    """The unit's turn, and the limit has passed."""
    return found.owed().filter(limit_on__lt=on).order_by(F("limit_on").asc(), "id")


def proofs(user) -> QuerySet[OrderProof]:
    """Files within reach."""
    return OrderProof.objects.filter(step__order__in=Order.objects.visible_to(user))
