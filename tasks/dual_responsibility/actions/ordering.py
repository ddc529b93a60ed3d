"""季度工作提示单: a person of the office issues them; each leader gets one letter for a quarter, whatever happens."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction

from accounts.conflict import Refused
from accounts.letters.actions import post
from accounts.models import Post
from accounts.roles import Permission
from accounts.trail.actions import record
from tasks.dual_responsibility.models import WorkOrder
from tasks.dual_responsibility.queries.coming import plans
from tasks.dual_responsibility.states import OF_UNITS
from tasks.duties.rules.periods import Span
from tasks.items.rights import must_hold


@transaction.atomic
def issue_orders(*, posts: Iterable[Post], quarter: Span, on: date, now: datetime, by) -> list[WorkOrder]:
    """Issue the orders of a quarter to these leaders, as derived today; whoever has one for the quarter gets no second.

    Raises Refused when nobody is left to be told anything.
    """
    must_hold(Permission.ISSUE, by, on, "印发工作提示单")
    posts = [one for one in posts if one.role in OF_UNITS and one.holds(on)]
    # One at a time for each leader: the second administrator finds the order of the first.
    list(Post.objects.select_for_update().filter(pk__in=[one.pk for one in posts]).order_by("pk").values_list("pk"))
    have = set(WorkOrder.objects.filter(to_post__in=posts, starts_on=quarter.start).values_list("to_post", flat=True))
    derived = plans([one for one in posts if one.pk not in have], quarter, on)
    made = [_issue(plan.post, quarter, plan.plain(), on, now, by) for plan in derived if plan]
    if not made:
        raise Refused("没有可以印发的提示单：所选领导本季度的都已印发，或者没有需要提示的内容。")
    return made


def _issue(to: Post, quarter: Span, content: dict, on: date, now: datetime, by) -> WorkOrder:
    said = {"starts_on": quarter.start, "content": content}
    made = WorkOrder.objects.create(to_post=to, issued_on=on, issued_at=now, issued_by=by, **said)
    entry = record(act="印发工作提示单", target=made, after={"quarter": quarter.label}, at=now, by=by)
    WorkOrder.objects.filter(pk=made.pk).update(post=entry.post)
    made.post = entry.post
    key = f"work_order:{to.pk}:{quarter.start}"
    post(to=to.user, template="work_order", context={"order": made, "content": content}, key=key, now=now, data={"order": made.pk})
    return made
