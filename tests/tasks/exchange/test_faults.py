"""What can be wrong with a filled-in sheet, one sentence for each: whole files, rows, cells."""

import io
from datetime import date, datetime

import pytest
from openpyxl import Workbook, load_workbook

from tasks.exchange import fitting
from tasks.exchange.columns import known
from tasks.exchange.models import Layout, Sheet
from tasks.exchange.reading import HEAD_ROW, KEY_ROW, PAGE
from tasks.exchange.states import Kind, Verdict, compare
from tasks.exchange.values import Wrong, spelled
from tasks.items.models import ResponsibilityList
from tests.accounts.importing.files import saved
from tests.tasks.chain import Chain
from tests.tasks.exchange.sheets import ITEMS, LEDGER, active, back, draft, edited, faults, out, told

UNITS = {"县财政局党组": "县财政局党组", "县财政局": "县财政局党组", "县教育局": "县教育局党委", "办公室": None}


@pytest.mark.once
@pytest.mark.parametrize(
    ("base", "now", "said", "verdict"),
    [
        ("甲", "甲", "甲", None),
        ("甲", "乙", "甲", None),
        ("甲", "乙", "乙", None),
        ("甲", "甲", "乙", Verdict.CHANGE),
        ("甲", "乙", "丙", Verdict.CONFLICT),
        ("甲", "乙", "", Verdict.CONFLICT),
        ("甲", "甲", "", Verdict.CHANGE),
    ],
)
def test_three_values_make_one_verdict(base, now, said, verdict):
    assert compare(base, now, said) == verdict


@pytest.mark.once
@pytest.mark.parametrize(
    ("key", "raw", "text"),
    [
        ("due_on", {"date": "2026-09-30"}, "2026-09-30"), ("due_on", "2026.9.30", "2026-09-30"), ("due_on", "２０２６年９月３０日", "2026-09-30"),
        ("due_on", 46295, "2026-09-30"), ("due_on", 46295.0, "2026-09-30"), ("due_on", "46295", "2026-09-30"), ("due_on", None, ""),
        ("weight", 1.5, "1.5"), ("weight", "2.0", "2"), ("weight", "１", "1"), ("title", 2026, "2026"), ("title", "  甲\r\n乙\u200b ", "甲\n乙"),
        ("title", "=HYPERLINK(\"x\")", "=HYPERLINK(\"x\")"), ("lead", "县财政局，县财政局党组", "县财政局党组"), ("mode", "牵头与协办", "牵头与协办"),
    ],
)  # fmt: skip
def test_a_cell_has_one_spelling_however_it_was_written(key, raw, text):
    assert spelled(known(Kind.ITEMS)[key], raw, UNITS) == text


@pytest.mark.once
@pytest.mark.parametrize(
    ("key", "raw", "wrong"),
    [
        ("due_on", "3月底前", "“3月底前”不是日期，请写成 2026-12-31 的样子"),
        ("due_on", "2026-02-30", "“2026-02-30”不是日期，请写成 2026-12-31 的样子"),
        ("due_on", {"date": "9999-01-01"}, "“9999-01-01”的年份不对，应在 2000 年至 2100 年之间"),
        ("due_on", 12, "“12”不是日期，请写成 2026-12-31 的样子"),
        ("title", None, "不能为空，请填写"),
        ("title", "长" * 61, "过长：现有 61 个字，最多 60 个字，请删减"),
        ("title", True, "是逻辑值（TRUE 或 FALSE），请改为文字"),
        ("title", "#REF!", "是公式的错误值“#REF!”，请改为文字或数值"),
        ("weight", "多", "“多”不是数，请填写大于 0 的数，如 1 或 1.5"),
        ("weight", "1e3", "“1e3”不是数，请填写大于 0 的数，如 1 或 1.5"),
        ("weight", 0, "“0”不合要求，请填写 0.1 到 999.9 之间、至多一位小数的数"),
        ("weight", 1.25, "“1.25”不合要求，请填写 0.1 到 999.9 之间、至多一位小数的数"),
        ("level", "集体", "没有“集体”这一项，请从下拉选项中选择：集体责任、书记责任、成员责任"),
        ("lead", "县财政居", "找不到单位“县财政居”，请填写系统中的单位名称；多个单位用顿号分开"),
        ("lead", "办公室", "“办公室”是几个单位的简称，请写全称"),
        ("checker", "县财政局党组、县教育局", "只能填一个单位，请只留一个"),
        ("target_value", "十二", "“十二”不合要求，请填写大于 0、至多两位小数的数，不带单位"),
        ("target_value", 0, "“0”不合要求，请填写大于 0、至多两位小数的数，不带单位"),
        ("target_value", 1.005, "“1.005”不合要求，请填写大于 0、至多两位小数的数，不带单位"),
        ("target_measure", "长" * 21, "过长：现有 21 个字，最多 20 个字，请删减"),
        ("milestones", "3月底 方案", "其中第1行“3月底 方案”不能识别，请按“2026-03-31 完成方案”的样式填写"),
        ("milestones", "2026-02-30 方案", "其中第1行的日期“2026-02-30”不存在，请核对"),
    ],
)
def test_each_wrong_cell_has_its_sentence(key, raw, wrong):
    with pytest.raises(Wrong) as said:
        spelled(known(Kind.ITEMS)[key], raw, UNITS)
    assert str(said.value) == wrong


