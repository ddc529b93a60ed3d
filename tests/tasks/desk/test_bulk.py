"""Acts on many matters: the preview is the act itself rolled back; each row has its own rights, version and trail row."""

import re
from datetime import date, timedelta

import pytest
import time_machine
from django.db import IntegrityError
from django.urls import reverse

from accounts.models import Entry, Letter
from tasks.desk import bulk
from tasks.items.links import read_token
from tasks.items.models import Assignment, Item, ItemUnit, ResponsibilityList
from tasks.supervision.models import Urge
from tests import factories
from tests.tasks.supervision.matters import assignment, clock

ON, GIVEN = date(2026, 11, 24), date(2026, 10, 8)
CLOCK = {"on": ON, "now": clock(ON, 10)}


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(clock(ON, 10), tick=False):
        yield


@pytest.fixture
def small(db):
    return factories.office()


@pytest.fixture
def four(small):
    """Two that can be urged, one that waits for the office, one done by the caller's own approval."""
    done = {"state": "completed", "submitted_on": ON, "completed_on": ON}
    return [
        assignment(small.a.unit, ON - timedelta(1), assigned_on=GIVEN),
        assignment(small.branch, ON, assigned_on=GIVEN, state="pending"),
        assignment(small.b.unit, ON, assigned_on=GIVEN, state="submitted", submitted_on=ON),
        assignment(small.b.unit, ON, assigned_on=GIVEN, completed_by=small.admin, **done),
    ]


def picks(ones) -> list[tuple[int, int]]:
    return [(one.pk, one.version) for one in ones]


def refusals(outcomes) -> dict[int, str]:
    return {o.assignment.pk: o.refused for o in outcomes}


def state() -> tuple:
    """Everything that an act could have changed."""
    rows = Assignment.objects.order_by("pk").values_list("pk", "state", "due_on", "version")
    return list(rows), Urge.objects.count(), Entry.objects.count(), Letter.objects.count()


ACTS = [("urge", {"words": "请抓紧"}), ("due", {"due_on": ON + timedelta(9), "reason": "常委会决定"}), ("close_off", {})]


@pytest.mark.parametrize(("act", "said"), ACTS)
def test_the_preview_says_what_the_act_then_does_and_changes_nothing(small, four, act, said):
    before = state()
    seen = bulk.rehearse(picked=picks(four), act=act, said=said, by=small.admin, **CLOCK)
    assert state() == before
    done = bulk.carry_out(picked=picks(four), act=act, said=said, by=small.admin, **CLOCK)
    assert refusals(done) == refusals(seen)
    changed = sum(not o.refused for o in done)
    assert Entry.objects.count() - before[2] == changed == {"urge": 2, "due": 2, "close_off": 0}[act]


def test_each_refusal_says_why(small, four):
    active, pending, waiting, own = (one.pk for one in four)
    urged = bulk.carry_out(picked=picks(four), act="urge", said={"words": ""}, by=small.admin, **CLOCK)
    assert refusals(urged) == {
        active: "",
        pending: "",
        waiting: "现为待审核，不在单位手中，不必催办。",
        own: "现为办结，不在单位手中，不必催办。",
    }
    again = bulk.rehearse(picked=picks(four[:1]), act="urge", said={"words": ""}, by=small.supervisor, **CLOCK)
    assert refusals(again) == {active: f"今天已由{small.admin.name}催办。一天只催办一次，请明天再看。"}
    closed = refusals(bulk.carry_out(picked=picks(four), act="close_off", said={}, by=small.admin, **CLOCK))
    assert closed[own] == "办结是由您审核通过的，销号须由其他人核验。"
    assert refusals(bulk.carry_out(picked=picks(four[3:]), act="close_off", said={}, by=small.supervisor, **CLOCK)) == {own: ""}


def test_a_row_that_changed_since_the_preview_is_left_as_it_is(small, four):
    Assignment.objects.filter(pk=four[0].pk).update(version=9)
    said = {"due_on": ON + timedelta(9), "reason": "常委会决定"}
    done = bulk.carry_out(picked=picks(four[:2]), act="due", said=said, by=small.admin, **CLOCK)
    assert refusals(done) == {four[0].pk: "选中之后已被他人办理，请重新选择。", four[1].pk: ""}
    assert [one.due_on for one in Assignment.objects.filter(pk__in=[four[0].pk, four[1].pk])] == [four[0].due_on, ON + timedelta(9)]


