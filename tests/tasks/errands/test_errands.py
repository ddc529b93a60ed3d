"""A piece of a matter in a colleague's hands: asked once, ticked in one sentence, never a second report; and hand-overs."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from accounts.conflict import NotYours, Refused, Stale
from accounts.models import Entry, Post
from accounts.units.actions import hand_over, to_hand_over
from tasks.errands.actions import hand, tick, withdraw
from tasks.errands.models import Errand
from tasks.items.actions import cancel
from tasks.progress.models import Report
from tests import factories
from tests.accounts.signed_in import client_of, text
from tests.tasks.conftest import NOW, ON
from tests.tasks.unit_day import CLOCK, DUE, active


@pytest.fixture(autouse=True)
def clock():
    """The stage's day."""
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def matter(small):
    """讲党课, accepted."""
    return active(small, "讲党课")[0]


def handed(matter, small, *, to=None, key="k", what="收齐会议记录", due_on=DUE, by=None) -> Errand:
    """From the secretary to the clerk."""
    by = by or small.a.secretary
    return hand(assignment=matter, to=to or small.a.clerk, what=what, due_on=due_on, key=key, by=by, **CLOCK)


def test_it_lies_on_the_colleagues_day_until_it_is_ticked(matter, small):
    errand, clerk = handed(matter, small), client_of(small.a.clerk)
    assert "交给我办的（1）" in text(clerk.get(reverse("desk:today")))
    answer = clerk.post(reverse("errands:tick", args=[errand.pk]), {"said": "三个支部已收齐。"})
    errand.refresh_from_db()
    assert (answer.status_code, errand.done_text) == (302, "三个支部已收齐。")
    assert "交给我办的" not in text(clerk.get(reverse("desk:today")))
    assert "三个支部已收齐。" in text(client_of(small.a.secretary).get(reverse("desk:assignment", args=[matter.pk])))
    matter.refresh_from_db()
    assert (Report.objects.count(), matter.percent) == (0, 0)
    assert list(Entry.objects.filter(act__contains="交办").values_list("act", flat=True)) == ["交办", "办结交办"]


def test_a_double_click_hands_on_once_and_ticks_once(matter, small):
    first, again = handed(matter, small), handed(matter, small)
    assert first == again
    ticked = [tick(errand=first, said="已收齐。", now=NOW, by=small.a.clerk) for _ in (1, 2)]
    assert (ticked[0], Entry.objects.filter(act__contains="交办").count()) == (ticked[1], 2)
    with pytest.raises(Stale):
        tick(errand=first, said="另一句。", now=NOW, by=small.a.clerk)
    with pytest.raises(Refused):
        handed(matter, small, by=small.a.leader)


def test_only_the_colleague_ticks_and_only_the_unit_takes_back(matter, small):
    errand = handed(matter, small)
    with pytest.raises(NotYours):
        tick(errand=errand, said="已收齐。", now=NOW, by=small.a.secretary)
    with pytest.raises(NotYours):
        withdraw(errand=errand, now=NOW, by=small.b.secretary)
    withdraw(errand=errand, now=NOW, by=small.a.leader)
    with pytest.raises(Stale):
        tick(errand=errand, said="已收齐。", now=NOW, by=small.a.clerk)


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"what": " "}, "请用一句话写明交办什么。"),
        ({"due_on": ON - timedelta(days=1)}, "交办时限不能早于今天。请改为 2026年11月24日 或以后。"),
        ({"due_on": DUE + timedelta(days=1)}, "交办时限不能晚于事项时限 2026年12月31日。"),
    ],
)
def test_what_is_wrong_is_told(matter, small, said, sentence):
    with pytest.raises(Refused) as refused:
        handed(matter, small, **said)
    assert str(refused.value) == sentence


def test_nobody_outside_the_unit_is_asked_or_asks(matter, small):
    with pytest.raises(Refused):
        handed(matter, small, to=small.b.clerk)
    with pytest.raises(NotYours):
        handed(matter, small, by=small.b.secretary)


def test_an_ended_matter_asks_nothing_more(matter, small):
    errand = handed(matter, small)
    cancel(assignment=matter, version=matter.version, reason="职责已调整。", by=small.admin, **CLOCK)
    assert list(Errand.objects.open()) == []
    errand.assignment.refresh_from_db()
    with pytest.raises(Refused):
        tick(errand=errand, said="已收齐。", now=NOW, by=small.a.clerk)


def test_an_empty_sentence_is_asked_for_again(matter, small):
    answer = client_of(small.a.clerk).post(reverse("errands:tick", args=[handed(matter, small).pk]), {"said": "　"})
    assert (answer.status_code, "请用一句话说明办理结果。" in text(answer)) == (422, True)


def test_a_hand_over_takes_the_open_matters_along_in_one_act(matter, small):
    old = Post.objects.get(user=small.a.secretary)
    ended = active(small, "旧事项")[0]
    cancel(assignment=ended, version=ended.version, reason="已调整。", by=small.admin, **CLOCK)
    for one in (matter, ended):
        type(one).objects.filter(pk=one.pk).update(leader=old)
    errand = handed(matter, small, to=small.a.secretary, by=small.a.clerk)
    assert to_hand_over(old) == ["在办事项1项（分管领导随岗位变更）", "交办在手1件"]
    page = text(client_of(small.system_admin).get(reverse("accounts:hand_over", args=[old.pk])))
    assert ("在办事项1项（分管领导随岗位变更）、交办在手1件" in page, "讲党课" in page) == (True, False)
    new = hand_over(post=old, to=factories.user("接任同志"), on=ON, by=small.system_admin)
    for one in (matter, ended, errand):
        one.refresh_from_db()
    assert (matter.leader, ended.leader, errand.to) == (new, old, new.user)
    assert Entry.objects.get(act="交接").after["matters"] == ["在办事项1项（分管领导随岗位变更）", "交办在手1件"]
    assert set(Entry.objects.filter(act__contains="随岗位移交").values_list("target_id", flat=True)) == {matter.pk}
    sheet = client_of(new.user).get(reverse("errands:sheet", args=[small.a.unit.pk]))
    assert (sheet.status_code, "讲党课" in text(sheet), "旧事项" in text(sheet)) == (200, True, False)


def test_an_office_that_owns_nothing_open_hands_over_nothing(small):
    assert to_hand_over(Post.objects.get(user=small.b.clerk)) == []
