"""Numbers of every kind, in any mixture, with or without line breaks."""

import pytest

from speeches.reading import read
from tests.speeches.reading import labelled


def outline(text):
    return [(s.level, s.no, s.title) for s in read(text).sections]


def test_four_levels_nest():
    text = "一、主要任务\n（一）抓学习\n1.理论学习。\n（1）组织读书班，学好原文。\n（2）开展研讨，谈好体会。\n2.业务学习。开展练兵。\n（二）抓作风。改进文风。\n二、保障措施\n各单位要加强领导，落实责任。"
    assert outline(text)[:4] == [
        (1, "一", "主要任务"),
        (2, "（一）", "抓学习"),
        (3, "1", "理论学习"),
        (4, "（1）", "组织读书班，学好原文"),
    ]
    assert [d.ordinal for d in read(text).directives] == ["（1）", "（2）", "2.", "（二）", None]


def test_a_heading_stuck_to_its_first_point_is_still_a_heading():
    text = "一、主要任务（一）抓学习。组织读书班，学好原文。（二）抓作风。改进文风，少开短会。二、保障措施（一）加强领导。各单位要落实责任。（二）强化督查。定期通报情况。"
    assert [(s.no, s.title) for s in read(text).sections if s.level == 1] == [("一", "主要任务"), ("二", "保障措施")]
    assert [(d.section, d.ordinal) for d in read(text).directives] == [
        ("一", "（一）"),
        ("一", "（二）"),
        ("二", "（一）"),
        ("二", "（二）"),
    ]


def test_numbers_run_on_through_the_sections():
    text = "一、抓学习\n1.读书。组织读书会。\n2.研讨。开展研讨。\n二、抓作风\n3.减负。精简会议。\n4.调研。深入基层。"
    assert [(d.section, d.ordinal) for d in read(text).directives] == [("一", "1."), ("一", "2."), ("二", "3."), ("二", "4.")]


def test_a_series_inside_a_point_is_cut_at_the_deepest_number():
    text = "一要建强队伍：一是选优配强支部书记；二是加强党务干部培训。二要改进作风，深入基层一线。"
    assert [d.ordinal for d in read(text).directives] == ["一是", "二是", "二要"]


@pytest.mark.parametrize(
    "text", ["这是统一要求，各级要认真执行规定。", "全县共有1.5万名党员，要发挥作用。", "十一、二级公路要加强养护，保障畅通。"]
)
def test_a_number_that_stands_alone_heads_nothing(text):
    assert outline(text) == []


def squeeze(text):
    return "".join(text.translate(str.maketrans(",;!?", "，；！？")).split())


def test_lines_cut_by_the_width_of_the_paper_are_joined_again():
    text = "　　各级党组织要把抓好党建作为最大的政绩，切实履\n行主体责任，书记要当好第一责任人，班子成员要落实\n一岗双责，做到守土有责、守土负责、守土尽责，确保\n各项任务落到实处。\n　　县直机关工委要加强督促检查。"
    first, second = read(text).directives
    assert (squeeze(first.text)[:10], squeeze(first.text)[-9:]) == ("各级党组织要把抓好党", "各项任务落到实处。")
    assert second.text == "县直机关工委要加强督促检查。"


def test_a_page_number_inside_a_sentence_is_passed_over():
    text = "　　各级党组织要把抓好党建作为最大的政绩，切实履\n行主体责任，书记要当好第一责任人，班子成员要落实\n— 3 —\n一岗双责，确保各项任务落到实处。"
    (one,) = read(text).directives
    assert "— 3 —" in one.text and one.text.endswith("落到实处。")


def test_two_speakers_each_have_their_own_numbers():
    text, _ = labelled.load("twospeakers")
    reading = read(text)
    assert [s.no for s in reading.sections if s.level == 1] == ["第一", "第二", "第三", "第一", "第二"]
    assert reading.speaker == "王建军、张海"


def test_a_last_line_that_is_not_full_goes_on_when_its_sentence_is_unfinished():
    text = "后勤部要改善住宿条件，解决好热水的事。财务科要保证\n学员补助按月足额发放。"
    assert [squeeze(d.text) for d in read(text).directives][-1] == "财务科要保证学员补助按月足额发放。"


def test_a_heading_stuck_to_whoever_is_addressed_stays_a_heading():
    text = "一、提高认识，加强领导各乡镇各部门要落实责任，明确专人。二、严格督查县委督查室要每月通报一次进展情况。"
    assert read(text).directives[0].text == "各乡镇各部门要落实责任，明确专人。"