def test_urging_writes_one_letter_a_person_however_many_matters(small):
    small.a.secretary.email = "a@example.cn"
    small.a.secretary.save()
    ones = [assignment(small.a.unit, ON + timedelta(n), assigned_on=GIVEN, title=f"第{n}件") for n in range(3)]
    bulk.carry_out(picked=picks(ones), act="urge", said={"words": "请于周五前报结果"}, by=small.admin, **CLOCK)
    letter = Letter.objects.get()
    assert (letter.to, letter.subject) == (small.a.secretary, "【党建清单】催办3项：第0件等")
    assert "要求：请于周五前报结果" in letter.text
    assert "3. 第2件（办理中）\n   时限11月26日\n" in letter.text
    tokens = re.findall(r"/m/([^/\s]+)/", letter.text)
    assert [read_token(token) for token in tokens] == [(one.pk, small.a.secretary.pk) for one in ones]


def test_the_database_keeps_the_limit_of_one_a_day(small, four):
    said = {"on": ON, "at": clock(ON), "by": small.admin}
    Urge.objects.create(assignment=four[0], **said)
    with pytest.raises(IntegrityError):
        Urge.objects.create(assignment=four[0], **said)


def test_by_hand_from_the_list_to_the_result(client, small, four):
    client.force_login(small.admin)
    preview = client.post(
        reverse("desk:bulk"), {"act": "urge", "scope": "picked", "pick": [one.pk for one in four], "query": "q=第"}
    )
    assert [len(preview.context[name]) for name in ("done", "refused")] == [2, 2]
    sent = {"act": "urge", "picked": preview.context["picked"], "query": "q=第", "words": "请抓紧"}
    result = client.post(reverse("desk:carry_out"), sent)
    assert (result.status_code, result.url, Urge.objects.count()) == (302, "/matters/?q=%E7%AC%AC", 2)
    page = client.get(result.url).content.decode()
    assert "已催办：2 项。" in page and "2 项没有办：" in page
    timeline = client.get(reverse("desk:assignment", args=[four[0].pk])).content.decode()
    assert "请抓紧" in timeline


def test_an_act_that_needs_words_asks_first(client, small, four):
    client.force_login(small.admin)
    asked = client.post(reverse("desk:bulk"), {"act": "due", "scope": "all", "query": "state=open"})
    assert (asked.status_code, len(asked.context["picked"].split(",")), "done" in asked.context) == (200, 3, False)
    sent = {"act": "due", "picked": asked.context["picked"], "due_on": "2026-12-31", "reason": ""}
    assert client.post(reverse("desk:bulk"), sent).status_code == 422
    seen = client.post(reverse("desk:bulk"), sent | {"reason": "常委会决定"})
    assert [len(seen.context[name]) for name in ("done", "refused")] == [2, 1]


BAD = (
    {},
    {"act": "burn", "picked": "1.1"},
    {"act": "urge", "scope": "picked"},
    {"act": "urge", "picked": "1.1; drop table"},
    {"act": "urge", "picked": f"{'9' * 30}.1"},
    {"act": "urge", "scope": "picked", "pick": ["x", "9" * 40, "-1"]},
    {"act": "urge", "scope": "all", "query": "state=burnt"},
)


def test_a_selection_that_makes_no_sense_changes_nothing(client, small, four):
    client.force_login(small.admin)
    before = state()
    answers = [client.post(reverse(name), bad).status_code for name in ("desk:bulk", "desk:carry_out") for bad in BAD]
    assert (set(answers), state()) == ({409}, before)


