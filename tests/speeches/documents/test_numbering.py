"""The numbers that Word makes."""

import cn2an
import pytest
from docx import Document

from speeches.documents.docx import read_docx
from speeches.documents.number_shapes import in_words, number_in
from tests.speeches.documents.samples import element, saved

CHINESE = [("chineseCountingThousand", "%1、"), ("chineseCountingThousand", "（%2）"), ("decimal", "%3."), ("decimal", "%1.%4")]


def numbered(levels: list[tuple], lists: dict[str, dict[int, int]], paragraphs: list[tuple[str, str | None, int]]) -> str:
    """What is read of paragraphs (words, list, level) whose lists share one definition; a list may say where levels start."""
    made = Document()
    root = made.part.numbering_part.element
    abstract = element("w:abstractNum", abstractNumId="77")
    for depth, (shape, label, *more) in enumerate(levels):
        entry = element("w:lvl", ilvl=str(depth))
        for name, value in (("w:start", "1"), ("w:numFmt", shape), *more, ("w:lvlText", label)):
            entry.append(element(name, val=value))
        abstract.append(entry)
    root.insert(0, abstract)
    for name, starts in lists.items():
        number = element("w:num", numId=name)
        number.append(element("w:abstractNumId", val="77"))
        for depth, start in starts.items():
            change = element("w:lvlOverride", ilvl=str(depth))
            change.append(element("w:startOverride", val=str(start)))
            number.append(change)
        root.append(number)
    for words, name, depth in paragraphs:
        properties = made.add_paragraph(words)._p.get_or_add_pPr()
        if name:
            properties.append(listed(name, depth))
    return read_docx(saved(made)).text


def listed(name: str, depth: int | None):
    """w:numPr."""
    made = element("w:numPr")
    if depth is not None:
        made.append(element("w:ilvl", val=str(depth)))
    made.append(element("w:numId", val=name))
    return made


def test_levels_count_each_for_itself_and_start_again_below_a_new_heading():
    words = [
        ("抓学习", "70", 0),
        ("学原文", "70", 1),
        ("学案例", "70", 1),
        ("读", "70", 2),
        ("抓作风", "70", 0),
        ("减文件", "70", 1),
    ]
    expected = "一、抓学习\n（一）学原文\n（二）学案例\n1.读\n二、抓作风\n（一）减文件"
    assert numbered(CHINESE, {"70": {}}, words) == expected


def test_lists_of_one_definition_go_on_counting_unless_one_says_where_it_starts():
    words = [("甲", "70", 0), ("乙", "71", 0), ("丙", "72", 0), ("丁", "72", 0)]
    assert numbered(CHINESE, {"70": {}, "71": {}, "72": {0: 5}}, words) == "一、甲\n二、乙\n五、丙\n六、丁"


def test_an_empty_numbered_paragraph_counts_as_word_shows_it():
    assert numbered(CHINESE, {"70": {}}, [("甲", "70", 0), ("", "70", 0), ("乙", "70", 0)]) == "一、甲\n二、\n三、乙"


def test_a_level_may_never_start_again_and_show_all_numbers_as_figures():
    levels = [("upperRoman", "%1."), ("decimal", "%1-%2", ("w:lvlRestart", "0"), ("w:isLgl", "1"))]
    words = [("甲", "70", 0), ("乙", "70", 1), ("丙", "70", 0), ("丁", "70", 1)]
    assert numbered(levels, {"70": {}}, words) == "I.甲\n1-1 乙\nII.丙\n2-2 丁"


def test_a_blank_keeps_label_and_words_apart_where_they_would_run_together():
    levels = [("decimal", "%1"), ("decimal", "%2."), ("chineseCounting", "第%3条"), ("decimal", "%4", ("w:suff", "nothing"))]
    words = [("2026年", "70", 0), ("5亿元", "70", 1), ("总则", "70", 2), ("年", "70", 3)]
    assert numbered(levels, {"70": {}}, words) == "1 2026年\n1. 5亿元\n第一条 总则\n1年"


def test_bullets_and_unnumbered_paragraphs_have_no_label():
    assert numbered([("bullet", "\uf0b7")], {"70": {}}, [("甲", "70", 0), ("乙", None, 0)]) == "甲\n乙"


def test_a_heading_style_brings_its_number_also_to_styles_based_on_it():
    made = Document()
    root = made.part.numbering_part.element
    abstract, number = element("w:abstractNum", abstractNumId="77"), element("w:num", numId="70")
    for depth, (shape, label, style) in enumerate([("chineseCounting", "%1、", "Heading1"), ("decimal", "%2.", "Heading2")]):
        entry = element("w:lvl", ilvl=str(depth))
        for name, value in (("w:start", "1"), ("w:numFmt", shape), ("w:pStyle", style), ("w:lvlText", label)):
            entry.append(element(name, val=value))
        abstract.append(entry)
    number.append(element("w:abstractNumId", val="77"))
    root.insert(0, abstract)
    root.append(number)
    for name in ("Heading 1", "Heading 2"):
        made.styles[name].element.get_or_add_pPr().append(listed("70", None))
    made.styles.add_style("本县标题", 1).base_style = made.styles["Heading 1"]
    made.add_paragraph("甲", style="Heading 1")
    made.add_paragraph("子", style="Heading 2")
    made.add_paragraph("乙", style="本县标题")
    plain = made.add_paragraph("丙", style="Heading 1")._p.get_or_add_pPr()
    plain.append(listed("0", 0))
    assert read_docx(saved(made)).text == "一、甲\n1.子\n二、乙\n丙"


@pytest.mark.parametrize(
    ("shape", "numbers", "shown"),
    [
        ("chineseCounting", (1, 10, 11, 20, 99, 101), "一 十 十一 二十 九十九 一〇一"),
        ("chineseCountingThousand", (10, 19, 100, 101, 110), "十 十九 一百 一百零一 一百一十"),
        ("ideographDigital", (1, 10, 26), "一 一〇 二六"),
        ("chineseLegalSimplified", (1, 10, 12, 25), "壹 拾 拾贰 贰拾伍"),
        ("decimalEnclosedCircle", (1, 20, 21), "① ⑳ 21"),
        ("decimalEnclosedParen", (3,), "⑶"),
        ("decimalFullWidth", (12,), "１２"),
        ("decimalZero", (7, 12), "07 12"),
        ("ideographTraditional", (1, 10), "甲 癸"),
        ("ideographZodiacTraditional", (1, 13), "甲子 丙子"),
        ("upperRoman", (4, 9, 1994), "IV IX MCMXCIV"),
        ("lowerLetter", (1, 26, 27), "a z aa"),
        ("decimal", (0, 3), "0 3"),
        ("somethingNew", (3,), "3"),
    ],
)
def test_each_number_format(shape, numbers, shown):
    assert " ".join(number_in(shape, number) or str(number) for number in numbers) == shown


def test_numbers_in_words_are_those_of_the_library():
    some = [*range(32_768), 99_999, 100_000, 100_010, 1_000_001, 10_010_010, 99_999_999]
    low, up = "零一二三四五六七八九", "零壹贰叁肆伍陆柒捌玖"
    assert [n for n in some if _ten(in_words(n, low, "十百千万"), "一十") != _ten(cn2an.an2cn(n, "low"), "一十")] == []
    assert [n for n in some if _ten(in_words(n, up, "拾佰仟万"), "壹拾") != _ten(cn2an.an2cn(n, "up"), "壹拾")] == []


def _ten(words: str, spelled: str) -> str:
    """十 and 一十 are the same number: which of them stands, the format says."""
    return words.replace(spelled, spelled[1], 1) if words.startswith(spelled) else words
