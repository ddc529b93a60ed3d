"""Schemes and cycles: one closed and told, one closed, one graded and ready to close, one just computed, and a scheme that nobody published."""

from datetime import date, datetime, time
from decimal import Decimal

from django.utils import timezone

from accounts.models import Unit
from tasks.assessment import actions, appealing, closing, correcting, ruling
from tasks.assessment.models import Cycle, Scheme, UnitScore
from tests.doors.door import Place
from tests.doors.people import Spots
from tests.factories import Office

PUBLISHED, FROM, TO, COMPUTED = date(2026, 7, 1), date(2026, 8, 1), date(2026, 10, 31), date(2026, 11, 5)
NOW = timezone.make_aware(datetime.combine(COMPUTED, time(9)))


def targets(small: Office, units: dict[Place, Unit]) -> dict[str, Spots]:
    """Cycles and the sheets of the three units in them."""
    scheme = Scheme.objects.get()
    draft = actions.new_scheme(name="机关考核方案", rules=scheme.rules, by=small.admin)
    actions.publish_scheme(scheme=scheme, on=PUBLISHED, today=COMPUTED, by=small.admin)
    clauses = {"clauses": [{"name": "受到表彰", "most": "2"}], "most_up": "2", "most_down": "0"}
    ruled = actions.new_scheme(name="设加减分的方案", rules=scheme.rules | clauses, by=small.admin)
    actions.publish_scheme(scheme=ruled, on=PUBLISHED, today=COMPUTED, by=small.admin)
    titles = ("本季考核", "待审定考核", "待反馈考核", "上季考核")
    used = (ruled, scheme, scheme, scheme)
    fresh, ready, decided, closed = (_cycle(small, each, title) for each, title in zip(used, titles, strict=True))
    praise = ruling.rule(
        cycle=fresh, unit=small.b.unit, clause="受到表彰", points=Decimal(2), on=TO, reason="受表彰。", now=NOW, by=small.admin
    )
    for cycle in (ready, decided, closed):
        _grade(small, cycle)
    sitting = {"meeting": "县直机关工委会议", "met_on": COMPUTED, "note": "经集体研究。", "now": NOW, "by": small.admin}
    for cycle in (decided, closed):
        closing.close_cycle(cycle=cycle, **sitting)
    closing.feed_back(cycle=closed, workdays=20, on=COMPUTED, now=NOW, by=small.admin)
    found: dict[str, Spots] = {
        "a scheme's draft": {Place.ANY: ({"pk": draft.pk},)},
        "a published scheme": {Place.ANY: ({"pk": scheme.pk},)},
        "a new cycle": {Place.ANY: ({}, {"scheme": scheme.pk})},
    }
    for name, cycle in (
        ("an open cycle", fresh),
        ("a graded cycle", ready),
        ("a decided cycle", decided),
        ("a closed cycle", closed),
    ):
        found[name] = {Place.ANY: ({"pk": cycle.pk},)}
    found |= {
        "a cycle with rulings": {Place.ANY: ({"pk": fresh.pk}, {"unit": small.a.unit.pk})},
        "a ruling": {Place.ANY: ({"pk": praise.pk},)},
    }
    rows = {(row.cycle_id, row.unit_id): row for row in UnitScore.objects.all()}
    for name, cycle in (("an open sheet", fresh), ("a decided sheet", decided), ("a closed sheet", closed)):
        found[name] = {place: _spot(rows[cycle.pk, unit.pk]) for place, unit in units.items()}
    found |= _second_looks(small, rows[closed.pk, small.a.unit.pk], rows[decided.pk, small.a.unit.pk])
    found["a unit's report"] = {place: ({"pk": closed.pk}, {}, f"?unit={unit.pk}") for place, unit in units.items()}
    return found


def _second_looks(small: Office, told: UnitScore, decided: UnitScore) -> dict[str, Spots]:
    """An appeal to be answered, and a correction that a second person may confirm."""
    said = {"about": "等次", "reason": "有事项未计入。", "on": COMPUTED, "now": NOW}
    appeal = appealing.file(unit_score=told, **said, by=small.a.secretary)
    wrong = {"assignments": [], "finding": "", "grade": "较好", "reason": "经查实。", "now": NOW}
    correction = correcting.propose(unit_score=decided, **wrong, by=small.second_admin)
    return {"an appeal": {Place.ANY: ({"pk": appeal.pk},)}, "a correction": {Place.ANY: ({"pk": correction.pk},)}}


def _cycle(small: Office, scheme: Scheme, title: str) -> Cycle:
    cycle = actions.open_cycle(title=title, from_on=FROM, to_on=TO, scheme=scheme, now=NOW, by=small.admin)
    actions.compute(cycle=cycle, on=COMPUTED, now=NOW, by=small.admin)
    return cycle


def _grade(small: Office, cycle: Cycle) -> None:
    """The proposed grade for everybody."""
    for row in UnitScore.objects.filter(cycle=cycle).exclude(score=None):
        actions.set_grade(unit_score=row, version=row.version, grade=row.proposed_grade, now=NOW, by=small.second_admin)


def _spot(row: UnitScore) -> tuple:
    return {"pk": row.pk}, {"version": row.version}
