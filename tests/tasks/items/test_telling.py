"""Who is told at once that a matter ended or moved: the unit's responsible person, one letter, with the reason."""

from datetime import timedelta

import pytest

from accounts.conflict import Refused, Stale
from accounts.models import Letter
from tasks.items import life
from tasks.items.states import Level, Mode, Part
from tasks.review import actions as review
from tests.tasks.items.matters import DUE, clock, give, issued_list, item
from tests.tasks.items.test_life import DAY


@pytest.fixture
def given(small):
    """Organ A's matter, not yet accepted."""
    return give(item(issued_list(small)), small.a.unit)


def told() -> list[tuple[object, str]]:
    return [(one.to, one.subject) for one in Letter.objects.order_by("id")]


@pytest.mark.parametrize(
    ("act", "words"), [(life.cancel, "事项已撤销，不再办理"), (life.terminate, "事项已终止，按未完成结案")], ids=["撤销", "终止"]
)
def test_an_ended_matter_is_told_once_with_its_reason(small, given, act, words):
    version = given.version
    act(assignment=given, version=version, reason="职责已调整。", by=small.admin, **DAY)
    assert told() == [(small.a.secretary, f"【党建清单】{words}：第1件事")]
    letter = Letter.objects.get()
    assert "职责已调整。" in letter.text and "完成时限" not in letter.text
    with pytest.raises((Refused, Stale)):
        act(assignment=given, version=version, reason="再来一次。", by=small.admin, **DAY)
    assert Letter.objects.count() == 1


def test_one_moved_date_is_told_with_both_days(small, given):
    new = DUE + timedelta(days=7)
    life.reschedule(assignment=given, version=given.version, due_on=new, reason="会议改期。", by=small.admin, **DAY)
    assert told() == [(small.a.secretary, "【党建清单】时限调整：第1件事")]
    assert f"{DUE:%Y年%-m月%-d日} → {new:%Y年%-m月%-d日}" in Letter.objects.get().text


def test_a_decision_about_the_whole_list_has_its_own_letter(small, given):
    new = DUE + timedelta(days=7)
    said = {"due_on": new, "reason": "决定", "by_decision": True}
    life.reschedule(assignment=given, version=given.version, by=small.admin, **said, **DAY)
    assert told() == []


def test_a_support_unit_is_told_that_it_need_not_go_on_when_the_lead_is_closed_off(small):
    joint = item(issued_list(small), mode=Mode.JOINT, level=Level.COLLECTIVE)
    lead, support = give(joint, small.a.unit, part=Part.LEAD), give(joint, small.b.unit, part=Part.SUPPORT)
    lead = life.acknowledge(assignment=lead, version=lead.version, by=small.a.secretary, **DAY)
    review.submit(assignment=lead, version=lead.version, claim="已办。", by=small.a.secretary, **DAY)
    lead.refresh_from_db()
    review.approve(assignment=lead, version=lead.version, result="属实。", by=small.admin, **DAY)
    lead.refresh_from_db()
    review.close_off(assignment=lead, version=lead.version, by=small.supervisor, **clock(DAY["on"]))
    support.refresh_from_db()
    assert (support.get_state_display(), told()) == ("已撤销", [(small.b.secretary, "【党建清单】协办事项不再办理：第1件事")])
