"""Each night every closed cycle is held against its digest; a broken one is told to the audit administrators and shown as unwell."""

from datetime import timedelta

import pytest

from accounts.models import Entry, Letter
from accounts.roles import Role
from tasks.assessment.checking import check_closed
from tasks.assessment.health import kept
from tasks.assessment.models import SnapshotCheck, SnapshotPart
from tests import factories
from tests.tasks.assessment.decided import CHECKED, closed
from tests.tasks.chain import Chain, at

pytestmark = pytest.mark.django_db
NIGHT = at(CHECKED + timedelta(days=1)).replace(hour=3)


def said(now=NIGHT) -> list:
    return [(one.ok, one.words) for one in kept(now)]


def test_a_closed_cycle_is_checked_once_a_night_and_what_was_changed_is_told_until_it_is_well_again():
    auditor, chain = factories.post(Role.AUDIT_ADMIN).user, Chain()
    assert (check_closed(NIGHT), said()) == ([], [])
    cycle, _ = closed(chain, "甲局")
    assert said()[0][0] is None
    assert check_closed(NIGHT.replace(hour=1)) == []
    assert [(one.cycle, one.faults) for one in check_closed(NIGHT)] == [(cycle, [])]
    assert check_closed(NIGHT + timedelta(minutes=1)) == []
    assert said()[0][0] is True and said(NIGHT + timedelta(days=3))[0][0] is False
    assert Letter.objects.filter(kind="snapshot_broken").count() == 0

    part = SnapshotPart.objects.filter(kind="unit").get()
    good = part.content
    SnapshotPart.objects.filter(pk=part.pk).update(content=good | {"score": "99.99"})
    for days in (1, 2):
        assert check_closed(NIGHT + timedelta(days=days))[0].faults == [f"快照1的单位考核（编号{part.about}）"]
    letters = Letter.objects.filter(kind="snapshot_broken")
    assert {one.to for one in letters} == {auditor} and letters.count() == 2
    assert "快照与摘要不符" in letters[0].subject and "单位考核" in letters[0].text
    assert said(NIGHT + timedelta(days=2)) == [(False, f"{cycle}的快照与摘要不符，已写信给审计管理员，请配合核查。")]
    assert Entry.objects.filter(act="快照核对不符").count() == 1

    SnapshotPart.objects.filter(pk=part.pk).update(content=good)
    check_closed(NIGHT + timedelta(days=3))
    assert SnapshotCheck.objects.get().faults == [] and Entry.objects.filter(act="快照核对恢复相符").count() == 1
