"""Milestones ticked off and figures measured by the unit."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from accounts.conflict import NotYours, Refused
from tasks.items.actions import draft, draw_up, issue, measure, tick
from tasks.items.life import cancel
from tasks.items.models import Assignment, Measurement, Tick
from tasks.items.states import Part
from tests.factories import approve
from tests.tasks.conftest import NOW, ON

CLOCK = {"on": ON, "now": NOW}


@pytest.fixture
def matter(small):
    """Four lectures, one milestone, of organ A."""
    made = draft(year=2026, title="量化清单", by=small.admin)
    values = {"title": "讲党课", "requirement": "讲党课。", "due_on": date(2026, 12, 31), "target_value": 4, "target_measure": "次"}
    steps = [(date(2026, 12, 1), "备课")]
    draw_up(responsibility_list=made, units={small.a.unit: Part.EACH}, values=values, milestones=steps, by=small.admin)
    approve(made, on=ON, by=small.admin)
    issue(responsibility_list=made, number="3号", by=small.admin, **CLOCK)
    return Assignment.objects.get()


def test_a_milestone_is_ticked_off_once_by_the_unit(matter, small):
    step = matter.item.milestones.get()
    for _ in range(2):
        tick(milestone=step, assignment=matter, by=small.a.clerk, **CLOCK)
    assert [(t.on, t.by) for t in Tick.objects.all()] == [(ON, small.a.clerk)]
    with pytest.raises(NotYours):
        tick(milestone=step, assignment=matter, by=small.b.clerk, **CLOCK)


def test_the_newest_measured_value_counts_and_the_older_stays(client, matter, small):
    for value in (2, 3):
        measure(assignment=matter, value=Decimal(value), by=small.a.clerk, **CLOCK)
    client.force_login(small.a.clerk)
    page = client.get(reverse("desk:assignment", args=[matter.pk])).content.decode()
    assert "目标 4次；实测（自报）3次" in page and "2026-12-01　备课" in page
    assert [m.value for m in Measurement.objects.all()] == [2, 3]


def test_nothing_is_reported_on_a_matter_that_has_ended(matter, small):
    one = cancel(assignment=matter, version=matter.version, reason="不再需要。", by=small.admin, **CLOCK)
    for act in (
        lambda: tick(milestone=one.item.milestones.get(), assignment=one, by=small.a.clerk, **CLOCK),
        lambda: measure(assignment=one, value=Decimal(1), by=small.a.clerk, **CLOCK),
    ):
        with pytest.raises(Refused, match="不能再填报"):
            act()


@pytest.mark.parametrize(
    ("typed", "kept"), [("4", [4]), ("４．５", [Decimal("4.5")]), ("-1", []), ("NaN", []), ("1e99", []), ("", []), ("四", [])]
)
def test_measured_values_are_numbers_from_nought_on(client, matter, small, typed, kept):
    client.force_login(small.a.clerk)
    answer = client.post(reverse("items:measure", args=[matter.pk]), {"value": typed})
    assert (answer.status_code, [m.value for m in Measurement.objects.all()]) == (302 if kept else 409, kept)


def test_the_page_of_a_matter_offers_the_buttons_to_its_unit_only(client, matter, small):
    address = reverse("items:tick", args=[matter.pk, matter.item.milestones.get().pk])
    for who, offered in ((small.a.clerk, True), (small.admin, False)):
        client.force_login(who)
        assert (address in client.get(reverse("desk:assignment", args=[matter.pk])).content.decode()) is offered
