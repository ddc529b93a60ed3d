"""Bulletins on their way in the small office, made quickly by the real actions."""

from datetime import date, timedelta

from tasks.bulletins import actions
from tasks.bulletins.models import Bulletin
from tasks.bulletins.states import Kind, Scope
from tasks.review.models import Submission
from tests.factories import Office
from tests.tasks.supervision.matters import assignment, clock

ON, FROM, TO = date(2026, 11, 24), date(2026, 10, 1), date(2026, 10, 31)
DAY = {"on": ON, "now": clock(ON, 10)}
DUE = date(2026, 10, 20)


def draft(small: Office, *units, by=None, **said) -> Bulletin:
    """A 督查通报 of October, to A and B unless other units are named."""
    among = [unit.pk for unit in units or (small.a.unit, small.b.unit)]
    values = {"kind": Kind.SUPERVISION, "from_on": FROM, "to_on": TO, "scope": Scope.UNITS, "among": among} | DAY | said
    return actions.draft(by=by or small.admin, **values)


def approved(small: Office, made: Bulletin | None = None) -> Bulletin:
    """Submitted by its drafter and approved by the county leader."""
    made = made or draft(small)
    actions.submit(bulletin=made, version=made.version, by=small.admin, **DAY)
    actions.approve(bulletin=made, version=made.version, words="同意。", by=small.county_leader, **DAY)
    return made


def published(small: Office, made: Bulletin | None = None, words: str = "") -> Bulletin:
    """Made known."""
    made = approved(small, made)
    actions.publish(bulletin=made, version=made.version, words=words, by=small.admin, **DAY)
    return made


def matter(unit, title: str = "", due_on: date = DUE, **values):
    """A matter of the unit that fell due in October."""
    return assignment(unit, due_on, assigned_on=date(2026, 9, 1), title=title, **values)


def handed_in(one, by, *decisions: tuple[str, date, str]) -> None:
    """Submissions with their answers: (decision, day, what the checker found)."""
    for decision, on, result in decisions:
        said = {"on": on, "at": clock(on), "by": by, "decision": decision, "result": result}
        decided_on = on + timedelta(days=1)
        Submission.objects.create(
            assignment=one, claim="已办。", decided_on=decided_on, decided_at=clock(decided_on), decided_by=by, **said
        )


def accepted(unit, by, title: str = "", on: date = date(2026, 10, 18), *, returned: int = 0):
    """A matter that was accepted, after so many returns."""
    done = {"state": "completed", "completed_by": by, "completed_on": on}
    one = matter(unit, title, **done)
    handed_in(
        one, by, *[("returned", on - timedelta(days=9 - n), "请补充。") for n in range(returned)], ("approved", on, "情况属实。")
    )
    return one
