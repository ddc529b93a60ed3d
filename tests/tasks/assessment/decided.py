"""Cycles on their way: computed and graded, decided by a meeting, told to the units."""

from datetime import date, timedelta

from tasks.assessment import actions, closing
from tasks.assessment.models import Scheme
from tests.tasks.chain import at

FROM, TO, DUE, CHECKED = date(2026, 1, 1), date(2026, 12, 31), date(2026, 6, 30), date(2026, 11, 13)
SITTING = {"meeting": "县直机关工委会议", "met_on": CHECKED}


def _stage(make, chain, names):
    """What `make` returns; the chain is as `make` left it."""
    return chain.stage(lambda: make(chain, names), make.__name__, names)


def ready(chain, *names):
    """A computed and graded cycle; the first unit was late, the others were not."""
    return _stage(_ready, chain, names)


def _ready(chain, names):
    units = [chain.unit(name) for name in names]
    listed = chain.issue({"units": units, "due_on": DUE})
    for number, assignment in enumerate(listed.items.get().assignments.order_by("pk")):
        chain.deliver(assignment, DUE + timedelta(days=0 if number else 2))
    scheme = actions.publish_scheme(scheme=Scheme.objects.get(), on=date(2025, 12, 20), today=CHECKED, by=chain.admin)
    cycle = actions.open_cycle(title="2026年度考核", from_on=FROM, to_on=TO, scheme=scheme, now=at(CHECKED), by=chain.admin)
    rows = actions.compute(cycle=cycle, on=CHECKED, now=at(CHECKED), by=chain.admin)
    for row in rows:
        given = {"grade": row.proposed_grade, "now": at(CHECKED), "by": chain.admin}
        actions.set_grade(unit_score=row, version=row.version, **given)
    return cycle, {row.unit.name: row for row in rows}


def closed(chain, *names):
    """The same, decided by a meeting."""
    return _stage(_closed, chain, names)


def _closed(chain, names):
    cycle, rows = ready(chain, *names)
    return closing.close_cycle(cycle=cycle, **SITTING, now=at(CHECKED), by=chain.admin), rows


def told(chain, *names):
    """The same, told to the units."""
    return _stage(_told, chain, names)


def _told(chain, names):
    cycle, rows = closed(chain, *names)
    return closing.feed_back(cycle=cycle, workdays=5, on=CHECKED, now=at(CHECKED), by=chain.admin), rows
