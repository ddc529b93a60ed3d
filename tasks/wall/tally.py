"""The truth that the wall's figures are counted from: every assignment's light on a day, by unit and theme."""

from collections import defaultdict
from datetime import date
from functools import cache

from django.db.models import BooleanField, Count, ExpressionWrapper

from tasks.items.models import Assignment
from tasks.items.states import State
from tasks.supervision.lights import Facts, Step, light
from tasks.supervision.milestones import behind
from tasks.supervision.queries import lit, rules_on
from tasks.supervision.replay import THEN, as_of
from tasks.wall.counting import PLACES, Themes, nothing

DROPPED = (State.CANCELLED, State.TERMINATED)
AT_ONCE = 5000


def tally(on: date, today: date) -> dict[int, Themes]:
    """Unit -> theme -> counts, each unit's own: of today from the rows as they are, of a past day from the dated rows."""
    return _now(on) if on >= today else _then(on)


def _now(on: date) -> dict[int, Themes]:
    """One statement; the database tells the lights apart."""
    found = lit(Assignment.objects.order_by().exclude(state__in=DROPPED), rules_on(on), on)
    counted = _empty()
    for unit, theme, color, count in found.values_list("unit", "item__theme", "color").annotate(Count("pk")):
        counted[unit][theme][PLACES[color]] += count
    return _plain(counted)


def _then(on: date) -> dict[int, Themes]:
    """Row by row, so that each dated row is looked up once; the same facts show the same light, so few are worked out."""
    rules = rules_on(on)

    @cache
    def place(state: str, due_on: date, submitted_on: date | None, lags: bool) -> int:
        return PLACES[light(Facts(state, due_on, submitted_on, missed=Step(on, "") if lags else None), rules, on).color]

    lagging = ExpressionWrapper(behind(on), output_field=BooleanField())
    found = as_of(Assignment.objects.order_by(), on).annotate(lags=lagging)
    counted = _empty()
    for unit, theme, *facts in found.values_list("unit", "item__theme", *THEN, "lags").iterator(AT_ONCE):
        if facts[0] not in DROPPED:
            counted[unit][theme][place(*facts)] += 1
    return _plain(counted)


def _empty() -> defaultdict:
    return defaultdict(lambda: defaultdict(nothing))


def _plain(counted: defaultdict) -> dict[int, Themes]:
    return {unit: dict(themes) for unit, themes in counted.items()}
