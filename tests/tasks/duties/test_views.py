"""The pages of duties: fixed numbers of queries, wrong input in words, and the one sentence in one step."""

from datetime import date

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import Entry, Unit, UnitKind
from accounts.roles import Role
from tasks.duties.models import DutyPeriod, DutyPlan, StandingDuty
from tasks.duties.states import Due, Fate, Mark, Period
from tests import factories
from tests.tasks.duties.conftest import clock

pytestmark = pytest.mark.django_db
ON = date(2026, 11, 24)
NOVEMBER = date(2026, 11, 3)


@pytest.fixture
def today():
    """Tuesday, 24 November 2026, ten o'clock."""
    with time_machine.travel(clock(ON, 10), tick=False):
        yield ON


@pytest.fixture
def admin(client, today, duties):
    """Signed in as the office's administrator."""
    client.force_login(duties.admin)
    return duties.admin


def duty(code: str = "D02") -> StandingDuty:
    """One of the library."""
    return StandingDuty.objects.get(code=code)


SWITCH = {"rhythm": "month", "from_on": "2026-11-01", "kinds": ["branch"], "due_kind": "workday", "n": "5", "month": "0"}
SWITCH |= {"shift": "none"}


def test_trying_tells_the_dates_and_the_burden_and_saves_nothing(client, admin):
    page = client.post(reverse("duties:switch_on", args=[duty().pk]), SWITCH | {"from_on": "2026-12-20", "try": "1"})
    dates = [(span.label, str(due)) for span, due in page.context["dates"][:3]]
    assert (page.status_code, page.context["unit_count"], page.context["rows"], page.context["words"]) == (
        200,
        3,
        36,
        "每月第5个工作日",
    )
    assert dates == [("2026年12月", "2026-12-07"), ("2027年1月", "2027-01-07"), ("2027年2月", "2027-02-05")]
    assert (page.context["caution"], DutyPlan.objects.exists()) == ("2027年放假安排尚未公布，按周末推算。", False)


def test_one_form_switches_on_for_a_kind_of_unit(client, admin):
    answer = client.post(reverse("duties:switch_on", args=[duty().pk]), SWITCH | {"from_on": "2026-12-20"})
    plan = DutyPlan.objects.get()
    assert (answer.url, plan.kinds, plan.due_kind, plan.due_n) == (
        reverse("duties:plan", args=[plan.pk]),
        ["branch"],
        Due.WORKDAY,
        5,
    )
    assert DutyPeriod.objects.count() == 3


@pytest.mark.parametrize(
    ("change", "field", "sentence"),
    [
        ({}, "__all__", "2026年11月的时限（11月6日）已过。请从2026年12月起启用。"),
        ({"kinds": []}, "kinds", "请至少选择一类单位，或单独指定单位。"),
        ({"from_on": "2026-13-01"}, "from_on", "请按“2026-11-25”的样式填写日期。"),
        ({"from_on": "9999-01-01"}, "from_on", "日期应在 1950 年至 2100 年之间，请检查年份。"),
        ({"n": "32"}, "n", "不能大于 31。"),
        ({"n": "30", "from_on": "2026-12-01"}, "__all__", "“第几日”应在 1 至 23 之间。请改正。"),
        ({"units": ["0"]}, "units", "所选的不在可选范围内，请重新选择。"),
    ],
)
def test_a_wrong_switch_is_explained_and_kept_as_typed(client, admin, change, field, sentence):
    page = client.post(reverse("duties:switch_on", args=[duty().pk]), SWITCH | change)
    assert (page.status_code, page.context["form"].errors[field]) == (422, [sentence])
    assert not DutyPlan.objects.exists()


