"""After issue a list changes only by a recorded decision, as a new version."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.conflict import NotYours, Refused, Stale
from accounts.models import Letter
from tasks.items.actions import decide, divide, drop_change, issue, prepare, put_addition, put_change, put_withdrawal
from tasks.items.editions import differences
from tasks.items.life import acknowledge
from tasks.items.models import Amendment, Assignment, BurdenCheck, Edition, Item, ResponsibilityList
from tasks.items.states import Part, State
from tests.factories import approve
from tests.tasks.conftest import NOW, ON
from tests.tasks.items.conftest import DUE

LATER = date(2027, 3, 31)
CLOCK = {"on": ON, "now": NOW}
SAID = {"document": "清直党〔2026〕12号", "decided_on": ON, "reason": "县委有新部署。"}


def parts(item):
    return {iu.unit: Part(iu.part) for iu in item.item_units.select_related("unit")}


def postponed(item, small, **values):
    return put_change(item=item, values={"due_on": LATER} | values, parts=parts(item), now=NOW, by=small.admin)


def in_force(listed, small, **said):
    return decide(amendment=prepare(responsibility_list=listed, now=NOW, by=small.admin), by=small.admin, **CLOCK, **(SAID | said))


def test_a_prepared_change_counts_for_nothing_yet(issued, small):
    postponed(issued.items.first(), small)
    assert set(Item.objects.values_list("due_on", flat=True)) == {DUE}
    assert Edition.objects.count() == 1


def test_running_matters_follow_the_new_date_and_keep_the_first(issued, small):
    item = issued.items.first()
    one = Assignment.objects.get(item=item, unit=small.a.unit)
    acknowledge(assignment=one, version=one.version, by=small.a.secretary, **CLOCK)
    postponed(item, small)
    in_force(issued, small)
    dates = set(Assignment.objects.filter(item=item).values_list("first_due_on", "due_on"))
    assert dates == {(DUE, LATER)}
    assert set(Assignment.objects.exclude(item=item).values_list("due_on", flat=True)) == {DUE}
    assert {(c.old, c.new, c.reason) for c in one.due_changes.all()} == {(DUE, LATER, "清直党〔2026〕12号：县委有新部署。")}


def test_a_date_put_off_for_one_unit_alone_is_not_brought_forward(issued, small):
    item = issued.items.first()
    Assignment.objects.filter(item=item, unit=small.a.unit).update(due_on=LATER + timedelta(days=30))
    postponed(item, small)
    in_force(issued, small)
    assert Assignment.objects.get(item=item, unit=small.a.unit).due_on == LATER + timedelta(days=30)
    assert Assignment.objects.get(item=item, unit=small.b.unit).due_on == LATER


def test_each_version_is_kept_and_what_changed_between_them_is_told(issued, small):
    first, second = issued.items.all()
    postponed(first, small, title="改进文风")
    put_withdrawal(item=second, now=NOW, by=small.admin)
    added = {"title": "加强阵地建设", "requirement": "建好党员活动室。", "due_on": LATER}
    put_addition(responsibility_list=issued, values=added, parts={small.b.unit: Part.EACH}, now=NOW, by=small.admin)
    in_force(issued, small)
    old, new = Edition.objects.all()
    found = [(d.kind, d.number, d.title, d.fields) for d in differences(old.content, new.content)]
    assert found == [
        ("修改", 1, "改进文风", (("事项", "改进文风会风", "改进文风"), ("完成时限", "2026-12-31", "2027-03-31"))),
        ("撤销", 2, "抓党课", ()),
        ("新增", 3, "加强阵地建设", ()),
    ]
    assert (old.document, new.document, new.reason) == ("清直党〔2026〕8号", "清直党〔2026〕12号", "县委有新部署。")
    assert ResponsibilityList.objects.get().edition == 2


def test_a_withdrawn_item_ends_for_its_units_and_a_new_one_is_given(issued, small):
    second = issued.items.get(number=2)
    put_withdrawal(item=second, now=NOW, by=small.admin)
    added = {"title": "加强阵地建设", "requirement": "建好党员活动室。", "due_on": LATER}
    put_addition(responsibility_list=issued, values=added, parts={small.b.unit: Part.EACH}, now=NOW, by=small.admin)
    in_force(issued, small)
    assert {a.state for a in Assignment.objects.filter(item=second)} == {State.CANCELLED}
    given = Assignment.objects.get(item__number=3)
    assert (given.unit, given.state, given.due_on, given.first_due_on) == (small.b.unit, State.PENDING, LATER, LATER)


def test_units_come_and_go_with_the_decision(issued, small):
    item = issued.items.get(number=2)
    put_change(item=item, values={"due_on": item.due_on}, parts={small.b.unit: Part.EACH}, now=NOW, by=small.admin)
    in_force(issued, small)
    states = {a.unit: a.state for a in Assignment.objects.filter(item=item)}
    assert states == {small.a.unit: State.CANCELLED, small.b.unit: State.PENDING}


def test_each_person_gets_one_letter_about_all_that_concerns_his_unit(issued, small):
    first, second = issued.items.all()
    postponed(first, small)
    put_withdrawal(item=second, now=NOW, by=small.admin)
    in_force(issued, small)
    letters = Letter.objects.filter(kind="amended", to__in=[small.a.secretary, small.b.secretary])
    assert {x.to: x.subject for x in letters} == {
        small.a.secretary: "【党建清单】《2026年度党建工作责任清单》变更为第2版，涉及贵单位2项",
        small.b.secretary: "【党建清单】《2026年度党建工作责任清单》变更为第2版，涉及贵单位1项",
    }
    assert letters.count() == 2


@pytest.mark.parametrize(("gap", "sentence"), [({"document": " "}, "请填写决定文号。"), ({"reason": ""}, "请填写变更理由。")])
def test_a_decision_without_number_or_reason_is_refused_and_nothing_changes(issued, small, gap, sentence):
    postponed(issued.items.first(), small)
    with pytest.raises(Refused, match=sentence):
        in_force(issued, small, **gap)
    assert (Edition.objects.count(), set(Item.objects.values_list("due_on", flat=True))) == (1, {DUE})


def test_an_empty_decision_is_refused(issued, small):
    with pytest.raises(Refused, match="变更决定中没有内容"):
        in_force(issued, small)


def test_a_decision_comes_into_force_once(issued, small):
    postponed(issued.items.first(), small)
    twin = Amendment.objects.get()
    in_force(issued, small)
    with pytest.raises(Stale):
        decide(amendment=twin, by=small.second_admin, **CLOCK, **SAID)
    assert Edition.objects.count() == 2


def test_one_decision_is_prepared_at_a_time(issued, small):
    one = prepare(responsibility_list=issued, now=NOW, by=small.admin)
    assert prepare(responsibility_list=issued, now=NOW, by=small.second_admin) == one
    with pytest.raises(IntegrityError), transaction.atomic():
        Amendment.objects.create(responsibility_list=issued, begun_by=small.admin, begun_at=NOW)


def test_a_line_may_be_taken_out_until_the_decision_is_in_force(issued, small):
    first, second = issued.items.all()
    change = postponed(first, small)
    put_withdrawal(item=second, now=NOW, by=small.admin)
    drop_change(change=change, by=small.admin)
    in_force(issued, small)
    assert Item.objects.get(pk=first.pk).due_on == DUE
    with pytest.raises(Refused, match="变更已经生效"):
        drop_change(change=Amendment.objects.get().changes.get(), by=small.admin)


def test_an_addition_over_the_limit_needs_a_reason(issued, small):
    for number in range(11):
        added = {"title": f"事项{number}", "requirement": f"第{number}件事。", "due_on": LATER}
        put_addition(responsibility_list=issued, values=added, parts={small.b.unit: Part.EACH}, now=NOW, by=small.admin)
    with pytest.raises(Refused, match="超上限理由"):
        in_force(issued, small)
    in_force(issued, small, over_reason="集中整治。")
    assert [(c.edition, c.over_units, c.reason) for c in BurdenCheck.objects.all()] == [(1, 0, ""), (2, 1, "集中整治。")]


def test_the_office_changes_a_list_on_its_pages_and_units_see_what_concerns_them(client, issued, small):
    client.force_login(small.admin)
    item = issued.items.get(number=2)
    typed = {
        "title": item.title, "requirement": item.requirement, "level": "collective", "mode": "each", "weight": "1.0",
        "due_on": "2027-03-31", "each": [small.a.unit.pk], "milestones": "2027-01-15 备课",
    }  # fmt: skip
    assert client.post(reverse("items:put_change", args=[item.pk]), typed).status_code == 302
    assert client.post(reverse("items:amendment", args=[issued.pk]), SAID | {"over_reason": ""}).status_code == 302
    page = client.get(reverse("items:editions", args=[issued.pk])).content.decode()
    assert "清直党〔2026〕12号" in page and "2027-03-31" in page and "2027-01-15 备课" in page
    client.force_login(small.b.secretary)
    page = client.get(reverse("items:editions", args=[issued.pk])).content.decode()
    assert "没有涉及本单位的变更" in page and "2027-03-31" not in page


def test_a_unit_cannot_change_an_issued_list(client, issued, small):
    client.force_login(small.a.secretary)
    assert client.get(reverse("items:amendment", args=[issued.pk])).status_code == 403
    with pytest.raises(NotYours):
        put_withdrawal(item=issued.items.get(number=2), now=NOW, by=small.admin)
        decide(amendment=Amendment.objects.get(), by=small.a.secretary, **CLOCK, **SAID)


def test_an_instruction_given_during_the_year_comes_into_the_list_with_who_gave_it_when_and_what(client, issued, small):
    client.force_login(small.admin)
    door = reverse("items:put_addition", args=[issued.pk])
    origin = {"said_by": "县委书记", "said_on": "2026-11-20", "words": "请认真落实。"}
    said = {"title": "落实批示", "requirement": "抓好落实。", "level": "collective", "mode": "each", "weight": "1", "due_on": LATER}
    said |= {"each": [small.b.unit.pk]} | origin
    page = client.get(reverse("items:amendment", args=[issued.pk])).content.decode()
    assert [f'href="{door}?source={source}"' in page for source in ("instruction", "problem")] == [True, True]
    assert client.post(f"{door}?source=instruction", said | {"said_by": ""}).status_code == 422
    assert client.post(f"{door}?source=instruction", said).status_code == 302
    in_force(issued, small)
    made = issued.items.get(number=3)
    assert (made.source, made.said_by, made.said_on.isoformat(), made.words) == ("instruction", *origin.values())
    assert Assignment.objects.get(item=made).unit == small.b.unit
    assert client.get(f"{door}?source=directive").status_code == 404


def test_a_divided_item_without_a_date_is_changed_by_decision_too(ready, small):
    whole = ready.items.first()
    divide(item=whole, lines=["精简会议"], by=small.admin)
    Item.objects.filter(pk=whole.pk).update(due_on=None)
    approve(ready, on=ON, by=small.admin)
    issue(responsibility_list=ready, number="清直党〔2026〕8号", on=ON, now=NOW, by=small.admin)
    put_change(item=whole, values={"title": "改进文风"}, parts={}, now=NOW, by=small.admin)
    in_force(ready, small)
    assert (Item.objects.get(pk=whole.pk).title, Assignment.objects.filter(item=whole).count()) == ("改进文风", 0)


def test_before_it_is_in_force_a_decision_shows_the_old_and_the_new_of_each_field_and_only_of_those(client, issued, small):
    first, second = issued.items.all()
    postponed(first, small)
    put_change(item=second, values={}, parts={small.b.unit: Part.EACH}, milestones=[(DUE, "开完会")], now=NOW, by=small.admin)
    client.force_login(small.admin)
    lines = client.get(reverse("items:amendment", args=[issued.pk])).context["lines"]
    assert [found.fields for _, found in lines] == [
        (("完成时限", "2026-12-31", "2027-03-31"),),
        (("责任单位", small.a.unit.name, small.b.unit.name), ("节点", "", "2026-12-31 开完会")),
    ]
    in_force(issued, small)
    told = [d.fields for d in differences(*(edition.content for edition in Edition.objects.all()))]
    assert told == [found.fields for _, found in lines]
