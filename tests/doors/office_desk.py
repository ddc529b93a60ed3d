"""What the addresses of the office's desk can name."""

from django.utils import timezone

from tasks.desk.bulk import written
from tasks.desk.saved import save_filter
from tasks.items.models import Assignment
from tasks.items.states import State
from tests.doors.door import Place
from tests.doors.people import Spots
from tests.factories import Office


def targets(small: Office) -> dict[str, Spots]:
    """A filter that the office shares, and selections of matters."""
    kept = save_filter(name="逾期未办", query="light=red", shared=True, now=timezone.now(), by=small.admin)
    one = Assignment.objects.filter(unit=small.a.unit, state=State.PENDING).first()
    done = Assignment.objects.filter(state=State.COMPLETED, completed_by=small.second_admin).first()
    return {
        "ticked matters": {Place.ANY: ({}, {"act": "urge", "scope": "picked", "pick": [one.pk]})},
        "previewed matters": {Place.ANY: ({}, {"act": "urge", "picked": written([(one.pk, one.version)])})},
        "previewed 办结": {Place.ANY: ({}, {"act": "close_off", "picked": written([(done.pk, done.version)])})},
        "a shared filter": {Place.ANY: ({"pk": kept.pk},)},
    }