@pytest.mark.once
@pytest.mark.parametrize("raw", [101, -1, "1e3", "٣", "NaN", 0.5, "一半"])
def test_a_percentage_is_a_whole_number_up_to_a_hundred(raw):
    with pytest.raises(Wrong, match="不合要求，请填写 0 到 100 的整数"):
        spelled(known(Kind.LEDGER)["percent"], raw, UNITS)
    assert [spelled(known(Kind.LEDGER)["percent"], good, UNITS) for good in (50, 50.0, "５０", "50%", None)] == ["50"] * 4 + [""]


@pytest.mark.once
@pytest.mark.parametrize(
    ("mode", "lead", "support", "column"),
    [
        ("牵头与协办", "", "", "lead"),
        ("牵头与协办", "甲、乙", "", "lead"),
        ("牵头与协办", "甲", "甲、乙", "support"),
        ("各单位分别负责", "甲", "乙", "support"),
        ("各单位分别负责", "甲、乙", "", ""),
        ("牵头与协办", "甲", "乙", ""),
    ],
)
def test_units_fit_the_way_of_answering_for_the_item(mode, lead, support, column):
    assert fitting.units({"mode": mode, "lead": lead, "support": support})[0] == column


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    return tmp_path_factory.mktemp("sheets")


@pytest.fixture
def office(db, settings, files):
    """An administrator with a draft of three items, and its sheet."""
    settings.MEDIA_ROOT = files
    chain = Chain()
    listed = draft(chain, "改进文风", "抓好党课", "发展党员")
    return chain.admin, listed, *out(listed, chain.admin, ITEMS)


def with_key(content: bytes, row: int, column: int, value: object) -> bytes:
    """The file with one hidden cell changed."""
    book = load_workbook(io.BytesIO(content))
    book[PAGE].cell(row, column).value = value
    return saved(book)


def test_rows_that_nobody_can_tell_apart_are_named_and_the_others_still_count(office):
    admin, listed, _, content = office

    def muddle(book: Workbook) -> None:
        page = book[PAGE]
        for column in range(1, page.max_column + 1):
            page.cell(HEAD_ROW + 4, column).value = page.cell(HEAD_ROW + 1, column).value
        page.cell(HEAD_ROW + 5, 4).value = "新增的事项"
        page.cell(HEAD_ROW + 2, 1).value = "999"
        page.cell(HEAD_ROW + 3, 6).value = "改了锁定以外的格"

    reply = back(listed, edited(content, {(3, "验收标准"): "有记录"}, muddle), admin)
    assert faults(reply) == [
        "第5行：第5、8行是同一事项，都没有采纳。请只保留一行",
        "第6行：行首的隐藏标识被改动，认不出是哪一项，没有采纳。请重新下载后填写这一行",
        "第8行：第5、8行是同一事项，都没有采纳。请只保留一行",
        "第9行：是新增的行，没有采纳。填报表只能填写已有的行，新增事项请在系统中办理",
    ]
    assert (reply.rows, reply.missing, reply.differences.filter(verdict="change").count()) == (1, 2, 2)


def test_merged_cells_locked_cells_dates_and_formulas_are_told_by_row_and_column(office):
    admin, listed, _, content = office

    def muddle(book: Workbook) -> None:
        page = book[PAGE]
        heads = {cell.value: cell.column for cell in page[HEAD_ROW]}
        page.merge_cells(start_row=HEAD_ROW + 1, end_row=HEAD_ROW + 1, start_column=5, end_column=6)
        page.cell(HEAD_ROW + 2, heads["验收标准"]).value = "=1+1"
        page.cell(HEAD_ROW + 2, heads["完成时限"]).value = datetime(2026, 12, 1)
        page.cell(HEAD_ROW + 3, heads["序号"]).value = 30

    reply = back(listed, edited(content, {(3, "事项"): "长" * 61}, muddle), admin)
    assert faults(reply) == [
        "第5行：有合并的单元格（E5:F5），所在各行没有采纳。请取消合并，逐行填写",
        "第6行“验收标准”：是公式且没有结果，请改为文字（复制后选择性粘贴为数值）",
        "第7行“事项”：过长：现有 61 个字，最多 60 个字，请删减",
    ]
    assert [d.told for d in reply.differences.filter(verdict="notice")] == [
        "改动了已锁定的单元格（序号），没有采纳。需要修改的，请在系统中办理"
    ]
    assert told(reply)[2][1:] == ("完成时限", "change", "2026-06-30", "2026-06-30", "2026-12-01")


