"""The seeded scheme published, a year opened under it, its scores by name: what the tests of computing and of grading share."""

from datetime import date

from tasks.assessment import actions
from tasks.assessment.models import Cycle, Scheme, UnitScore
from tests.tasks.chain import at

FROM, TO, DUE, CHECKED = date(2026, 1, 1), date(2026, 12, 31), date(2026, 6, 30), date(2027, 1, 10)
BEFORE = date(2025, 12, 20)


def published(chain) -> Scheme:
    scheme = Scheme.objects.get(name="党建工作责任清单考核方案", version=1)
    return actions.publish_scheme(scheme=scheme, on=BEFORE, today=CHECKED, by=chain.admin)


def opened(chain, scheme=None) -> Cycle:
    scheme = scheme or published(chain)
    return actions.open_cycle(title="2026年度考核", from_on=FROM, to_on=TO, scheme=scheme, now=at(CHECKED), by=chain.admin)


def computed(chain, cycle, on=CHECKED) -> dict[str, UnitScore]:
    rows = actions.compute(cycle=cycle, on=on, now=at(on), by=chain.admin)
    return {row.unit.name: row for row in rows}


def given(listed, unit):
    return listed.items.get(number=1).assignments.get(unit=unit)
