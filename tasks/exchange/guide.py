"""What the page 填报说明 of a sheet says. Pure."""

from collections.abc import Iterable

from tasks.exchange.columns import Column, Type

GENERAL = (
    "一、只填写浅黄色的单元格。其余单元格已锁定，改动不会采纳。",
    "二、不要增加、删除行和列，不要合并单元格，不要改工作表“填报”的名称；可以筛选，可以调整列宽行高。",
    "三、没有变化的单元格不必填写，原样保留即可。",
    "四、填好后保存为 .xlsx 格式（不要另存为 .xls 或 .csv），在系统“清单—表格往来”页交回。",
    "五、交回后系统逐格对比“导出时”“系统现有”“表格填写”三项，由您勾选采纳哪些；有人已在系统中改过的，列为冲突，默认不采纳。",
    "六、同一份表交回两次不会重复记入。",
    "七、严禁在表中填写涉密内容。",
)
TYPES = {
    Type.DATE: "填日期，写成 2026-12-31 的样子",
    Type.NUMBER: "填数",
    Type.PERCENT: "填 0 到 100 的整数，不带百分号",
    Type.UNITS: "填系统中的单位名称，多个单位用顿号分开",
    Type.UNIT: "填系统中的单位名称，只填一个；由党建办核验的不填",
    Type.FIGURE: "填大于 0 的数，至多两位小数，与计量单位一并填写",
    Type.STEPS: "一行一个，先写日期再写内容，如 2026-03-31 完成方案；单元格内换行按 Alt+Enter",
}


def lines(columns: Iterable[tuple[Column, str]], *, fills: bool) -> list[str]:
    """The sentences, one a row; `columns` with the office's own headings."""
    if not fills:
        return ["本表由系统导出，只供查看，不能交回。需要修改的，请在系统中办理。"]
    said = [*GENERAL, "", "各列填写要求："]
    return said + [f"　　{heading}：{_rule(column)}。" for column, heading in columns if column.fill]


def _rule(column: Column) -> str:
    """What may stand in one column."""
    if column.type == Type.CHOICE:
        rule = f"从下拉选项中选择：{'、'.join(column.choices)}"
    else:
        rule = TYPES.get(column.type, f"填文字，最多 {column.limit} 个字")
    hint = f"；{column.hint.rstrip('。')}" if column.hint and column.type == Type.TEXT else ""
    return rule + ("，不能为空" if column.needed else "") + hint
