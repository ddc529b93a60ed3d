"""What the addresses of result uses can name: told and not told, and one that was put right."""

from datetime import date, datetime, time

from django.utils import timezone

from accounts.models import Unit
from tasks.results import actions
from tests.doors.door import Place
from tests.doors.people import Spots
from tests.factories import Office

TODAY = date(2026, 11, 24)
DAY = {"on": TODAY, "now": timezone.make_aware(datetime.combine(TODAY, time(9)))}
SAID = {"use": "talk", "used_by": "县直机关工委", "used_on": TODAY, "words": "约谈班子。", "document": "清直党〔2026〕20号"}


def targets(small: Office) -> dict[str, Spots]:
    """Everything by name and place. A secretary reads what concerns his own unit, not the branches below it."""

    def made(unit: Unit, **said):
        return actions.sign(unit=unit, by=small.second_admin, **SAID | said, **DAY)

    told = {Place.OWN: made(small.a.unit, told=True), Place.OTHER: made(small.b.unit, told=True)}
    quiet = {Place.OWN: made(small.a.unit), Place.OTHER: made(small.b.unit)}
    wrong = {Place.OWN: made(small.a.unit)}
    made(small.a.unit, corrects=wrong[Place.OWN], words="约谈书记。")
    names = {"a use that is told": told, "a use that is not told": quiet, "a use that was put right": wrong}
    found: dict[str, Spots] = {name: {place: ({"pk": one.pk},) for place, one in uses.items()} for name, uses in names.items()}
    return found | {"a year": {Place.ANY: ({"year": 2026},)}, "a bulletin to use": {Place.ANY: ({}, {"unit": small.a.unit.name})}}
