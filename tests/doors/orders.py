"""What the addresses of supervision by persons can name: overdue matters, orders in each state, talks, checks, 批示."""

from datetime import date, datetime, time

from django.utils import timezone

from accounts.models import Post, User
from accounts.roles import Role
from tasks.items import life
from tasks.items.models import Assignment
from tasks.progress.files import check
from tasks.supervision.acts import actions as acts
from tasks.supervision.acts import excusing
from tasks.supervision.orders import actions as orders
from tests.doors.door import Place
from tests.doors.people import Spots
from tests.factories import Office
from tests.tasks.items.matters import give, issued_list, item

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 40
LATE, TODAY = date(2026, 10, 30), date(2026, 11, 24)
DAY = {"on": TODAY, "now": timezone.make_aware(datetime.combine(TODAY, time(9)))}


def targets(small: Office) -> dict[str, Spots]:
    """Everything by name; what belongs to a unit three times, by place."""
    units = {
        Place.OWN: (small.a.unit, small.a.secretary),
        Place.BELOW: (small.branch, small.branch_secretary),
        Place.OTHER: (small.b.unit, small.b.secretary),
    }
    names = (
        "an overdue matter",
        "a fresh order",
        "an answered order",
        "an order's proof",
        "a check",
        "an instruction",
        "an order not needed",
        "an excuse",
    )
    found: dict[str, Spots] = {name: {} for name in names}
    listed, drafted = issued_list(small), {}
    for place, (unit, secretary) in units.items():
        late = life.acknowledge(assignment=give(item(listed, due_on=LATE), unit), version=1, by=secretary, **DAY)
        other = life.acknowledge(assignment=give(item(listed, due_on=LATE), unit), version=1, by=secretary, **DAY)
        third = life.acknowledge(assignment=give(item(listed, due_on=LATE), unit), version=1, by=secretary, **DAY)
        to = Post.objects.get(user=secretary, unit=unit)
        found["an overdue matter"][place] = ({"pk": late.pk}, _said(small, late, to))
        found["an order not needed"][place] = ({"pk": late.pk, "kind": "order"}, {})
        fresh, answered = _order(small, other, to), _order(small, third, to)
        step = orders.answer(order=answered, version=1, words="已办。", proof=check(PNG, "现场.png"), by=secretary, **DAY)
        found["a fresh order"][place] = ({"pk": fresh.pk}, {"version": 1})
        found["an answered order"][place] = ({"pk": answered.pk}, {"version": 2})
        found["an order's proof"][place] = ({"pk": step.proof.pk}, {})
        visit = acts.check_on_site(
            assignment=late, checked_on=TODAY, seen="台账未更新。", finding="differs", by=small.supervisor, **DAY
        )
        excused = excusing.excuse(assignment=third, reason="等上级批复。", by=small.supervisor, **DAY)
        found["an excuse"][place] = ({"pk": excused.pk}, {})
        found["a check"][place] = ({"pk": visit.pk}, drafted)
        found["an instruction"][place] = ({"pk": _instruction(small, late, to).pk}, {})
        if place != Place.BELOW:
            found.setdefault("a talk", {})[place] = ({"pk": _talk(small, late, to).pk}, {})
    found["an order to print"] = {place: found["a fresh order"][place] for place in (Place.OWN, Place.OTHER)}
    return found | {"no such proposal": {Place.ANY: ({"pk": late.pk, "kind": "other"}, {})}}


def _said(small: Office, late: Assignment, to: Post) -> dict:
    """The posts that the forms of the matter name."""
    leader = Post.objects.get(user=small.county_leader)
    talker = Post.objects.get(user=small.supervisor)
    said = {"version": late.version, "to_post": to.pk, "talker": talker.pk, "talked_with": to.pk}
    return said | {"said_by": leader.pk, "answerer": to.pk}


def _order(small: Office, late: Assignment, to: Post):
    asked = {"basis": "已逾期。", "demand": "请办结。", "limit_on": date(2026, 12, 1)}
    return orders.issue(assignment=late, version=late.version, to_post=to, by=small.supervisor, **asked, **DAY)


def _instruction(small: Office, late: Assignment, to: Post):
    leader: User = small.county_leader
    said = {"said_by": Post.objects.get(user=leader), "said_on": TODAY, "words": "请抓紧。"}
    return acts.instruct(assignment=late, answerer=to, answer_by_on=date(2026, 12, 1), by=leader, **said, **DAY)


def _talk(small: Office, late: Assignment, to: Post):
    """Written by the supervisor, so that no administrator reads it."""
    talker = Post.objects.get(user=small.supervisor, role=Role.SUPERVISOR)
    said = {"held_on": TODAY, "about": "逾期未办。", "result": "表示月底前办结。"}
    return acts.hold_talk(assignment=late, talker=talker, talked_with=to, by=small.supervisor, **said, **DAY)
