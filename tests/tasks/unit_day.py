"""Matters of organ A for tests of a unit's day: given, accepted, with real pictures as proofs."""

import io
from datetime import date

from PIL import Image

from tasks.items.actions import acknowledge, draw_up, issue
from tasks.items.models import Assignment, ResponsibilityList
from tasks.items.states import Part
from tests import factories
from tests.factories import Office
from tests.keeping import once
from tests.tasks.conftest import NOW, ON

CLOCK = {"on": ON, "now": NOW}
DUE = date(2026, 12, 31)


def picture(color: str = "gray", size: tuple[int, int] = (8, 8), kind: str = "PNG") -> bytes:
    """A real image."""
    out = io.BytesIO()
    Image.new("RGB", size, color).save(out, kind)
    return out.getvalue()


def _people(small: Office) -> tuple:
    return small.admin, small.a.unit, small.a.secretary, small.b.unit


def given(small: Office, *titles: str, due_on: date = DUE) -> list[Assignment]:
    """One assignment of organ A for each title, and the same of organ B; not yet accepted."""
    return once(lambda: _given(small, *titles, due_on=due_on), "given", _people(small), titles, due_on)


def _given(small: Office, *titles: str, due_on: date) -> list[Assignment]:
    one = ResponsibilityList.objects.create(year=2026, title="清单")
    for title in titles:
        values = {"title": title, "requirement": f"{title}。", "due_on": due_on, "acceptance_criteria": "达到要求"}
        draw_up(responsibility_list=one, units={small.a.unit: Part.EACH, small.b.unit: Part.EACH}, values=values, by=small.admin)
    factories.approve(one, on=ON, by=small.admin)
    issue(responsibility_list=one, number=f"{one.pk}号", by=small.admin, **CLOCK)
    return list(Assignment.objects.filter(item__responsibility_list=one, unit=small.a.unit).order_by("item__number"))


def active(small: Office, *titles: str, due_on: date = DUE) -> list[Assignment]:
    """The same, accepted by the secretary of A."""
    return once(lambda: _active(small, *titles, due_on=due_on), "active", _people(small), titles, due_on)


def _active(small: Office, *titles: str, due_on: date) -> list[Assignment]:
    found = given(small, *titles, due_on=due_on)
    for one in found:
        acknowledge(assignment=one, version=one.version, by=small.a.secretary, **CLOCK)
    return list(Assignment.objects.filter(pk__in=[one.pk for one in found]).order_by("item__number"))
