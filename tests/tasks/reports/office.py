"""A year of the seed speech in a small office, with a fate for each assignment drawn from a seeded lot."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import pytest

from accounts.models import Unit
from tasks.assessment import actions, closing
from tasks.assessment.models import Cycle, Scheme, UnitScore
from tasks.items import actions as items
from tasks.items.models import Assignment, ResponsibilityList
from tests.keeping import once
from tests.tasks.chain import Chain, at
from tests.tasks.speech import seed_speech

FROM, TO = date(2026, 1, 1), date(2026, 12, 31)
DUES = (date(2026, 3, 31), date(2026, 6, 30), date(2026, 9, 30), date(2026, 12, 20))
TODAY = date(2026, 10, 15)
UNLISTED = "建设专业队伍"
# Years (lot, units) for tests that ask the same of each; the same ones everywhere, because each takes seconds to make.
YEARS = (
    (1, 1),
    (1, 2),
    (1, 3),
    *(pytest.param(*more, marks=pytest.mark.long) for more in ((0, 1), (0, 2), (2, 2), (2, 3), (3, 1))),
)


@dataclass
class Year:
    """The office, its list from the speech, and an open cycle with computed scores."""

    chain: Chain
    units: list[Unit]
    listed: ResponsibilityList
    cycle: Cycle


def year(seed: int = 1, *, units: int = 2, waiting: bool = True, titles: Sequence[str] = ()) -> Year:
    """Draw up everything except UNLISTED, deal out fates (with submissions that wait, or without), open a cycle, compute."""
    return once(lambda: _live(seed, units, waiting, titles), "year", seed, units, waiting, tuple(titles))


def _live(seed: int, units: int, waiting: bool, titles: Sequence[str]) -> Year:
    lot, chain = random.Random(seed), Chain()
    speech = seed_speech(chain.admin)
    own = [chain.unit() for _ in range(units)]
    directives = speech.directives.exclude(title=UNLISTED).select_related("speech", "section")
    rows = [{"directive": d, "units": own, "due_on": lot.choice(DUES)} for d in directives]
    for row, title in zip(rows, titles, strict=False):
        row |= {"title": title, "requirement": title + "\x0b"}
    listed = chain.issue(*rows, speech=speech)
    fates = ["idle", "taken", "done", "done", "done", "cancelled", "terminated"] + ["waiting"] * waiting
    for assignment in Assignment.objects.filter(item__responsibility_list=listed).order_by("pk"):
        _deal(chain, assignment, lot.choice(fates), lot)
    return Year(chain, own, listed, open_cycle(chain))


def close(one: Year) -> None:
    """Give every unit its proposed grade, close the cycle and tell the units."""
    for row in UnitScore.objects.filter(cycle=one.cycle).exclude(score=None):
        given = {"grade": row.proposed_grade, "now": at(TODAY), "by": one.chain.admin}
        actions.set_grade(unit_score=row, version=row.version, **given)
    sitting = {"meeting": "县直机关工委会议", "met_on": TODAY, "note": "各单位等次经集体研究。"}
    closing.close_cycle(cycle=one.cycle, **sitting, now=at(TODAY), by=one.chain.admin)
    closing.feed_back(cycle=one.cycle, workdays=5, on=TODAY, now=at(TODAY), by=one.chain.admin)
    one.cycle.refresh_from_db()


def _deal(chain: Chain, assignment: Assignment, fate: str, lot: random.Random) -> None:
    """One assignment's fate."""
    ready = min(assignment.due_on, TODAY - timedelta(days=20)) + timedelta(days=lot.choice([-5, 0, 4]))
    if fate == "taken":
        chain.accept(assignment)
    elif fate == "waiting":
        chain.submit(chain.accept(assignment), ready)
    elif fate == "done":
        chain.deliver(assignment, ready, returns=lot.choice([0, 0, 1]), close_off=lot.random() < 0.5)
    elif fate in ("cancelled", "terminated"):
        act = items.cancel if fate == "cancelled" else items.terminate
        act(assignment=assignment, version=assignment.version, reason="职责已调整", on=TODAY, now=at(TODAY), by=chain.admin)


def open_cycle(chain: Chain) -> Cycle:
    """Publish the seeded scheme, open the year's cycle and compute it as of TODAY."""
    scheme = Scheme.objects.get()
    actions.publish_scheme(scheme=scheme, on=date(2025, 12, 20), today=TODAY, by=chain.admin)
    cycle = actions.open_cycle(title="2026年度党建工作考核", from_on=FROM, to_on=TO, scheme=scheme, now=at(TODAY), by=chain.admin)
    actions.compute(cycle=cycle, on=TODAY, now=at(TODAY), by=chain.admin)
    return cycle
