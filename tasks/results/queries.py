"""The yearly page 「结果用在了哪里」, and the results that a record can be about."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from tasks.assessment.models import UnitScore
from tasks.assessment.models.cycles import CycleState
from tasks.items.models import Assignment
from tasks.rectification.queries import rectifications
from tasks.results.models import ResultUse
from tasks.results.states import Use


@dataclass(frozen=True)
class Year:
    """What the results of assessment were used for in a year: how often by kind, and each use by unit in the order of the tree."""

    year: int
    counts: list[tuple[str, int]]
    lines: list[ResultUse]

    @property
    def units(self) -> int:
        """How many units were concerned."""
        return len({line.unit_id for line in self.lines})


def whole(user) -> QuerySet[ResultUse]:
    """What this person may read, with everything that its page shows."""
    found = ResultUse.objects.readable_by(user)
    return found.select_related("unit", "score__cycle", "assignment__item", "signed_by", "corrects", "corrected_by")


def of_year(user, year: int) -> Year:
    """The uses of a year that stand, within what this person may read: one query."""
    lines = list(whole(user).standing().of_year(year).order_by("unit__path", "on", "id"))
    counts = [(use.label, sum(line.use == use for line in lines)) for use in Use]
    return Year(year, counts, lines)


def years(user, on: date) -> list[int]:
    """The years with records that this person may read, and this one; newest first."""
    found = {day.year for day in ResultUse.objects.readable_by(user).order_by().dates("on", "year")}
    return sorted(found | {on.year}, reverse=True)


def grades() -> QuerySet[UnitScore]:
    """Grades that were decided in a meeting."""
    found = UnitScore.objects.filter(cycle__state=CycleState.CLOSED).exclude(grade="")
    return found.select_related("unit", "cycle")


def rectified(user) -> QuerySet[Assignment]:
    """Rectifications within reach."""
    return rectifications().visible_to(user).with_everything()
