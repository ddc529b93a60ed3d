"""Items divided, merged, by hand, from an instruction and from a problem."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.conflict import Refused
from accounts.models import Letter
from tasks.items import coming
from tasks.items.actions import amend, divide, draft_next, draw_up, issue, merge, propose, remove, settle, split
from tasks.items.models import Assignment, Item, ItemUnit
from tasks.items.states import Mode, Part, Source
from tasks.items.weighing import weigh
from tests.factories import approve
from tests.tasks.conftest import NOW, ON, TEXT
from tests.tasks.items.conftest import DUE

CLOCK = {"on": ON, "now": NOW}


def by_hand(draft, small, title="建活动室", **values):
    said = {"title": title, "requirement": f"{title}。"} | values
    return draw_up(responsibility_list=draft, units={small.a.unit: Part.EACH}, values=said, by=small.admin)


def test_an_item_is_divided_into_parts_that_keep_its_words_units_and_date(ready, small):
    item = ready.items.first()
    units = {iu.unit for iu in item.item_units.all()}
    made = divide(item=item, lines=["精简会议", " ", "减少文件"], by=small.admin)
    assert [(i.number, i.title, i.parent) for i in ready.items.all()] == [
        (1, "改进文风会风", None), (2, "精简会议", item), (3, "减少文件", item), (4, "抓党课", None),
    ]  # fmt: skip
    assert [(i.spans, i.due_on, i.directive) for i in made] == [(item.spans, DUE, item.directive)] * 2
    assert [{iu.unit for iu in one.item_units.all()} for one in (item, *made)] == [set(), units, units]


def test_a_unit_gets_the_parts_and_not_the_whole_once_more(ready, small):
    item = ready.items.first()
    before = weigh(ready, ON).reports
    divide(item=item, lines=["精简会议"], by=small.admin)
    assert weigh(ready, ON).reports == before
    divide(item=item, lines=["减少文件"], by=small.admin)
    settle(responsibility_list=ready, units=[small.b.unit], by=small.admin)
    approve(ready, on=ON, by=small.admin)
    issue(responsibility_list=ready, number="1号", by=small.admin, **CLOCK)
    assert set(Assignment.objects.values_list("item__number", flat=True)) == {2, 3, 4}


def test_a_whole_takes_its_units_back_with_its_last_part(ready, small):
    item = ready.items.first()
    units = {iu.unit for iu in item.item_units.all()}
    one, two = divide(item=item, lines=["精简会议", "减少文件"], by=small.admin)
    remove(item=one, by=small.admin)
    assert not item.item_units.exists()
    remove(item=two, by=small.admin)
    assert {iu.unit for iu in item.item_units.all()} == units


def test_a_divided_item_is_changed_on_its_page_without_units_and_shows_who_carries_it_out(client, ready, small):
    item = ready.items.first()
    divide(item=item, lines=["精简会议"], by=small.admin)
    client.force_login(small.admin)
    said = {
        "title": "改进文风",
        "requirement": "改进。",
        "level": "collective",
        "mode": "each",
        "weight": "1",
        "version": item.version,
    }
    assert client.post(reverse("items:edit", args=[item.pk]), said | {"due_on": "2026-12-31"}).status_code == 302
    assert "由分解事项承担" in client.get(reverse("items:list", args=[ready.pk])).content.decode()
    assert reverse("desk:item", args=[item.children.get().pk]) in client.get(reverse("desk:item", args=[item.pk])).content.decode()


def test_next_year_keeps_the_parts_below_their_whole(ready, small):
    item = ready.items.first()
    divide(item=item, lines=["精简会议"], by=small.admin)
    approve(ready, on=ON, by=small.admin)
    issue(responsibility_list=ready, number="1号", by=small.admin, **CLOCK)
    ready.refresh_from_db()
    found = [(p.item.number, p.fate.label, p.why) for p in coming.proposals(ready)][:2]
    assert [one[:2] for one in found] == [(1, "续列"), (2, "结转")] and found[0][2] == "由分解事项承担"
    made = draft_next(responsibility_list=ready, items=ready.items.all()[:2], title="2027年度清单", by=small.admin)
    whole, part = made.items.all()
    assert (part.parent, whole.item_units.exists(), part.item_units.exists()) == (whole, False, True)


def test_parts_are_not_divided_again_and_a_whole_is_not_removed_before_them(ready, small):
    item = ready.items.first()
    part = divide(item=item, lines=["精简会议"], by=small.admin)[0]
    with pytest.raises(Refused, match="分解事项不能再分解"):
        divide(item=part, lines=["再分"], by=small.admin)
    with pytest.raises(Refused, match="请先移出它的分解事项"):
        remove(item=item, by=small.admin)
    with pytest.raises(IntegrityError), transaction.atomic():
        Item.objects.filter(pk=part.pk).update(parent=part)


def test_several_directives_become_one_item_that_shows_the_words_of_each(ready, small):
    first, second = ready.items.all()
    made = merge(items=[second, first], by=small.admin)
    assert (made.pk, made.requirement) == (first.pk, f"{TEXT[: TEXT.index('二要')]}\n{TEXT[TEXT.index('二要') :]}")
    assert [(s.directive, s.spans) for s in made.more_sources.all()] == [(second.directive, second.spans)]
    assert ready.items.count() == 1


def test_two_parts_of_one_directive_come_together_again(ready, small):
    item = ready.items.first()
    demands = item.directive.demands
    one, two = split(item=item, groups=[demands[:1], demands[1:]], by=small.admin)
    made = merge(items=[one, two], by=small.admin)
    assert (made.spans, made.more_sources.count()) == (demands, 0)


def test_merging_takes_the_earliest_date_and_makes_a_joint_matter_where_one_leads(ready, small):
    first, second = ready.items.all()
    joint = {small.a.unit: Part.LEAD, small.b.unit: Part.SUPPORT}
    values = {"mode": Mode.JOINT, "due_on": date(2026, 12, 1)}
    amend(item=second, version=second.version, values=values, parts=joint, by=small.admin)
    made = merge(items=[first, Item.objects.get(pk=second.pk)], by=small.admin)
    parts = {iu.unit: iu.part for iu in made.item_units.all()}
    assert (made.due_on, made.mode, parts[small.a.unit]) == (date(2026, 12, 1), Mode.JOINT, Part.LEAD)
    assert set(parts.values()) == {Part.LEAD, Part.SUPPORT}


def test_merging_one_item_or_too_long_texts_is_refused_and_nothing_changes(ready, small):
    first, second = ready.items.all()
    with pytest.raises(Refused, match="请至少勾选同一清单中的两个事项"):
        merge(items=[first], by=small.admin)
    Item.objects.filter(pk=first.pk).update(requirement="长" * 1990)
    with pytest.raises(Refused, match="合并后的责任内容超过 2000 字"):
        merge(items=list(ready.items.all()), by=small.admin)
    assert ready.items.count() == 2


def test_an_instruction_item_says_who_when_and_what(draft, small):
    item = by_hand(draft, small, source=Source.INSTRUCTION, said_by="县委书记", said_on=ON, words="要抓紧。")
    assert (item.source, item.said_by, item.said_on, item.words) == ("instruction", "县委书记", ON, "要抓紧。")
    for gap in ({"said_by": ""}, {"said_on": None}, {"words": ""}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Item.objects.filter(pk=item.pk).update(**gap)


def test_a_problem_item_names_the_problem(draft, small):
    item = by_hand(draft, small, source=Source.PROBLEM, words="进展不平衡。", found_in="speech", remedy="time_limited")
    with pytest.raises(IntegrityError), transaction.atomic():
        Item.objects.filter(pk=item.pk).update(words="")


def test_no_unit_checks_itself(draft, small):
    with pytest.raises(Refused, match="不能核验自己"):
        by_hand(draft, small, checker=small.a.unit)
    item = by_hand(draft, small, checker=small.b.unit)
    assert {iu.checker for iu in item.item_units.all()} == {small.b.unit}
    with pytest.raises(Refused, match="不能核验自己"):
        amend(item=item, version=1, values={"checker": small.a.unit}, by=small.admin)
    with pytest.raises(IntegrityError), transaction.atomic():
        ItemUnit.objects.filter(item=item).update(checker=small.a.unit)


def test_a_target_value_has_a_measure_and_is_positive(draft, small):
    item = by_hand(draft, small, target_value=12, target_measure="次")
    for wrong in ({"target_measure": ""}, {"target_value": None}, {"target_value": 0}, {"target_value": -1}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Item.objects.filter(pk=item.pk).update(**wrong)


def test_a_milestone_after_the_due_date_is_refused(ready, small):
    item = ready.items.first()
    with pytest.raises(Refused, match="节点“总结”晚于完成时限"):
        amend(item=item, version=item.version, values={}, milestones=[(date(2027, 1, 1), "总结")], by=small.admin)
    item.refresh_from_db()
    amend(item=item, version=item.version, values={}, milestones=[(ON, "部署")], by=small.admin)
    assert [str(m) for m in item.milestones.all()] == ["2026-11-24 部署"]


def test_the_leader_whom_an_item_names_answers_in_his_own_unit_only(ready, small):
    item = ready.items.get(number=2)
    both = {small.a.unit: Part.EACH, small.b.unit: Part.EACH}
    amend(item=item, version=item.version, values={"leader": small.a.leader_post}, parts=both, by=small.admin)
    approve(ready, on=ON, by=small.admin)
    issue(responsibility_list=ready, number="1号", by=small.admin, **CLOCK)
    leaders = {a.unit: a.leader.user for a in Assignment.objects.filter(item=item)}
    assert leaders == {small.a.unit: small.a.leader, small.b.unit: small.b.leader}


def test_a_dissolved_unit_is_given_nothing(ready, small):
    small.a.unit.__class__.objects.filter(pk=small.a.unit.pk).update(dissolved_on=ON)
    with pytest.raises(Refused, match="“县财政局党组”已撤销，不能再承担事项"):
        propose(responsibility_list=ready, by=small.admin, **CLOCK)


def test_five_hundred_units_get_an_item_in_one_act(draft, small, django_assert_max_num_queries):
    units = [small.a.unit.__class__(name=f"单位{n}", kind="branch", path=f"9{n:04}") for n in range(500)]
    made = small.a.unit.__class__.objects.bulk_create(units)
    settle(responsibility_list=draft, units=made, due_on=DUE, by=small.admin)
    approve(draft, on=ON, by=small.admin)
    with django_assert_max_num_queries(70):  # two letters among them: nobody is in post there, so the office hears
        issue(responsibility_list=draft, number="1号", by=small.admin, **CLOCK)
    assert Assignment.objects.filter(item__number=2).count() == 500
    assert {small.admin.pk, small.second_admin.pk} <= set(Letter.objects.filter(kind="issued").values_list("to", flat=True))


FORM = {
    "title": "建活动室",
    "requirement": "建好活动室。",
    "level": "collective",
    "mode": "each",
    "weight": "1.0",
    "due_on": "2026-12-31",
}
WRONG = [
    ("instruction", {"said_by": "", "said_on": "2026-11-20", "words": "抓紧"}, "请填写此项。"),
    ("instruction", {"said_by": "县委书记", "said_on": "2999-01-01", "words": "抓紧"}, "批示日期不能晚于今天。请核对。"),
    ("problem", {"words": ""}, "请填写问题原文"),
    ("hand", {"due_on": "2026-02-30"}, "请按“2026-11-25”的样式填写日期。"),
    ("hand", {"due_on": "9999-12-31"}, "完成时限不能晚于 2100 年。请核对年份。"),
    ("hand", {"due_on": "3月底前"}, "请按“2026-11-25”的样式填写日期。"),
    ("hand", {"each": []}, "请至少选择一个责任单位。"),
    ("hand", {"milestones": "2027-01-01 总结"}, "节点“总结”晚于完成时限。"),
    ("hand", {"milestones": "明天 总结"}, "第1行“明天 总结”不能识别。"),
    ("hand", {"target_value": "12"}, "目标值和计量单位须同时填写，或都不填。"),
    ("hand", {"target_value": "-1", "target_measure": "次"}, "不能小于 0.01。"),
    ("hand", {"target_value": "NaN", "target_measure": "次"}, "请填写数字，不带单位。"),
    ("hand", {"title": "长" * 61}, "最多 60 个字，现有 61 个字，请删减。"),
    ("hand", {"requirement": "坏\0字"}, "含有不能保存的字符"),
    ("hand", {"mode": "joint"}, "请指定牵头单位。"),
    ("hand", {"weight": "0"}, "不能小于 0.1。"),
    ("hand", {"leader": "99999"}, "所选的不在可选范围内，请重新选择。"),
]


@pytest.mark.parametrize(("source", "wrong", "sentence"), WRONG)
def test_a_wrong_value_is_named_and_nothing_is_kept_but_what_was_typed(client, draft, small, source, wrong, sentence):
    client.force_login(small.admin)
    typed = FORM | {"each": [small.a.unit.pk]} | wrong
    answer = client.post(reverse("items:new_item", args=[draft.pk, source]), typed)
    page = answer.content.decode()
    assert (answer.status_code, draft.items.count()) == (422, 2)
    assert sentence in page and "建好活动室。" in page or "requirement" in wrong


@pytest.mark.parametrize(
    "title", ['=HYPERLINK("http://x")', "@SUM(A1)", "＝1+1", "<script>alert(1)</script>", "{{7*7}}", "'; DROP TABLE"]
)
def test_odd_words_are_kept_and_shown_as_text(client, draft, small, title):
    client.force_login(small.admin)
    client.post(reverse("items:new_item", args=[draft.pk, "hand"]), FORM | {"title": title, "each": [small.a.unit.pk]})
    assert draft.items.last().title == title
    assert "<script>alert(1)" not in client.get(reverse("items:list", args=[draft.pk])).content.decode()


def test_fields_that_the_form_does_not_have_are_ignored(client, draft, small):
    client.force_login(small.admin)
    more = {"number": "99", "source": "directive", "responsibility_list": "1", "withdrawn_on": "2026-11-24"}
    client.post(reverse("items:new_item", args=[draft.pk, "hand"]), FORM | more | {"each": [small.a.unit.pk]})
    item = draft.items.last()
    assert (item.number, item.source, item.withdrawn_on) == (3, "hand", None)


def test_a_checker_from_the_responsible_units_is_refused_on_the_page(client, draft, small):
    client.force_login(small.admin)
    typed = FORM | {"each": [small.a.unit.pk], "checker": small.a.unit.pk}
    answer = client.post(reverse("items:new_item", args=[draft.pk, "hand"]), typed)
    assert answer.status_code == 422 and "不能核验自己" in answer.content.decode()


def test_merging_by_forged_numbers_takes_items_of_this_draft_only(client, draft, small):
    client.force_login(small.admin)
    answer = client.post(reverse("items:merge", args=[draft.pk]), {"items": ["x", "9" * 30, "-1", str(draft.items.first().pk)]})
    assert (answer.status_code, draft.items.count()) == (409, 2)
