"""A stranger's file is opened in a child process: refused in words, within memory and time, or read."""

import io
import time
import zipfile

import pytest
from openpyxl import load_workbook
from xlsxwriter import Workbook

from accounts.conflict import Refused
from accounts.importing import sheet
from accounts.importing.rows import lines
from accounts.importing.template import template
from tests.accounts.importing.files import COUNTY, ORGAN, SECRETARY, book, person, saved, with_entry


def refusal(content: bytes) -> str:
    """The sentence with which the file is refused."""
    with pytest.raises(Refused) as told:
        sheet.read(content)
    return str(told.value)


def test_cells_come_back_by_sheet_and_row_number():
    read = sheet.read(book([COUNTY, ORGAN], [SECRETARY]))
    assert read["sheets"]["单位"][1] == [2, ["中共清禾县委员会", "县委", None, "县委"]]
    assert read["sheets"]["人员"][1] == [2, [*SECRETARY[:6]]]


def test_blank_rows_are_passed_over_and_the_others_keep_their_numbers():
    read = sheet.read(book([COUNTY, ("", "", "", ""), ORGAN]))
    assert [number for number, _ in read["sheets"]["单位"]] == [1, 2, 4]


def test_a_formula_gives_the_result_that_excel_left():
    buffer = io.BytesIO()
    with Workbook(buffer) as made:
        for name, heading in (("单位", "名称 类别 上级单位 简称"), ("人员", "姓名 账号 单位 角色")):
            page = made.add_worksheet(name)
            page.write_row(0, 0, heading.split())
        made.get_worksheet_by_name("单位").write_formula("A2", '="中共"&"清禾县委员会"', None, "中共清禾县委员会")
        made.get_worksheet_by_name("单位").write_string("B2", "县委")
    said = lines(sheet.read(buffer.getvalue()))
    assert ([unit.name for unit in said.units], said.faults) == (["中共清禾县委员会"], [])


def test_hidden_sheets_and_other_sheets_are_not_looked_at():
    made = load_workbook(io.BytesIO(book([COUNTY], [])))
    made.create_sheet("旧数据").sheet_state = "hidden"
    assert set(sheet.read(saved(made))["sheets"]) == {"单位", "人员"}


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "文件是空的。请选择填写好的模板。"),
        (b"hello", "文件不是 .xlsx 工作簿。请用 Excel 或 WPS 打开后另存为 .xlsx 再上传。"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + b"0" * 600, "文件已加密，或是旧版 .xls。请去掉密码，另存为 .xlsx 后再上传。"),
        (with_entry(book(), "xl/vbaProject.bin"), "文件含有宏，未读取。请另存为不含宏的 .xlsx 后再上传。"),
        (
            with_entry(book(), "xl/externalLinks/externalLink1.xml"),
            "文件含有指向其他文件的链接，未读取。请把链接改为数值（复制后选择性粘贴为数值）再上传。",
        ),
        (book(sheets=("单位", "人员表")), "没有找到工作表“人员”。请使用本页下载的模板填写，不要改工作表名称。"),
        (book([("甲",)] * 5001), "“单位”表超过 5000 行。请分几个文件导入。"),
        (book([("甲",) * 51]), "“单位”表超过 50 列。请使用本页下载的模板填写，不要增加列。"),
        (b"x" * (5 * 1024 * 1024 + 1), "文件超过 5 MB，未读取。请删去图片和多余的工作表后重试。"),
    ],
)
def test_what_cannot_be_read_is_refused_in_words(content, told):
    assert refusal(content) == told


def replaced(content: bytes, name: str, data: bytes) -> bytes:
    """The container with one entry exchanged."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.namelist():
            new.writestr(entry, data if entry == name else old.read(entry))
    return buffer.getvalue()


def test_a_bomb_is_refused_before_it_is_unpacked():
    began = time.monotonic()
    bomb = replaced(book([COUNTY]), "xl/worksheets/sheet1.xml", b" " * 70_000_000)
    assert len(bomb) < 200_000
    began = time.monotonic()
    assert refusal(bomb) == "文件展开后过大，未读取。请另存为只含填写内容的 .xlsx 文件后重试。"
    assert time.monotonic() - began < 5


def test_a_damaged_sheet_is_refused_in_words():
    damaged = replaced(book([COUNTY]), "xl/worksheets/sheet1.xml", b"<worksheet><sheetData><row r='1'><c r='A1'")
    assert refusal(damaged) == "文件已损坏或不是 Excel 工作簿，无法读取。请用 Excel 或 WPS 打开后另存为 .xlsx 再上传。"


def test_a_file_that_wants_too_much_memory_is_refused_and_harms_only_the_child():
    cells = b"".join(b"<c t='inlineStr'><is><t>%d</t></is></c>" % n for n in range(16_000))
    wide = b"<worksheet xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'><sheetData>"
    wide += (b"<row>" + cells + b"</row>") * 80 + b"</sheetData></worksheet>"
    began = time.monotonic()
    assert refusal(replaced(book([COUNTY]), "xl/worksheets/sheet1.xml", wide)).startswith(("“单位”表超过 50 列", "文件读取超时"))
    assert time.monotonic() - began < 12


def test_the_template_that_is_filled_in_comes_back_word_for_word():
    said = lines(sheet.read(template([COUNTY, ORGAN], [person(姓名="=1+1")])))
    assert ([unit.name for unit in said.units], said.people[0].name, said.faults) == ([COUNTY[0], ORGAN[0]], "=1+1", [])


def test_the_empty_template_has_headings_choices_and_nothing_to_import():
    empty = template()
    assert lines(sheet.read(empty)) == lines(sheet.read(book()))
    choices = [v.formula1 for v in load_workbook(io.BytesIO(empty))["人员"].data_validations.dataValidation if v.type == "list"]
    assert choices == ['"县委领导,党建办管理员,督查员,书记（第一责任人）,班子成员（分管领导）,党务干部"']
