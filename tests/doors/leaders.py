"""What the addresses of 一岗双责 can name: leaders, charges, steps, work orders."""

from datetime import date, datetime, time

from django.utils import timezone

from accounts.models import Post
from accounts.roles import Role
from tasks.dual_responsibility.actions import issue_orders, take_step
from tasks.duties.rules.periods import span_of
from tasks.items.models import Assignment
from tests.doors.door import Place
from tests.doors.people import Spots
from tests.factories import Office, portfolio, post
from tests.tasks.items.matters import give, issued_list, item

TODAY = date(2026, 11, 24)
DAY = {"on": TODAY, "now": timezone.make_aware(datetime.combine(TODAY, time(9)))}


def targets(small: Office) -> dict[str, Spots]:
    """Everything by name: of the leaders of A and B, and a matter with steps of A, its branch and B."""
    found: dict[str, Spots] = {name: {} for name in ("a leader", "a leader's year", "a work order", "a matter", "a step taken")}
    listed, posts = issued_list(small), {Place.OWN: small.a.leader_post, Place.OTHER: small.b.leader_post}
    for place, own in posts.items():
        give(item(listed, theme="服务中心"), own.unit, leader=own)
        found["a leader"][place] = ({"pk": own.pk}, {})
        found["a leader's year"][place] = ({"pk": own.pk, "year": 2026}, {})
    orders = issue_orders(posts=posts.values(), quarter=span_of("quarter", TODAY), by=small.admin, **DAY)
    by_post = {order.to_post_id: order for order in orders}
    found["a work order"] = {place: ({"pk": by_post[own.pk].pk}, {}) for place, own in posts.items()}
    units = {
        Place.OWN: (small.a.unit, small.a.secretary),
        Place.BELOW: (small.branch, small.branch_secretary),
        Place.OTHER: (small.b.unit, small.b.secretary),
    }
    for place, (unit, secretary) in units.items():
        matter = Assignment.objects.select_related("item", "unit").get(pk=give(item(listed, theme="业务工作"), unit).pk)
        step = take_step(assignment=matter, step="plan", taken_on=TODAY, by=secretary, **DAY)
        found["a matter"][place] = ({"pk": matter.pk}, {})
        found["a step taken"][place] = ({"pk": step.pk}, {})
    return found | _charge(small)


def _charge(small: Office) -> dict[str, Spots]:
    """A leader whom nobody has told of the quarter yet, with a line, and a colleague to pass it on to."""
    own: Post = post(Role.UNIT_LEADER, small.b.unit)
    line, fresh = portfolio(own, "群团统战"), {"to": small.b.leader_post.pk, "pick": own.pk}
    give(item(issued_list(small), theme="群团统战"), small.b.unit, leader=own)
    return {
        "a leader to charge": {Place.ANY: ({"pk": own.pk}, {})},
        "a charge": {Place.ANY: ({"pk": line.pk}, fresh)},
        "a leader to tell": {Place.ANY: ({}, fresh)},
    }
