"""The demo's 通报: last month's supervision, approved by a county leader, published, and signed for by some units."""

from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.utils import timezone

from accounts.models import Post, User
from accounts.roles import Role
from accounts.trail.actions import as_of
from accounts.units.queries import responsible_people
from tasks.bulletins import actions
from tasks.bulletins.models import Bulletin
from tasks.bulletins.states import Kind
from tasks.days.queries import calendar

DAYS = 30
AGREED = "事实清楚，同意印发。"
# Two units of three have signed.
SIGNED = (True, True, False)


@transaction.atomic
def run(*, admin: User, today: date) -> Bulletin:
    """From the draft to 签收, on the last working day before today."""
    day = calendar().workday_on_or_before(today - timedelta(days=1))
    leader = Post.objects.on(day).with_role(Role.COUNTY_LEADER).select_related("user").order_by("pk").first().user
    now: datetime = timezone.make_aware(datetime.combine(day, time(10)))
    moment = {"on": day, "now": now}
    with as_of(now):
        made = actions.draft(kind=Kind.SUPERVISION, from_on=day - timedelta(days=DAYS), to_on=day, by=admin, **moment)
        actions.submit(bulletin=made, version=made.version, by=admin, **moment)
        actions.approve(bulletin=made, version=made.version, words=AGREED, by=leader, **moment)
        actions.publish(bulletin=made, version=made.version, by=admin, **moment)
        receipts = list(made.receipts.select_related("unit", "bulletin").order_by("unit__path"))
        people = responsible_people([receipt.unit_id for receipt in receipts], day)
        for place, receipt in enumerate(receipts):
            if SIGNED[place % len(SIGNED)] and people.get(receipt.unit_id):
                actions.acknowledge(receipt=receipt, by=people[receipt.unit_id][0], **moment)
    return made
