"""Places on a page to lines, and lines to running text."""

import pytest

from speeches.documents.pdf_join import join
from speeches.documents.pdf_lines import INDENT, Piece, lines_of

WIDTH = 600


def at(left: float, y: float, text: str) -> Piece:
    """Ten-point letters, Chinese ones square and Latin ones half as wide."""
    return Piece(text, left, left + sum(10 if c > "\x7f" else 5 for c in text), y, 10)


def test_pieces_of_a_line_are_ordered_by_their_place_whenever_they_are_drawn():
    assert lines_of([at(80, 700, "建设"), at(50, 700, "三基"), at(50, 680, "次行"), at(70, 700, "”")], WIDTH) == [
        "三基”建设",
        "次行",
    ]


def test_bold_letters_that_are_printed_twice_count_once():
    assert lines_of([at(50, 700, "标题"), at(50.5, 700, "标题"), at(70.4, 700, "二")], WIDTH) == ["标题二"]


def test_blanks_stand_between_words_and_cells_and_not_inside_spread_chinese():
    assert lines_of([at(50, 700, "GB"), at(62.5, 700, "2012"), at(84.5, 700, "号")], WIDTH) == ["GB 2012号"]
    assert lines_of([at(50, 700, "任务"), at(120, 700, "组织部")], WIDTH) == ["任务  组织部"]
    assert lines_of([at(50, 700, "抓"), at(64, 700, "紧")], WIDTH) == ["抓紧"]


def test_the_first_line_of_a_paragraph_shows_its_indent():
    assert lines_of([at(70, 700, "首行"), at(50, 680, "次行")], WIDTH) == [INDENT * 2 + "首行", "次行"]


def test_two_columns_drawn_line_by_line_are_read_one_after_the_other():
    pieces = [at(250, 780, "贯穿两栏的大标题文字")]
    for n in range(6):
        pieces += [at(50, 700 - 20 * n, f"左{n}" + "文" * 22), at(310, 700 - 20 * n, f"右{n}" + "字" * 22)]
    lines = lines_of(pieces, WIDTH)
    assert [line[:2] for line in lines] == ["贯穿", *(f"左{n}" for n in range(6)), *(f"右{n}" for n in range(6))]


def test_a_table_is_no_pair_of_columns():
    pieces = [piece for n in range(8) for piece in (at(50, 700 - 20 * n, f"任务{n}"), at(310, 700 - 20 * n, f"单位{n}"))]
    assert lines_of(pieces, WIDTH) == [f"任务{n}  单位{n}" for n in range(8)]


FULL = "一要严格落实支部工作条例扎实开展好提升"


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        ([FULL, "年活动。"], FULL + "年活动。"),
        ([FULL, "（一）抓党课"], FULL + "\n（一）抓党课"),
        ([FULL, "2.抓党课"], FULL + "\n2.抓党课"),
        ([FULL, "2.5亿元投入"], FULL + "2.5亿元投入"),
        ([FULL[:-1] + "。", "年活动。"], FULL[:-1] + "。\n年活动。"),
        (["一、带头加强政治建设", FULL], "一、带头加强政治建设\n" + FULL),
        (
            ["学习 GB/T 9704 and also the other", "rules of the county and of the city"],
            "学习 GB/T 9704 and also the other rules of the county and of the city",
        ),
        (
            ["任务一任务一任务一任务一  组织部", "任务二任务二任务二任务二  宣传部"],
            "任务一任务一任务一任务一  组织部\n任务二任务二任务二任务二  宣传部",
        ),
        (["短行", "短行"], "短行\n短行"),
        ([], ""),
    ],
)
def test_a_broken_line_goes_on_and_a_finished_one_does_not(lines, text):
    assert join([lines]) == text


def test_where_paragraphs_are_indented_a_sentence_may_end_at_the_margin():
    lines = [INDENT * 2 + FULL[2:], FULL[:-1] + "。", "继续抓好落实。", INDENT * 2 + "另起一段。"]
    assert join([lines]) == FULL[2:] + FULL[:-1] + "。继续抓好落实。\n另起一段。"


def test_headers_with_changing_numbers_go_and_the_sentence_runs_over_the_page():
    bodies = [FULL, "年活动完了。", "另一段也完了。"]
    pages = [["内部资料", f"第{n}期 共3页", body, f"- {n} -"] for n, body in enumerate(bodies, 1)]
    assert join(pages) == FULL + "年活动完了。\n另一段也完了。"


@pytest.mark.parametrize("number", ["3", "— 3 —", "－3－", "第 3 页", "第3页 共12页", "3/12", "· 3 ·", "第3页，共12页"])
def test_page_numbers_go_in_all_their_forms(number):
    assert join([["正文完了。", number]]) == "正文完了。"


@pytest.mark.parametrize("line", ["2026年", "3.", "第3期", "12人", "三"])
def test_other_short_lines_stay(line):
    assert join([["正文完了。", line]]) == f"正文完了。\n{line}"
