"""What a list costs is shown before it is issued, and going over the limit has a reason."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.conflict import Refused, Stale
from tasks.items.actions import draft, draw_up, issue, set_budget
from tasks.items.models import Assignment, Budget, BurdenCheck, Item
from tasks.items.states import Part
from tasks.items.weighing import budget_on, weigh
from tests.factories import approve
from tests.tasks.conftest import NOW, ON
from tests.tasks.items.conftest import DUE

CLOCK = {"on": ON, "now": NOW}
THINGS = ["文件", "会议", "党课", "阵地", "档案", "党费", "谈心", "调研", "培训", "廉政", "志愿", "宣传"]


def many(small, count, title="多事清单"):
    made = draft(year=2026, title=title, by=small.admin)
    for thing in THINGS[:count]:
        values = {"title": thing, "requirement": f"抓好{thing}。", "due_on": DUE}
        draw_up(responsibility_list=made, units={small.a.unit: Part.EACH}, values=values, by=small.admin)
    return made


def test_the_default_limit_holds_until_the_office_sets_another(small):
    assert (budget_on(ON).per_month, budget_on(ON).in_a_week) == (10, 4)
    set_budget(per_month=3, in_a_week=2, valid_from=date(2026, 12, 1), based_on=0, by=small.admin, **CLOCK)
    assert (budget_on(ON).per_month, budget_on(date(2026, 12, 1)).per_month) == (10, 3)


def test_a_limit_is_not_put_back_into_the_past_and_two_editors_do_not_overwrite_each_other(small):
    with pytest.raises(Refused, match="起用日期不能早于今天"):
        set_budget(per_month=3, in_a_week=2, valid_from=date(2026, 11, 1), based_on=0, by=small.admin, **CLOCK)
    set_budget(per_month=3, in_a_week=2, valid_from=ON, based_on=0, by=small.admin, **CLOCK)
    with pytest.raises(Stale):
        set_budget(per_month=4, in_a_week=2, valid_from=ON, based_on=0, by=small.second_admin, **CLOCK)
    assert Budget.objects.get().per_month == 3


def test_what_runs_and_what_comes_count_together(issued, small):
    weight = weigh(many(small, 9), ON)
    load = weight.loads[small.a.unit.pk]
    assert (load.running["2026-12"], load.new["2026-12"], weight.peak, list(weight.over)) == (2, 9, 11, [small.a.unit])
    assert [(c.unit, c.count) for c in weight.clashes] == [(small.a.unit.pk, 11)]


def test_over_the_limit_a_list_is_issued_only_with_a_reason_which_is_kept(issued, small):
    made = approve(many(small, 9), on=ON, by=small.admin)
    with pytest.raises(Refused) as refused:
        issue(responsibility_list=made, number="2号", by=small.admin, **CLOCK)
    assert str(refused.value) == (
        "县财政局党组当月报送将超过每月 10 次的上限（最多 11 次）。请调整时限、减少事项，或填写“超上限理由”。"
    )
    assert Assignment.objects.filter(item__responsibility_list=made).count() == 0
    issue(responsibility_list=made, number="2号", over_reason="年底集中完成。", by=small.admin, **CLOCK)
    kept = BurdenCheck.objects.get(responsibility_list=made)
    assert (kept.reports, kept.peak, kept.over_units, kept.per_month, kept.reason) == (9, 11, 1, 10, "年底集中完成。")
    with pytest.raises(IntegrityError), transaction.atomic():
        BurdenCheck.objects.filter(pk=kept.pk).update(reason="")


def test_within_the_limit_no_reason_is_asked_for_or_kept(issued, small):
    made = approve(many(small, 2), on=ON, by=small.admin)
    issue(responsibility_list=made, number="2号", over_reason="不需要", by=small.admin, **CLOCK)
    assert BurdenCheck.objects.get(responsibility_list=made).reason == ""


def test_an_item_that_says_what_a_running_one_says_is_told(issued, small):
    made = draft(year=2026, title="又一清单", by=small.admin)
    values = {"title": "文风会风", "requirement": "各单位改进文风会风，精简会议，减少文件。", "due_on": DUE}
    draw_up(responsibility_list=made, units={small.b.unit: Part.EACH}, values=values, by=small.admin)
    twin = weigh(made, ON).twins[0]
    assert (twin.other, twin.percent > 55) == (issued.items.first(), True)


def test_items_of_one_list_that_say_the_same_are_told_once(small):
    made = draft(year=2026, title="清单", by=small.admin)
    for _ in range(2):
        values = {"title": "党课", "requirement": "书记每年讲一次党课。", "due_on": DUE}
        draw_up(responsibility_list=made, units={small.a.unit: Part.EACH}, values=values, by=small.admin)
    assert [(t.item.number, t.other.number, t.percent) for t in weigh(made, ON).twins] == [(2, 1, 100)]


def test_weighing_costs_the_same_for_two_items_and_for_five_hundred(issued, small, django_assert_max_num_queries):
    made = many(small, 2)
    with django_assert_max_num_queries(9):
        weigh(made, ON)
    rows = [
        Item(responsibility_list=made, number=n, title=f"事项{n}", requirement=f"第{n}件事。", source="hand", due_on=DUE)
        for n in range(3, 501)
    ]
    for item in Item.objects.bulk_create(rows):
        item.item_units.create(unit=small.a.unit, part=Part.EACH)
    with django_assert_max_num_queries(9):
        assert weigh(made, ON).reports == 500


def test_the_office_sees_the_cost_before_it_issues_and_everybody_above_sees_it_over_time(client, issued, small):
    client.force_login(small.admin)
    page = client.get(reverse("items:weight", args=[many(small, 9).pk])).content.decode()
    assert "县财政局党组" in page and "9／11" in page and "七天内集中到期" in page
    client.force_login(small.county_leader)
    page = client.get(reverse("items:burden")).content.decode()
    assert "2026-12" in page and "清单" in page and "设定上限" not in page


@pytest.mark.parametrize(
    "wrong", [{"per_month": "0"}, {"per_month": "-3"}, {"per_month": "1e3"}, {"in_a_week": ""}, {"valid_from": "x"}]
)
def test_a_wrong_limit_is_refused_and_named(client, small, wrong):
    client.force_login(small.admin)
    typed = {"per_month": "8", "in_a_week": "3", "valid_from": f"{ON}", "based_on": "0"} | wrong
    answer = client.post(reverse("items:budget"), typed)
    assert (answer.status_code, Budget.objects.count()) == (422, 0)
