"""What the addresses of rectification can name: problems closed off in spring, and a draft that takes new ones."""

from datetime import date

from tasks.items import actions as items
from tasks.items.models import Assignment
from tests.doors.door import Place
from tests.doors.people import Spots
from tests.factories import Office
from tests.tasks.items.matters import give, issued_list, item

RIGHTED = date(2026, 3, 30)


def targets(small: Office) -> dict[str, Spots]:
    """Everything by name and place."""
    units = {Place.OWN: small.a.unit, Place.BELOW: small.branch, Place.OTHER: small.b.unit}
    listed, found = issued_list(small), {}
    said = {"source": "problem", "words": "党课记录不全。", "found_in": "inspection", "remedy": "time_limited"}
    closed = {"state": "closed_off", "completed_on": RIGHTED, "closed_off_on": RIGHTED, "submitted_on": RIGHTED}
    for place, unit in units.items():
        one = give(item(listed, due_on=RIGHTED, **said), unit, on=RIGHTED)
        Assignment.objects.filter(pk=one.pk).update(completed_by=small.admin, closed_off_by=small.supervisor, **closed)
        found[place] = ({"pk": one.pk}, {"version": 1})
    drafted = items.draft(year=2026, title="问题整改清单", by=small.admin)
    where = {"responsibility_list": drafted.pk, "units": [small.a.unit.pk]}
    return {"a righted problem": found, "a list for problems": {Place.ANY: ({}, where)}}
