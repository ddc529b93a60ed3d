"""One leader's own page: what is in my charge, what is red or yellow, what is missing from me, what I did this quarter."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from accounts.models import Portfolio, Post
from tasks.dual_responsibility.models import WorkOrder
from tasks.dual_responsibility.queries.charge import Matter, leaders_ever, lines_on, of_leaders
from tasks.dual_responsibility.queries.coming import plans
from tasks.dual_responsibility.queries.deeds import Deed, deeds, in_post, in_words
from tasks.dual_responsibility.queries.gaps import Gap
from tasks.duties.rules.periods import Span
from tasks.items.models import Assignment
from tasks.items.states import State
from tasks.supervision.lights import Color, Light
from tasks.supervision.queries import lights_of

ALERTS, STEPS, DEEDS = 8, 5, 8


@dataclass(frozen=True)
class Standing:
    """What the page of a leader shows as of a day."""

    post: Post
    lines: list[Portfolio]
    open: int
    red: int
    yellow: int
    alerts: list[tuple[Assignment, Light]]
    pending: int
    holes: list[str]
    gaps: list[Gap]
    deeds: list[Deed]
    words: str
    orders: list[WorkOrder]

    @property
    def idle(self) -> bool:
        """True when there is nothing to show for the post."""
        return not (self.lines or self.open or self.deeds or self.holes)

    @property
    def missing(self) -> int:
        """How many things are missing from this leader."""
        return len(self.holes) + len(self.gaps) + (1 if self.pending else 0)

    @property
    def shown(self) -> list[tuple[Assignment, Light]]:
        """The first alerts."""
        return self.alerts[:ALERTS]

    @property
    def shown_gaps(self) -> list[Gap]:
        """The first matters that lack a step."""
        return self.gaps[:STEPS]

    @property
    def shown_deeds(self) -> list[Deed]:
        """The newest acts."""
        return self.deeds[:DEEDS]


def standing(post: Post, span: Span, on: date) -> Standing:
    """The page of one leader; a fixed number of queries, however many matters there are."""
    [plan] = plans([post], span, on, until=date.max)
    mine = [*plan.late, *plan.due]
    lights = lights_of(mine, on)
    alerts = [(one, lights[one.pk]) for one in mine if lights[one.pk].color in (Color.RED, Color.YELLOW)]
    alerts.sort(key=lambda pair: (pair[1].color != Color.RED, pair[0].due_on, pair[0].pk))
    last = min(span.end, on)
    done = in_post(post, deeds({post.user_id}, span.start, last).get(post.user_id, ()), span.start, last)
    red = sum(light.color == Color.RED for _, light in alerts)
    return Standing(
        post=post,
        lines=lines_on([post], on).get(post.pk, []),
        open=len(mine),
        red=red,
        yellow=len(alerts) - red,
        alerts=alerts,
        pending=sum(one.state == State.PENDING for one in mine),
        holes=plan.holes,
        gaps=plan.steps,
        deeds=done,
        words=in_words(done),
        orders=list(post.work_orders.order_by("-starts_on")[:4]),
    )


def cell(post: Post, span: Span, day: date, *, manage: str = "", field: str | None = None) -> tuple[list[Assignment], list[Deed]]:
    """(matters, acts) behind one cell of a matrix: one of the 四管, or a field; neither: all of the leader's."""
    last = min(span.end, day)

    def inside(one: Matter | Deed) -> bool:
        return (not manage or manage in one.manages) and (field is None or one.theme == field)

    given = [one.pk for one in of_leaders([post], span, day).get(post.pk, []) if inside(one)]
    rows = Assignment.objects.filter(pk__in=given).with_everything().order_by("due_on", "id")
    done = in_post(post, deeds({post.user_id}, span.start, last).get(post.user_id, ()), span.start, last)
    return list(rows), [deed for deed in done if inside(deed)]


def orders(user) -> QuerySet[WorkOrder]:
    """Work orders of leaders within reach."""
    found = WorkOrder.objects.filter(to_post__in=leaders_ever(user).order_by().values("pk"))
    return found.select_related("to_post__user", "to_post__unit", "issued_by")
