"""Acts do not read anew what they have just written: what they leave in hand is what stands in the database."""

from datetime import date, timedelta

from tasks.items import life
from tasks.items.models import Assignment
from tasks.progress import actions as progress
from tasks.review import actions as review
from tests.tasks.items.matters import DUE, clock, give, issued_list, item

DAY = clock(date(2026, 11, 5))
REASON = {"reason": "省厅会议改期。"}


def stored(assignment: Assignment) -> Assignment:
    """The matter as the next request reads it."""
    return Assignment.objects.get(pk=assignment.pk)


def columns(assignment: Assignment) -> dict:
    """Every column with the kind of its value."""
    values = {field.name: field.value_from_object(assignment) for field in Assignment._meta.fields}
    return {name: (type(value), value) for name, value in values.items()}


def test_a_matter_in_hand_is_the_matter_that_stands_after_each_act(small):
    one = stored(give(item(issued_list(small)), small.a.unit))
    unit, office = {"by": small.a.secretary}, {"by": small.admin}
    acts = (
        lambda: life.acknowledge(assignment=one, version=1, **unit, **DAY),
        lambda: progress.report(assignment=one, version=2, text="已部署。", percent=40, key="k", now=DAY["now"], **unit),
        lambda: life.reschedule(assignment=one, version=3, due_on=DUE + timedelta(days=9), **office, **REASON, **DAY),
        lambda: review.submit(assignment=one, version=4, claim="已完成。", **unit, **DAY),
        lambda: review.approve(assignment=one, version=5, result="属实。", **office, **DAY),
        lambda: review.close_off(assignment=one, version=6, by=small.second_admin, **DAY),
        lambda: life.reopen(assignment=one, version=7, due_on=DUE + timedelta(days=30), **office, **REASON, **DAY),
    )
    seen = []
    for act in acts:
        act()
        assert columns(one) == columns(stored(one))
        seen.append((one.version, one.state))
    assert seen == [
        (2, "active"),
        (3, "active"),
        (4, "active"),
        (5, "submitted"),
        (6, "completed"),
        (7, "closed_off"),
        (8, "active"),
    ]


def test_a_granted_extension_is_in_hand_as_it_stands(small):
    one = stored(give(item(issued_list(small)), small.a.unit))
    life.acknowledge(assignment=one, version=1, by=small.a.secretary, **DAY)
    asked = life.ask_extension(assignment=one, due_on=DUE + timedelta(days=9), by=small.a.secretary, **REASON, **DAY)
    life.grant_extension(extension=asked, by=small.admin, **DAY)
    assert (stored(one).version, stored(one).due_on) == (3, DUE + timedelta(days=9))
    [change] = one.due_changes.all()
    assert (change.old, change.new) == (DUE, DUE + timedelta(days=9))