def test_a_thousand_rows_are_urged_from_the_filter_in_one_go(client, small):
    first = assignment(small.a.unit, ON, assigned_on=GIVEN)
    listed, units = first.item.responsibility_list, [small.b.unit, small.branch]
    said = {"responsibility_list": listed, "title": "同题", "requirement": "同文", "source": "hand", "due_on": ON}
    items = Item.objects.bulk_create(Item(number=1000 + n, **said) for n in range(500))
    copied = {"part": "each", "state": "active", "assigned_on": GIVEN, "first_due_on": ON, "due_on": ON}
    Assignment.objects.bulk_create(Assignment(item=item, unit=unit, **copied) for item in items for unit in units)
    client.force_login(small.supervisor)
    preview = client.post(reverse("desk:bulk"), {"act": "urge", "scope": "all", "query": "q=同题"})
    assert len(preview.context["picked"].split(",")) == 1000
    client.post(reverse("desk:carry_out"), {"act": "urge", "picked": preview.context["picked"], "words": ""})
    assert (Urge.objects.count(), Entry.objects.filter(act="催办").count()) == (1000, 1000)


def test_more_units_come_by_one_decision_for_each_list_and_get_the_matter_at_once(client, small):
    four = [assignment(unit, ON + timedelta(9), assigned_on=GIVEN) for unit in (small.a.unit, small.branch)]
    listed = four[0].item.responsibility_list
    said = {"state": "issued", "number": "1号", "issued_on": GIVEN, "issued_by": small.admin}
    ResponsibilityList.objects.filter(pk=listed.pk).update(**said)
    ItemUnit.objects.bulk_create(ItemUnit(item=one.item, unit=one.unit, part="each") for one in four)
    client.force_login(small.admin)
    sent = {"act": "assign", "picked": bulk.written(picks(four)), "document": "2号", "reason": "常委会决定"}
    unknown = client.post(reverse("desk:bulk"), sent | {"units": "没有的局"})
    assert (unknown.status_code, "找不到单位，或有重名：没有的局。请写全称。" in unknown.content.decode()) == (422, True)
    seen = client.post(reverse("desk:bulk"), sent | {"units": "县教育局党委、县委办公室"})
    assert (len(seen.context["done"]), seen.context["refused"], Assignment.objects.count()) == (2, [], 2)
    client.post(reverse("desk:carry_out"), sent | {"units": "县教育局党委、县委办公室"})
    given = Assignment.objects.filter(item__in=[one.item for one in four]).values_list("item", "unit__name")
    new = {(one.item_id, name) for one in four for name in ("县教育局党委", "县委办公室")}
    listed.refresh_from_db()
    assert (set(given) - {(one.item_id, one.unit.name) for one in four}, listed.edition) == (new, 2)
    again = bulk.rehearse(
        picked=picks(four[:1]),
        act="assign",
        said={"units": [small.b.unit], "document": "3号", "reason": "再议"},
        by=small.admin,
        **CLOCK,
    )
    assert refusals(again) == {four[0].pk: "所选单位都已承担该事项。"}
    no = bulk.rehearse(
        picked=picks(four[:1]),
        act="assign",
        said={"units": [small.county], "document": "3号", "reason": "再议"},
        by=small.supervisor,
        **CLOCK,
    )
    assert refusals(no) == {four[0].pk: "您的岗位不能变更清单。"}


def test_moved_dates_are_told_in_one_letter_a_person_after_the_act_and_not_after_its_preview(small, four):
    more = assignment(small.a.unit, ON + timedelta(2), assigned_on=GIVEN, title="抓好党课")
    act = {"picked": picks([*four, more]), "act": "due", "said": {"due_on": ON + timedelta(9), "reason": "常委会决定"}}
    bulk.rehearse(**act, by=small.admin, **CLOCK)
    assert Letter.objects.count() == 0
    bulk.carry_out(**act, by=small.admin, **CLOCK)
    told = {one.to: one for one in Letter.objects.filter(kind="moved")}
    assert set(told) == {small.a.secretary, small.branch_secretary}
    letter = told[small.a.secretary]
    assert letter.subject == "【党建清单】2项事项的时限有调整"
    assert "理由：常委会决定" in letter.text and "2026年11月26日 → 2026年12月3日" in letter.text
    assert (letter.text.count("→"), Letter.objects.count()) == (2, 2)


def test_the_same_act_again_writes_no_second_letter(small, four):
    said = {"due_on": ON + timedelta(9), "reason": "常委会决定"}
    for _ in range(2):
        bulk.carry_out(picked=picks(four[:2]), act="due", said=said, by=small.admin, **CLOCK)
    assert Letter.objects.filter(kind="moved").count() == 2
