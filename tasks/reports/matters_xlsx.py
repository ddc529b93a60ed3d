"""What 事项总表 shows as an Excel file: the same matters in the same order, all pages of them."""

from collections.abc import Iterator
from datetime import date
from io import BytesIO
from itertools import islice

from django.http import QueryDict

from accounts.conflict import Refused
from tasks.desk import matters
from tasks.items.states import Part
from tasks.reports.excel import add_sheet, book
from tasks.supervision.queries import rules_on

HEAD = (("亮灯", 10), ("缘由", 40), ("事项", 36), ("单位", 28), ("分管领导", 14), ("状态", 10), ("自报进度（%）", 10), ("时限", 12))
# So many lines the worker writes in half a minute.
MOST, CHUNK = 100_000, 500


def render(user, query: QueryDict, on: date) -> BytesIO:
    """The file. Raises Refused when the filter leaves more than one file holds."""
    found = matters.lean(matters.shown(user, query, on))
    if found.order_by()[: MOST + 1].count() > MOST:
        raise Refused(f"筛选结果超过 {MOST} 项，一次不能导出。请按清单、单位或时限缩小范围，分次导出。")
    out = BytesIO()
    title = f"事项总表（截至{on:%Y年%-m月%-d日}）"
    with book(out, title) as made:
        add_sheet(made, "事项总表", title, HEAD, _lines(found, on))
    return out


def _lines(found, on: date) -> Iterator[list[object]]:
    """The cells of HEAD."""
    rules, left = rules_on(on), found.iterator(chunk_size=CHUNK)
    while chunk := list(islice(left, CHUNK)):
        for values, row in zip(chunk, matters.rows(chunk, rules, on), strict=True):
            part = "" if values["part"] == Part.EACH else f"（{matters.PARTS[values['part']]}）"
            unit = row["full_unit"] + part
            yield [
                row["word"], row["why"], row["title"], unit, row["leader"], row["state"], row["percent"], values["due_on"],
            ]  # fmt: skip
