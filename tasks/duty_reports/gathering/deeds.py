"""What people did themselves: the rows of the 一岗双责 record, and what they handed to colleagues. A fixed number of queries."""

from collections import defaultdict
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from accounts.models import Post
from tasks.dual_responsibility.queries.deeds import deeds
from tasks.duties.rules.periods import Span
from tasks.duty_reports.facts import Deed
from tasks.errands.models import Errand


def of_posts(posts: list[Post], span: Span, on: date) -> dict[int, list[Deed]]:
    """By post, dated acts of its holder while the post was held; whom a talk was with is not told."""
    found: dict[int, list[Deed]] = defaultdict(list)
    last = min(span.end, on)
    done = deeds({post.user_id for post in posts}, span.start, last)
    for post in posts:
        own = [one for one in done[post.user_id] if post.holds(one.on) and one.unit in (None, post.unit_id)]
        found[post.pk] = [Deed(one.on, one.label, one.matter or 0, one.title) for one in own]
    given = Errand.objects.filter(given_by__in={post.user_id for post in posts}, given_at__gte=_midnight(span.start))
    given = given.filter(given_at__lt=_midnight(last + timedelta(days=1))).select_related("assignment")
    errands: dict[tuple[int, int], list[Errand]] = defaultdict(list)
    for one in given.order_by("given_at"):
        errands[one.given_by_id, one.assignment.unit_id].append(one)
    for post in posts:
        days = [(timezone.localdate(one.given_at), one) for one in errands[post.user_id, post.unit_id]]
        found[post.pk] += [Deed(day, "交办", one.assignment_id, one.what) for day, one in days if post.holds(day)]
    return found


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))
