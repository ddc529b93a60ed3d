"""Out, filled in, back in: what the sheet says is compared with what was exported and with what is there now, and taken as accepted."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.conflict import NotYours, Refused
from accounts.trail.models import Entry
from tasks.exchange import actions
from tasks.exchange.actions.returning import GONE
from tasks.exchange.models import Difference, Reply
from tasks.items import actions as items
from tasks.items.models import Assignment, Item
from tasks.progress import actions as progress
from tasks.progress.models import Report
from tests import factories
from tests.tasks.chain import Chain
from tests.tasks.exchange.sheets import ITEMS, LEDGER, NOW, TODAY, active, back, draft, edited, faults, out, take, told

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def test_an_untouched_sheet_comes_back_without_a_single_difference():
    chain = Chain()
    listed = draft(chain, "改进文风", "=1+1")
    reply = back(listed, out(listed, chain.admin, ITEMS)[1], chain.admin)
    assert (reply.state, reply.rows, reply.missing, told(reply)) == ("read", 2, 0, [])
    with pytest.raises(Refused, match="没有勾选要采纳的内容"):
        actions.begin(reply=reply, by=chain.admin)


def test_the_office_fills_in_a_draft_and_each_accepted_cell_goes_through_the_items_own_action():
    chain = Chain()
    listed = draft(chain, "改进文风", "抓好党课")
    first, second = listed.items.all()
    lead, support = chain.unit("县教育局党委"), chain.unit("县水利局党组")
    cells = {
        (1, "事项"): "改进文风会风", (1, "完成时限"): "2026.9.30", (1, "验收标准"): "文件减少三成",
        (2, "负责方式"): "牵头与协办", (2, "牵头或责任单位"): lead.name, (2, "协办单位"): support.name, (2, "权重"): 1.5,
    }  # fmt: skip
    reply = back(listed, edited(out(listed, chain.admin, ITEMS)[1], cells), chain.admin)
    own = second.item_units.get().unit.name
    assert told(reply) == [
        (5, "事项", "change", "改进文风", "改进文风", "改进文风会风"),
        (5, "验收标准", "change", "", "", "文件减少三成"),
        (5, "完成时限", "change", "2026-06-30", "2026-06-30", "2026-09-30"),
        (6, "负责方式", "change", "各单位分别负责", "各单位分别负责", "牵头与协办"),
        (6, "牵头或责任单位", "change", own, own, "县教育局党委"),
        (6, "协办单位", "change", "", "", "县水利局党组"),
        (6, "权重", "change", "1", "1", "1.5"),
    ]
    actions.choose(
        reply=reply,
        shown=[d.pk for d in reply.differences.all()],
        ticked=[d.pk for d in reply.differences.exclude(heading="事项")],
        by=chain.admin,
    )
    take(reply)
    first.refresh_from_db()
    assert (first.title, first.due_on, first.acceptance_criteria) == ("改进文风", date(2026, 9, 30), "文件减少三成")
    assert {(iu.unit.name, iu.part) for iu in second.item_units.all()} == {(lead.name, "lead"), (support.name, "support")}
    assert Entry.objects.filter(act="修改事项", target_id=first.pk).count() == 1
    assert (reply.state, reply.done, reply.total) == ("taken", 6, 6)


def test_the_same_file_a_second_time_changes_nothing():
    chain = Chain()
    listed, secretary = active(chain, "改进文风")
    content = edited(out(listed, secretary, LEDGER)[1], {(1, "本次进展"): "已开会部署。", (1, "自报进度（%）"): 25})
    take(back(listed, content, secretary))
    again = back(listed, content, secretary)
    assert (told(again), Report.objects.count()) == ([], 1)
    one = Assignment.objects.get()
    progress.report(assignment=one, version=one.version, text="又推进一步。", percent=50, key="later", now=NOW, by=secretary)
    third = back(listed, content, secretary)
    assert (told(third), Report.objects.count()) == ([], 2)


def test_what_somebody_reported_meanwhile_is_a_conflict_that_nobody_ticks_by_itself():
    chain = Chain()
    listed, secretary = active(chain, "改进文风", "抓好党课")
    content = edited(
        out(listed, secretary, LEDGER)[1], {(1, "本次进展"): "线下填写。", (1, "自报进度（%）"): 75, (2, "本次进展"): "已讲一次。"}
    )
    one = Assignment.objects.get(item__number=1)
    progress.report(assignment=one, version=one.version, text="线上先报。", percent=50, key="web", now=NOW, by=secretary)
    reply = back(listed, content, secretary)
    assert told(reply) == [
        (5, "本次进展", "conflict", "", "线上先报。", "线下填写。"),
        (5, "自报进度（%）", "conflict", "0", "50", "75"),
        (6, "本次进展", "change", "", "", "已讲一次。"),
    ]
    take(reply)
    assert sorted(Report.objects.values_list("text", "percent")) == [("已讲一次。", 0), ("线上先报。", 50)]


def test_a_conflict_that_a_person_ticks_is_taken_over_what_they_saw():
    chain = Chain()
    listed = draft(chain, "改进文风")
    item = listed.items.get()
    content = edited(out(listed, chain.admin, ITEMS)[1], {(1, "验收标准"): "表格里写的"})
    items.amend(item=item, version=item.version, values={"acceptance_criteria": "系统里改的"}, by=chain.admin)
    reply = back(listed, content, chain.admin)
    assert told(reply) == [(5, "验收标准", "conflict", "", "系统里改的", "表格里写的")]
    pk = reply.differences.get().pk
    assert actions.choose(reply=reply, shown=[pk], ticked=[pk], by=chain.admin) == 1
    take(reply)
    assert Item.objects.get().acceptance_criteria == "表格里写的"


def test_what_moved_after_the_comparison_is_not_written_over():
    chain = Chain()
    listed = draft(chain, "改进文风")
    item = listed.items.get()
    reply = back(listed, edited(out(listed, chain.admin, ITEMS)[1], {(1, "验收标准"): "表格里写的"}), chain.admin)
    items.amend(item=item, version=item.version, values={"acceptance_criteria": "刚刚改的"}, by=chain.admin)
    take(reply)
    cell = reply.differences.get()
    assert Item.objects.get().acceptance_criteria == "刚刚改的"
    assert (cell.outcome, cell.told) == ("refused", "对比之后“验收标准”又有改动，现为“刚刚改的”。请重新交回并核对。")


def test_percent_without_a_word_and_reports_on_what_is_not_in_hand_are_named():
    chain = Chain()
    unit = chain.unit()
    listed = chain.issue({"units": [unit], "due_on": TODAY.replace(month=6)}, {"units": [unit], "due_on": TODAY.replace(month=6)})
    secretary = chain.secretaries[unit.pk]
    chain.accept(Assignment.objects.get(item__number=1))
    content = edited(out(listed, secretary, LEDGER)[1], {(1, "自报进度（%）"): 50, (2, "本次进展"): "已办。"})
    assert faults(back(listed, content, secretary)) == [
        "第5行“自报进度（%）”：改了进度，请同时用一两句话填写“本次进展”",
        "第6行“本次进展”：现为待签收，请先签收",
    ]


def test_going_down_is_asked_about():
    chain = Chain()
    listed, secretary = active(chain, "改进文风")
    one = Assignment.objects.get()
    progress.report(assignment=one, version=one.version, text="推进。", percent=75, key="web", now=NOW, by=secretary)
    content = edited(out(listed, secretary, LEDGER)[1], {(1, "本次进展"): "方案退回重做。", (1, "自报进度（%）"): 25})
    reply = back(listed, content, secretary)
    assert {(d.verdict, d.accepted, d.told[:11]) for d in reply.differences.all()} == {("conflict", False, "比系统现有的 75% ")}


def test_a_row_of_another_unit_is_neither_taken_nor_told_about():
    chain = Chain()
    listed, secretary = active(chain, "改进文风")
    other = chain.unit()
    other_list = chain.issue({"units": [other], "due_on": TODAY.replace(month=6), "title": "别的"}, title="别的清单")
    chain.accept(Assignment.objects.get(item__title="别的"))
    foreign = edited(out(other_list, chain.secretaries[other.pk], LEDGER)[1], {(1, "本次进展"): "假报。"})
    reply = back(listed, foreign, secretary)
    assert (reply.state, reply.reason) == ("refused", GONE)
    with pytest.raises(NotYours):
        actions.receive(listed=listed, data=b"x", name="填报.xlsx", now=NOW, by=chain.admin)


def test_a_draft_that_was_issued_meanwhile_is_not_changed_by_a_sheet():
    chain = Chain()
    listed = draft(chain, "改进文风")
    content = edited(out(listed, chain.admin, ITEMS)[1], {(1, "验收标准"): "表格里写的"})
    reply = back(listed, content, chain.admin)
    factories.approve(listed, on=TODAY, by=chain.admin)
    items.issue(responsibility_list=listed, number="测党〔2026〕1号", on=TODAY, now=NOW, by=chain.admin)
    take(reply)
    assert (Item.objects.get().acceptance_criteria, reply.differences.get().outcome) == ("", "refused")


def test_taking_goes_on_where_a_lost_worker_stopped_and_does_nothing_twice():
    chain = Chain()
    listed, secretary = active(chain, *(f"事项{n}" for n in range(5)))
    content = edited(out(listed, secretary, LEDGER)[1], {(n, "本次进展"): f"进展{n}" for n in range(1, 6)})
    reply = back(listed, content, secretary)
    actions.begin(reply=reply, by=secretary)
    assert actions.take_some(pk=reply.pk, now=NOW, rows=2) is True
    assert (Report.objects.count(), Reply.objects.get(pk=reply.pk).done) == (2, 2)
    Reply.objects.filter(pk=reply.pk).update(lease_until=NOW.replace(year=2027))
    assert actions.take_some(pk=reply.pk, now=NOW) is False
    assert Report.objects.count() == 2
    Reply.objects.filter(pk=reply.pk).update(lease_until=NOW.replace(year=2025))
    assert actions.take_some(pk=reply.pk, now=NOW) is False
    assert (Report.objects.count(), Reply.objects.get(pk=reply.pk).state) == (5, "taken")
    with pytest.raises(Refused, match="没有勾选要采纳的内容|这份表已经采纳过"):
        actions.begin(reply=reply, by=secretary)
    assert Difference.objects.filter(outcome="taken").count() == 5


def test_of_many_rows_each_stands_by_itself_with_one_row_in_the_trail_and_few_statements():
    chain = Chain()
    listed = draft(chain, *(f"第{n}件事" for n in range(1, 41)))
    cells = {(n, "验收标准"): f"达到{n}" for n in range(1, 41)} | {(n, "目标"): "减少三成" for n in range(1, 41)}
    reply = back(listed, edited(out(listed, chain.admin, ITEMS)[1], cells), chain.admin)
    moved = listed.items.get(number=7)
    items.amend(item=moved, version=moved.version, values={"target": "另定"}, by=chain.admin)
    before = Entry.objects.filter(act="修改事项").count()
    actions.begin(reply=reply, by=chain.admin)
    with CaptureQueriesContext(connection) as made:
        assert actions.take_some(pk=reply.pk, now=NOW) is False
    reply.refresh_from_db()
    refused = set(reply.differences.filter(outcome="refused").values_list("row", "column"))
    assert refused == {(11, "target"), (11, "acceptance_criteria")}
    assert (reply.state, reply.done, reply.total) == ("taken", 80, 80)
    assert Entry.objects.filter(act="修改事项").count() - before == 39
    assert set(Item.objects.exclude(pk=moved.pk).values_list("target", flat=True)) == {"减少三成"}
    assert len(made) < 40 * 6
