"""The matters behind one number of a past day, as they stood then."""

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from tasks.items.models import Assignment
from tasks.items.states import DONE, OPEN
from tasks.supervision.lights import Light, light
from tasks.supervision.queries import facts, lit, missed_by, rules_on
from tasks.supervision.replay import THEN, as_of, put_back
from tasks.wall.matrix import NO_THEME
from tasks.wall.place import Place

NOW = ("state", "due_on", "submitted_on")


def listed(user, place: Place, on: date, today: date, said: dict[str, Any]) -> QuerySet[Assignment]:
    """Within reach, of the place, the theme and the light; without a light whatever was in hand."""
    found = Assignment.objects.visible_to(user)
    found = found.filter(unit=place.base) if said["own"] and place.base else found.filter(place.reach)
    if said["theme"]:
        found = found.filter(item__theme="" if said["theme"] == NO_THEME else said["theme"])
    past = on < today
    if past:
        found = as_of(found, on)
    state = (THEN if past else NOW)[0]
    if said["light"] in ("", "done"):
        found = found.filter(Q(**{f"{state}__in": DONE if said["light"] else OPEN}))
    else:
        found = lit(found, rules_on(on), on, THEN if past else NOW).filter(color=said["light"])
    return found.select_related("item", "unit", "leader__user").prefetch_related("excuses__by")


def rows(page: list[Assignment], on: date, today: date) -> list[tuple[Assignment, Light]]:
    """Each with its light of the day."""
    shown = [put_back(one) if on < today else one for one in page]
    rules, missed = rules_on(on), missed_by(shown, on)
    return [(one, light(facts(one, on, missed), rules, on)) for one in shown]
