"""A cell as the comparison sees it: one spelling for each value, or a sentence that says what is wrong with it. Pure."""

import re
import unicodedata
from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from accounts.sheets.text import visible
from tasks.exchange.columns import Column, Type
from tasks.items.steps import Odd, steps, written

WRITTEN_DATE = re.compile(r"(\d{4})\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*日?")
NUMBER = re.compile(r"\d{1,6}(\.\d{1,6})?")
FIGURE = re.compile(r"\d{1,10}(\.\d{1,2})?")
ERROR = re.compile(r"#(REF!|N/A|VALUE!|NAME\?|DIV/0!|NULL!|NUM!|SPILL!|CALC!)")
SEPARATORS = re.compile("[、，,；;\n]")
EPOCH = date(1899, 12, 30)
SERIALS = range(20_000, 80_000)
YEARS = range(2000, 2101)
Units = Mapping[str, str | None]


class Wrong(ValueError):
    """The cell cannot be taken; the message is a Chinese sentence."""


def spelled(column: Column, raw: Any, units: Units) -> str:
    """The one spelling of what stands in a cell; `units` maps each name and short name to the full name, None where it is ambiguous.

    Raises Wrong.
    """
    if isinstance(raw, bool):
        raise Wrong("是逻辑值（TRUE 或 FALSE），请改为文字")
    text = plain(raw)
    if ERROR.fullmatch(text):
        raise Wrong(f"是公式的错误值“{text}”，请改为文字或数值")
    if not text:
        if column.needed:
            raise Wrong("不能为空，请填写")
        return ""
    if column.type == Type.DATE:
        return day(raw, text)
    found = SPELLINGS[column.type](text, column, units)
    if len(found) > column.limit and column.type == Type.TEXT:
        raise Wrong(f"过长：现有 {len(found)} 个字，最多 {column.limit} 个字，请删减")
    return found


def plain(raw: Any) -> str:
    """A cell as text: dates as 2026-03-01, whole numbers without a fraction."""
    if isinstance(raw, dict):
        return raw["date"]
    if isinstance(raw, float):
        return str(int(raw)) if raw.is_integer() else f"{raw:.6f}".rstrip("0").rstrip(".")
    return "" if raw is None else visible(raw)


def day(raw: Any, text: str) -> str:
    """A date cell, Excel's number of days, or a date written as 2026-3-1, 2026.3.1, 2026年3月1日."""
    number = narrow(text)
    if not isinstance(raw, dict) and re.fullmatch(r"\d{5}", number) and int(number) in SERIALS:
        return (EPOCH + timedelta(days=int(number))).isoformat()
    written = WRITTEN_DATE.fullmatch(number)
    try:
        found = date(*map(int, written.groups())) if written else None
    except ValueError:
        found = None
    if found is None:
        raise Wrong(f"“{text[:30]}”不是日期，请写成 2026-12-31 的样子")
    if found.year not in YEARS:
        raise Wrong(f"“{text[:30]}”的年份不对，应在 2000 年至 2100 年之间")
    return found.isoformat()


def narrow(text: str) -> str:
    """Full-width digits and signs as usual ones."""
    return unicodedata.normalize("NFKC", text).strip()


def _number(text: str, column: Column, units: Units) -> str:
    found = narrow(text)
    if not NUMBER.fullmatch(found) or not found.isascii():
        raise Wrong(f"“{text[:30]}”不是数，请填写大于 0 的数，如 1 或 1.5")
    value = Decimal(found).normalize()
    if column.key == "weight" and (value != round(value, 1) or not 0 < value < 1000):
        raise Wrong(f"“{text[:30]}”不合要求，请填写 0.1 到 999.9 之间、至多一位小数的数")
    return f"{value:f}"


def _figure(text: str, column: Column, units: Units) -> str:
    """Above 0, at most two decimals, ten digits before them."""
    found = narrow(text)
    if not (FIGURE.fullmatch(found) and found.isascii() and Decimal(found) > 0):
        raise Wrong(f"“{text[:30]}”不合要求，请填写大于 0、至多两位小数的数，不带单位")
    return f"{Decimal(found).normalize():f}"


def _steps(text: str, column: Column, units: Units) -> str:
    """Milestones one a line, in the order of their days."""
    try:
        return written(steps(text))
    except Odd as odd:
        raise Wrong(f"其中{str(odd).rstrip('。').replace('。', '，')}") from None


def _percent(text: str, column: Column, units: Units) -> str:
    """0–100; 50% in a cell formatted as percentage is 0.5 in the file."""
    found = narrow(text).removesuffix("%").strip()
    if not (found.isascii() and found.isdigit() and len(found) < 4 and int(found) <= 100):
        raise Wrong(f"“{text[:30]}”不合要求，请填写 0 到 100 的整数")
    return str(int(found))


def _choice(text: str, column: Column, units: Units) -> str:
    if text not in column.choices:
        raise Wrong(f"没有“{text[:30]}”这一项，请从下拉选项中选择：{'、'.join(column.choices)}")
    return text


def _units(text: str, column: Column, units: Units) -> str:
    """Full names in the order of the sheet, each once."""
    found = []
    for name in filter(None, (part.strip() for part in SEPARATORS.split(text))):
        if name not in units:
            raise Wrong(f"找不到单位“{name[:30]}”，请填写系统中的单位名称；多个单位用顿号分开")
        if units[name] is None:
            raise Wrong(f"“{name[:30]}”是几个单位的简称，请写全称")
        found.append(units[name])
    return "、".join(dict.fromkeys(found))


def _unit(text: str, column: Column, units: Units) -> str:
    """The full name of a single one."""
    found = _units(text, column, units)
    if len(names(found)) > 1:
        raise Wrong("只能填一个单位，请只留一个")
    return found


SPELLINGS = {
    Type.TEXT: lambda text, column, units: text,
    Type.NUMBER: _number,
    Type.PERCENT: _percent,
    Type.CHOICE: _choice,
    Type.UNITS: _units,
    Type.UNIT: _unit,
    Type.FIGURE: _figure,
    Type.STEPS: _steps,
}


def names(text: str) -> list[str]:
    """The units of a spelled cell."""
    return [name for name in text.split("、") if name]
