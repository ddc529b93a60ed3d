"""Read the rows behind the figures of the mirror."""

from datetime import date, timedelta

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from accounts.models import Post
from tasks.duties.rules.periods import Span
from tasks.items.models import Assignment, Move
from tasks.items.rights import CHECKING
from tasks.items.states import MOVES, Who
from tasks.progress.models import Report
from tasks.review.models import Decision, Submission
from tasks.supervision.mirror.figures import Checked, Followed, Office, offices
from tasks.supervision.models import Reminder, Urge
from tasks.supervision.states import ReminderKind

WITHIN_DAYS = 5
SHOWN = 20
ELSEWHERE = "（岗位已变动）"
# What a unit does by itself with a matter.
UNITS_OWN = tuple(act for act, move in MOVES.items() if move.who in (Who.UNIT, Who.NAMED, Who.LEAD))


def checking(user, span: Span) -> list[Office]:
    """Submissions that were decided in the period, by the office of who decided."""
    decided = Submission.objects.filter(
        assignment__in=Assignment.objects.visible_to(user),
        decision__in=[Decision.APPROVED, Decision.RETURNED],
        decided_on__gte=span.start,
        decided_on__lte=span.end,
    )
    names = ("decided_by", "on", "decided_on", "decision", "assignment", "assignment__item__title")
    rows = list(decided.order_by().values_list(*names, "assignment__unit__name", "assignment__unit__short_name"))
    posts = _posts({row[0] for row in rows}, span)
    found = []
    for by, asked, on, decision, pk, title, unit, short in rows:
        found.append(Checked(_office(posts.get(by, []), on), asked, on, decision == Decision.RETURNED, pk, title, short or unit))
    return offices(found, SHOWN)


def waiting(user, on: date) -> tuple[int, Submission | None]:
    """How many wait for a check now, and the one that waits longest."""
    found = Submission.objects.filter(decision="", assignment__in=Assignment.objects.visible_to(user))
    oldest = found.select_related("assignment__item", "assignment__unit").order_by("on", "id").first()
    return found.count(), oldest


def followed(user, span: Span, on: date) -> list[Followed]:
    """Reminders by kind, and 催办: how many were followed within some days by an act of the unit. Those too fresh to tell are left out."""
    last = min(span.end, on - timedelta(WITHIN_DAYS))
    when = Q(on__gte=span.start, on__lte=last, assignment__in=Assignment.objects.visible_to(user))
    found = [_followed(kind.label, Reminder.objects.filter(when, kind=kind)) for kind in ReminderKind]
    return [*found, _followed("催办", Urge.objects.filter(when))]


def _followed(label: str, said: QuerySet) -> Followed:
    """Several people told of one matter on one day are one time."""
    times = said.order_by().values("assignment", "on").distinct()
    until = OuterRef("on") + timedelta(WITHIN_DAYS)
    of_row = {"assignment": OuterRef("assignment")}
    moves = Move.objects.filter(act__in=UNITS_OWN, on__gte=OuterRef("on"), on__lte=until, **of_row)
    reports = Report.objects.filter(at__date__gte=OuterRef("on"), at__date__lte=until, **of_row)
    acted = said.filter(Exists(moves) | Exists(reports))
    silent = said.exclude(Exists(moves) | Exists(reports)).select_related("assignment__item", "assignment__unit")
    rest = {(one.assignment_id, one.on): one for one in silent.order_by("-on", "-id")[: SHOWN * 3]}
    return Followed(
        label, times.count(), acted.order_by().values("assignment", "on").distinct().count(), list(rest.values())[:SHOWN]
    )


def _posts(users: set[int], span: Span) -> dict[int, list[Post]]:
    """The posts from which somebody may have checked in the period."""
    found: dict[int, list[Post]] = {}
    held = Post.objects.with_role(*CHECKING).filter(Q(valid_to=None) | Q(valid_to__gte=span.start), valid_from__lte=span.end)
    for post in held.filter(user__in=users).select_related("unit").order_by(F("valid_from").desc(), "id"):
        found.setdefault(post.user_id, []).append(post)
    return found


def _office(posts: list[Post], on: date) -> str:
    """The unit of the post that was held on the day."""
    return next((post.unit.short for post in posts if post.holds(on)), ELSEWHERE)