def test_a_whole_file_that_is_not_the_right_one_is_refused_in_a_sentence(office):
    admin, listed, sheet, content = office
    other = ResponsibilityList.objects.create(year=2026, title="另一份清单")
    plain = Workbook()
    plain.active.title = PAGE
    plain.active.append(["序号", "事项"])
    reasons = {
        "another kind of file": b"%PDF-1.4",
        "an old .xls": bytes.fromhex("d0cf11e0a1b11ae1") + b"0" * 600,
        "a workbook of one's own": saved(plain),
        "a token that nobody gave": with_key(content, KEY_ROW, 2, "0" * 32),
        "another version": with_key(content, KEY_ROW, 1, "党建清单填报表/9"),
    }
    told_ = {name: back(listed, data, admin).reason for name, data in reasons.items()}
    assert told_ == {
        "another kind of file": "文件不是 .xlsx 工作簿。请用 Excel 或 WPS 打开后另存为 .xlsx 再上传。",
        "an old .xls": "文件已加密，或是旧版 .xls。请去掉密码，另存为 .xlsx 后再上传。",
        "a workbook of one's own": "这不是本系统导出的填报表，或表头上方的隐藏行已被删除。请在清单的“表格往来”页下载后填写，不要另建表格。",
        "a token that nobody gave": "这份填报表的导出记录已不在，或不是从您能看到的清单导出的。请重新下载后填写。",
        "another version": "这份填报表由另一版本的系统导出，不能读取。请重新下载后填写。",
    }
    assert back(other, content, admin).reason == (
        "这份表是从清单《2026年度党建工作责任清单》导出的，不是《另一份清单》。请到那份清单的“表格往来”页交回。"
    )
    Sheet.objects.filter(pk=sheet.pk).update(fills=False)
    assert back(listed, content, admin).reason == "这份表导出时只供查看，没有可以填写的单元格。请重新下载填报表。"


def test_the_offices_own_columns_come_back_by_what_they_are_even_after_the_layout_changed(office):
    admin, listed, _, _ = office
    columns = [["due_on", "什么时候完成"], ["title", "任务"], ["number", "编号"]]
    layout = Layout.objects.create(kind=ITEMS, name="县委办", columns=columns)
    _, content = out(listed, admin, ITEMS, layout=layout)
    Layout.objects.all().delete()
    page = load_workbook(io.BytesIO(content))[PAGE]
    assert [cell.value for cell in page[HEAD_ROW]] == ["标识", "校验", "什么时候完成", "任务", "编号"]
    reply = back(listed, edited(content, {(1, "什么时候完成"): date(2026, 8, 1)}), admin)
    assert told(reply) == [(5, "什么时候完成", "change", "2026-06-30", "2026-06-30", "2026-08-01")]


PAYLOADS = [
    "=1+1",
    "+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(A1:A9)",
    "\t=1",
    "＝1+1",
    "{=1+1}",
    '=HYPERLINK("http://x","x")',
    "'=1",
    "\x0b=1",
]


def test_no_text_ever_becomes_a_formula_on_its_way_out_and_back(db, settings, files):
    settings.MEDIA_ROOT = files
    chain = Chain()
    listed = draft(chain, *(f"{payload}{n}" for n, payload in enumerate(PAYLOADS)))
    _, content = out(listed, chain.admin, ITEMS)
    cells = [cell for page in load_workbook(io.BytesIO(content)) for row in page.iter_rows() for cell in row]
    assert [cell.coordinate for cell in cells if cell.data_type == "f" or cell.hyperlink] == []
    assert told(back(listed, content, chain.admin)) == []
    settings_of = {cell.number_format for cell in load_workbook(io.BytesIO(content))[PAGE]["E"][HEAD_ROW:]}
    assert settings_of == {"@"}


def test_locked_ids_marks_protection_choices_and_the_guide_are_in_the_file(db, settings, files):
    settings.MEDIA_ROOT = files
    chain = Chain()
    listed, secretary = active(chain, "改进文风")
    _, content = out(listed, secretary, LEDGER)
    book = load_workbook(io.BytesIO(content))
    page = book[PAGE]
    heads = {cell.value: cell.column_letter for cell in page[HEAD_ROW]}
    open_ = [heading for heading, letter in heads.items() if not page[f"{letter}{HEAD_ROW + 1}"].protection.locked]
    assert (page.protection.sheet, open_) == (True, ["本次进展", "自报进度（%）"])
    assert (page.column_dimensions["A"].hidden, page.row_dimensions[KEY_ROW].hidden) == (True, True)
    assert sorted(rule.type for rule in page.data_validations.dataValidation) == ["textLength", "whole"]
    assert book["填报说明"]["A1"].value == "2026年度党建工作责任清单　填报说明"
