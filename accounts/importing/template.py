"""Write the .xlsx template, empty or with what is there: headings, hints, choices; every text as text."""

import io
from collections.abc import Iterable, Sequence

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from accounts.importing.rows import KINDS, ROLES
from accounts.importing.shapes import COLUMNS, REQUIRED, Fault, Sheet

WIDTHS = {
    "名称": 34,
    "上级单位": 34,
    "单位": 34,
    "分管领域": 40,
    "分管单位": 40,
    "职务": 26,
    "电子邮箱": 28,
    "角色": 24,
    "账号": 20,
}
HINTS = {
    "名称": "单位全称，不能重复。",
    "类别": "从下拉选项中选择。",
    "上级单位": "上级单位的全称，须在本表或系统中已有；只有县委可以不填。",
    "简称": "窄栏中显示的名称，可不填。",
    "姓名": "一人担任几个岗位的，每个岗位写一行，账号相同。",
    "账号": "登录用，小写字母开头，可含数字、点、下划线、短横，如 caizheng-shuji。",
    "单位": "单位全称，须在“单位”表或系统中已有。",
    "角色": "从下拉选项中选择；每个单位只有一名书记（第一责任人）。",
    "职务": "如“党组书记、局长”，可不填。",
    "任职日期": "如 2026-03-01；不填则从导入当日起。",
    "分管领域": "班子成员分管的工作，多项用顿号分开，如：组织建设、作风建设。",
    "分管单位": "县领导等分管的单位全称，多个用顿号分开。",
    "电子邮箱": "可不填，也可几人共用一个；没有邮箱的收不到提醒。",
    "办公电话": "可不填。",
}
RULES = (
    "一、本文件用于成批导入单位和人员。请只在“单位”“人员”两张表中填写，不要改表名和第1行表头；带 * 的列必填。",
    "二、上传后先看预览，确认后才写入；有一处错误则全部不写入。",
    "三、已有的单位按名称、已有的人员按账号对照：空着的格表示不改；文件中没有的单位和人员不会被删除。",
    "四、书记换人、离任、撤销单位，请在系统的人员页、单位页办理，不通过导入。",
    "五、系统、安全、审计管理员由安全管理员在“权限”页任命，不通过导入。",
    "六、导入不设初始密码。导入后可在人员页成批打印口令条，本人凭口令条设置密码。",
    "七、严禁填写涉密内容。",
)
LAST_ROW = 5000


def template(units: Iterable[Sequence[str]] = (), people: Iterable[Sequence[str]] = ()) -> bytes:
    """The file as bytes; each row has one text for each column of its sheet."""
    buffer = io.BytesIO()
    book = Workbook(
        buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    )
    head = book.add_format({"bold": True, "bg_color": "#f6f7f9", "border": 1, "valign": "vcenter"})
    cell = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
    for sheet, rows in ((Sheet.UNITS, units), (Sheet.PEOPLE, people)):
        _fill(book.add_worksheet(sheet.value), sheet, rows, head, cell)
    rules = book.add_worksheet("填写说明")
    rules.set_column(0, 0, 100, book.add_format({"text_wrap": True, "valign": "top"}))
    for number, rule in enumerate(RULES):
        rules.write_string(number, 0, rule)
    book.close()
    return buffer.getvalue()


def _fill(page: Worksheet, sheet: Sheet, rows: Iterable[Sequence[str]], head: Format, cell: Format) -> None:
    """Headings with hints, choices, rows."""
    page.freeze_panes(1, 0)
    for column, name in enumerate(COLUMNS[sheet]):
        page.set_column(column, column, WIDTHS.get(name, 16), cell)
        page.write_string(0, column, f"{name}*" if name in REQUIRED[sheet] else name, head)
        page.data_validation(1, column, LAST_ROW, column, _validation(sheet, name))
    for number, row in enumerate(rows, start=1):
        for column, text in enumerate(row):
            page.write_string(number, column, text, cell)


def _validation(sheet: Sheet, name: str) -> dict:
    """The hint that Excel shows at a cell, and the choices where there are some."""
    hint = {"input_title": name, "input_message": HINTS[name]}
    choices = {(Sheet.UNITS, "类别"): KINDS, (Sheet.PEOPLE, "角色"): ROLES}.get((sheet, name))
    if choices is None:
        return {"validate": "any"} | hint
    return {"validate": "list", "source": list(choices), "error_title": name, "error_message": "请从下拉选项中选择。"} | hint


def fault_sheet(faults: Iterable[Fault]) -> bytes:
    """The faults of a preview as a file to be worked through."""
    buffer = io.BytesIO()
    book = Workbook(
        buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    )
    page = book.add_worksheet("错误")
    head = book.add_format({"bold": True, "bg_color": "#f6f7f9", "border": 1})
    text = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
    for column, (name, width) in enumerate((("表", 8), ("行", 8), ("列", 14), ("填写的内容", 34), ("错在哪里、怎么改", 70))):
        page.set_column(column, column, width, text)
        page.write_string(0, column, name, head)
    page.freeze_panes(1, 0)
    for number, fault in enumerate(faults, start=1):
        page.write_number(number, 1, fault.row)
        for column, said in ((0, fault.sheet), (2, fault.column), (3, fault.value), (4, fault.text)):
            page.write_string(number, column, said, text)
    book.close()
    return buffer.getvalue()