def test_the_unit_says_it_in_one_step_from_its_own_page(client, today, duties):
    duties.on("D02", NOVEMBER)
    row = duties.period(duties.units[0], date(2026, 11, 1))
    client.force_login(duties.secretaries[row.unit_id])
    page = client.get(reverse("duties:mine"))
    assert [line.period.pk for line in page.context["duties"]] == [row.pk]
    client.post(reverse("duties:done", args=[row.pk]), {"done_on": "2026-11-20", "text": "研究发展对象。", "version": "1"})
    assert (client.get(reverse("duties:mine")).context["duties"], row.entries.get().fate) == ([], Fate.STANDS)


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"done_on": "2026-11-25"}, "开展日期应在 2026年11月1日 至今天之间。请核对。"),
        ({"done_on": ""}, "请填写此项。"),
        ({"text": "\u200b"}, "请填写此项。"),
        ({"text": "长" * 201}, "最多 200 个字，现有 201 个字，请删减。"),
    ],
)
def test_a_wrong_sentence_is_explained_and_kept(client, today, duties, said, sentence):
    duties.on("D02", NOVEMBER)
    row = duties.period(duties.units[0], date(2026, 11, 1))
    client.force_login(duties.secretaries[row.unit_id])
    typed = {"done_on": "2026-11-20", "text": "研究发展对象。", "version": "1"} | said
    page = client.post(reverse("duties:done", args=[row.pk]), typed)
    assert (page.status_code, [error for errors in page.context["form"].errors.values() for error in errors]) == (422, [sentence])
    assert typed["text"].strip("\u200b") in page.content.decode()


def test_the_board_shows_each_unit_once_for_each_duty_and_the_run_of_missed(client, today, duties):
    duties.on("D02", date(2026, 8, 3))
    duties.on("D29", date(2026, 8, 3), rhythm=Period.QUARTER, units=duties.units[:1])
    duties.tick(ON)
    client.force_login(factories.post(Role.COUNTY_LEADER).user)
    board = client.get(reverse("duties:overview")).context["board"]
    words = {unit.pk: [light and light.word for _, light in cells] for unit, cells in board.rows}
    assert words == {
        duties.units[0].pk: ["连续缺3期", "缺1期"],
        duties.units[1].pk: ["连续缺3期", None],
        duties.units[2].pk: ["连续缺3期", None],
    }
    assert [(column.duty.code, column.missing) for column in board.columns] == [("D02", 3), ("D29", 1)]
    duties.do(duties.period(duties.units[0], date(2026, 11, 1)), ON)
    narrowed = client.get(reverse("duties:overview") + "?missing=1&rhythm=month").context["board"]
    assert [unit for unit, _ in narrowed.rows] == duties.units[1:]


@pytest.mark.parametrize("query", ["rhythm=decade", "kind=x", "after='", "missing=maybe", "after=" + "9" * 200])
def test_a_wrong_filter_shows_the_whole_board(client, admin, duties, query):
    duties.on("D02", NOVEMBER)
    page = client.get(reverse("duties:overview") + "?" + query)
    assert (page.status_code, len(page.context["board"].rows)) == (200, 3)


PAGES = ("duties:overview", "duties:plans", "duties:library")


def queries(client, name: str) -> int:
    """How many a page takes."""
    with CaptureQueriesContext(connection) as found:
        assert client.get(reverse(name)).status_code == 200
    return len(found)


def test_five_hundred_units_cost_as_many_queries_as_three_and_come_in_pages(client, admin, duties):
    duties.on("D02", NOVEMBER, kinds=[UnitKind.BRANCH])
    few = {name: queries(client, name) for name in PAGES}
    parent = factories.unit(kind=UnitKind.COMMITTEE)
    many = [Unit(name=f"第{n}支部", kind=UnitKind.BRANCH, parent=parent, path=f"{parent.path}{n:04d}/") for n in range(1, 498)]
    Unit.objects.bulk_create(many)
    duties.tick(ON)
    assert {name: queries(client, name) for name in PAGES} == few
    address, seen = reverse("duties:overview"), []
    while address:
        page = client.get(address)
        seen += [unit.pk for unit, _ in page.context["board"].rows]
        address = page.context["next"] and reverse("duties:overview") + page.context["next"]
    assert (len(seen), len(set(seen))) == (500, 500)
    secretary = factories.post(Role.UNIT_SECRETARY, parent).user
    client.force_login(secretary)
    none = queries(client, "duties:mine")
    with time_machine.travel(clock(date(2026, 12, 28), 10), tick=False):
        client.force_login(secretary)
        assert len(client.get(reverse("duties:mine")).context["duties"]) == 497
        assert queries(client, "duties:mine") == none


