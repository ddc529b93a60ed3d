"""The common reader: it looks at the named sheets only, tells merged cells, and says no more than fits."""

import pytest
from openpyxl import Workbook

from accounts.conflict import Refused
from accounts.sheets import opening
from accounts.sheets.cells import MOST_CHARACTERS
from accounts.sheets.container import TOO_BIG
from tests.accounts.importing.files import saved

pytestmark = pytest.mark.once


def book(*rows: list, merged: str = "") -> bytes:
    """A workbook with one sheet 填报."""
    made = Workbook()
    made.active.title = "填报"
    for row in rows:
        made.active.append(row)
    if merged:
        made.active.merge_cells(merged)
    return saved(made)


def test_merged_cells_are_told_because_only_their_first_one_keeps_its_text():
    answer = opening.read(book(["甲", "乙"], ["丙", "丁"], merged="A1:A2"), ["填报"])
    assert answer == {"sheets": {"填报": [[1, ["甲", "乙"]], [2, [None, "丁"]]]}, "formulas": [], "merged": {"填报": ["A1:A2"]}}


def test_one_long_text_in_a_thousand_cells_is_refused_although_the_file_is_small():
    content = book(*([["长" * 30_000] * 10] * 60))
    assert len(content) < 300_000
    assert MOST_CHARACTERS < 30_000 * 10 * 60
    with pytest.raises(Refused) as told:
        opening.read(content, ["填报"])
    assert str(told.value) == TOO_BIG


def test_the_limits_of_rows_and_columns_are_the_callers():
    assert len(opening.read(book(*[["甲"]] * 6), ["填报"], rows=5)["sheets"]["填报"]) == 6
    with pytest.raises(Refused, match="“填报”表超过 4 行。请分几个文件导入。"):
        opening.read(book(*[["甲"]] * 6), ["填报"], rows=4)
    with pytest.raises(Refused, match="“填报”表超过 1 列。"):
        opening.read(book(["甲", "乙"]), ["填报"], columns=1)