def test_what_nobody_used_for_half_a_year_is_proposed_for_an_end(client, admin, duties):
    duties.on("D02", date(2026, 4, 1))
    duties.on("D03", NOVEMBER)
    duties.on("D06", date(2026, 4, 1))
    duties.do(duties.period(duties.units[0], date(2026, 4, 1), "D06"), date(2026, 4, 20))
    page = client.get(reverse("duties:plans"))
    assert [(plan.duty.code, plan.unit_count, plan.done_lately) for plan in page.context["plans"]] == [
        ("D02", 3, 0), ("D03", 3, 0), ("D06", 3, 1),
    ]  # fmt: skip
    assert page.content.decode().count("没有填报，建议停用") == 1


DUTY = {"title": "机关读书会", "actor": "党支部", "period": "month", "rule": "县直党〔2026〕3号", "article": "", "mark": "own"}


def test_the_office_adds_its_own_duty_and_it_is_called_its_own(client, admin):
    client.post(reverse("duties:duty_new"), DUTY)
    made = StandingDuty.objects.get(code="Z01")
    assert (made.title, made.mark, made.basis) == ("机关读书会", Mark.OWN, "县直党〔2026〕3号")
    assert Entry.objects.get(act="增加经常性工作").after["code"] == "Z01"
    page = client.post(reverse("duties:duty_new"), DUTY)
    assert page.context["form"].non_field_errors() == ["目录中已有“机关读书会”。请改用原有的，或换一个名称。"]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"article": "第十一条"}, "没有核对过原文的，不列条款。请先对照原文核对，把“核对情况”改为“已核对原文”，或删去条款。"),
        ({"mark": "text_read"}, "“已核对原文”的，请写明核对的条款，如“第十六条”。"),
    ],
)
def test_an_article_goes_with_the_word_that_it_was_read(client, admin, change, sentence):
    page = client.post(reverse("duties:duty_new"), DUTY | change)
    assert (page.status_code, page.context["form"].non_field_errors()) == (422, [sentence])
    assert not StandingDuty.objects.filter(code="Z01").exists()


def test_an_amendment_has_a_reason_and_its_loser_sees_both(client, admin):
    one = duty()
    values = {"title": one.title, "actor": one.actor, "period": one.period, "rule": one.rule}
    said = values | {"article": "第十二条", "mark": "text_read", "reason": "对照条例原文核对", "version": str(one.version)}
    assert client.post(reverse("duties:duty_edit", args=[one.pk]), said).status_code == 302
    row = Entry.objects.get(act="修改经常性工作")
    assert (row.before, row.after, row.note) == (
        {"article": "", "mark": "second_hand"}, {"article": "第十二条", "mark": "text_read"}, "对照条例原文核对",
    )  # fmt: skip
    assert client.post(reverse("duties:duty_edit", args=[one.pk]), said | {"title": "另一名称"}).status_code == 409


def test_a_duty_that_runs_is_not_retired_and_a_retired_one_is_not_offered(client, admin, duties):
    duties.on("D02", NOVEMBER)
    assert client.post(reverse("duties:duty_retire", args=[duty().pk]), {"version": "1"}).status_code == 409
    pages = [client.get(reverse("duties:duty_edit", args=[duty(code).pk])).content.decode() for code in ("D02", "D03")]
    assert [reverse("duties:duty_retire", args=[duty(code).pk]) in page for code, page in zip(("D02", "D03"), pages, strict=True)] == [
        False, True,
    ]  # fmt: skip
    assert client.post(reverse("duties:duty_retire", args=[duty("D03").pk]), {"version": "1"}).status_code == 302
    assert "D03" not in {one.code for one in client.get(reverse("duties:library")).context["duties"]}
    assert client.post(reverse("duties:switch_on", args=[duty("D03").pk]), SWITCH).status_code == 422
