"""Each wrong cell is told in words: sheet, row, column, what is wrong and what to do."""

import io
from datetime import date

import pytest
from openpyxl import load_workbook

from accounts.importing.plan import plan
from accounts.importing.rows import lines
from accounts.importing.shapes import Known, KnownPerson, KnownPost, KnownUnit
from accounts.roles import Role
from accounts.sheets.cells import Wanted
from accounts.sheets.cells import read as cells
from tests.accounts.importing.files import COUNTY, ORGAN, SECRETARY, book, person, saved


def read(content: bytes) -> dict:
    """The child's answer without a child."""
    return cells(content, Wanted(("单位", "人员"), 5_000, 50))


def faults(units=(COUNTY, ORGAN), people=(), known: Known | None = None) -> list[str]:
    """What the preview complains about."""
    return [str(fault) for fault in plan(lines(read(book(units, people))), known or Known()).faults]


def test_a_sound_file_has_no_faults():
    assert faults(people=[SECRETARY]) == []


def test_a_unit_that_nobody_knows_is_named_with_its_place():
    assert faults(people=[SECRETARY, person(账号="nongye", 单位="县农业局")]) == [
        "人员 第3行 “单位”：找不到“县农业局”，请先在单位表中填写"
    ]


def test_a_short_name_is_answered_with_the_full_one():
    assert faults(people=[person(单位="县财政局")]) == [
        "人员 第2行 “单位”：找不到“县财政局”，请先在单位表中填写；是否为“县财政局党组”？请填写全称"
    ]


def test_a_name_that_stands_for_three_units_is_asked_about():
    offices = [(f"县{n}办公室", "工作机构", COUNTY[0], "办公室") for n in ("委", "政府", "人大")]
    assert faults([COUNTY, *offices], [person(单位="办公室")]) == [
        "人员 第2行 “单位”：找不到“办公室”，请先在单位表中填写；是否为“县人大办公室”“县委办公室”“县政府办公室”？请填写全称"
    ]


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (person(姓名=""), "人员 第2行 “姓名”：不能为空，请填写"),
        (person(账号=""), "人员 第2行 “账号”：不能为空，请填写"),
        (
            person(账号="周文斌"),
            "人员 第2行 “账号”：账号须以小写字母开头，由 2 至 50 个小写字母、数字、点、下划线或短横组成，例如 caizheng-shuji",
        ),
        (
            person(角色="局长"),
            "人员 第2行 “角色”：没有“局长”这一项，请从下拉选项中选择："
            "县委领导、党建办管理员、督查员、书记（第一责任人）、班子成员（分管领导）、党务干部",
        ),
        (person(角色="安全管理员"), "人员 第2行 “角色”：系统、安全、审计管理员不能导入，请由安全管理员在“权限”页任命"),
        (person(任职日期="2026-02-30"), "人员 第2行 “任职日期”：“2026-02-30”不是日期，请写成 2026-03-01 的样子；没有可以不填"),
        (person(任职日期="3月底前"), "人员 第2行 “任职日期”：“3月底前”不是日期，请写成 2026-03-01 的样子；没有可以不填"),
        (person(任职日期="9999-12-31"), "人员 第2行 “任职日期”：“9999-12-31”的年份不对，应在 1950 年至 2100 年之间"),
        (
            person(电子邮箱="a@b"),
            "人员 第2行 “电子邮箱”：电子邮箱写法不对，应由英文字母和数字写成“名称@域名.后缀”，一格只填一个；没有邮箱可以不填",
        ),
        (person(电子邮箱="x@y.cn\nBcc: z@w.cn"), "人员 第2行 “电子邮箱”：电子邮箱中不能换行，一格只填一个邮箱"),
        (person(姓名="长" * 51), "人员 第2行 “姓名”：过长，最多 50 个字"),
        (person(分管单位="县水务局"), "人员 第2行 “分管单位”：找不到“县水务局”，请先在单位表中填写"),
    ],
)
def test_each_wrong_cell_of_a_person_has_its_sentence(row, told):
    assert faults(people=[row]) == [told]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2026-03-01", date(2026, 3, 1)),
        ("2026.3.1", date(2026, 3, 1)),
        ("2026/3/1", date(2026, 3, 1)),
        ("2026年3月1日", date(2026, 3, 1)),
        (46000, date(2025, 12, 9)),
        (date(1986, 5, 4), date(1986, 5, 4)),
        ("", None),
    ],
)
def test_dates_are_taken_in_the_declared_ways_of_writing(written, meant):
    assert lines(read(book([COUNTY, ORGAN], [person(任职日期=written)]))).people[0].since == meant


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (("", "党组", COUNTY[0], ""), "单位 第3行 “名称”：不能为空，请填写"),
        (
            ("县水利局党组", "局", COUNTY[0], ""),
            "单位 第3行 “类别”：没有“局”这一项，请从下拉选项中选择：县委、机关工委、工作机构、党委、党组、机关党委、党总支、党支部",
        ),
        (("县水利局党组", "党组", "", ""), "单位 第3行 “上级单位”：请填写上级单位；只有县委可以不填"),
        (("县水利局党组", "党组", "县政府", ""), "单位 第3行 “上级单位”：找不到“县政府”，请先在单位表中填写"),
        ((COUNTY[0], "县委", "", ""), "单位 第3行 “名称”：“中共清禾县委员会”与第2行重复，请删去一行"),
        (
            ("县水利局党组", "党组", "县水利局党组", ""),
            "单位 第3行 “上级单位”：上下级成了循环：县水利局党组 → 县水利局党组。请改正其中一个上级单位",
        ),
    ],
)
def test_each_wrong_cell_of_a_unit_has_its_sentence(row, told):
    assert faults([COUNTY, row]) == [told]


def test_a_loop_of_three_is_shown_at_each_of_its_members():
    ring = [("甲", "党委", "乙", ""), ("乙", "党委", "丙", ""), ("丙", "党委", "甲", "")]
    assert faults(ring) == [
        "单位 第2行 “上级单位”：上下级成了循环：甲 → 乙 → 丙 → 甲。请改正其中一个上级单位",
        "单位 第3行 “上级单位”：上下级成了循环：乙 → 丙 → 甲 → 乙。请改正其中一个上级单位",
        "单位 第4行 “上级单位”：上下级成了循环：丙 → 甲 → 乙 → 丙。请改正其中一个上级单位",
    ]


def test_one_unit_has_one_first_responsible_person_within_the_file():
    assert faults(people=[SECRETARY, person(账号="second", 姓名="吴晓")]) == [
        "人员 第3行 “角色”：“县财政局党组”的书记（第一责任人）已有第2行，只能有一名。书记换人请先在人员页办理“交接”"
    ]


def test_a_secretary_in_office_is_not_pushed_out_by_an_import():
    since = date(2024, 1, 5)
    held = Known(
        {COUNTY[0]: KnownUnit("county_committee"), ORGAN[0]: KnownUnit("party_group", COUNTY[0])},
        {"old": KnownPerson("赵立")},
        {("old", ORGAN[0], Role.UNIT_SECRETARY): KnownPost(since)},
    )
    assert faults(people=[SECRETARY], known=held) == [
        "人员 第2行 “角色”：“县财政局党组”的书记（第一责任人）已有在任的赵立，只能有一名。书记换人请先在人员页办理“交接”"
    ]
    assert faults(people=[person(账号="old", 姓名="赵立")], known=held) == [
        "人员 第2行 “任职日期”：该岗位已于2024-01-05任职，与填写的日期不一致。请改为该日期或留空"
    ]


def test_two_people_cannot_share_an_account():
    told = faults(people=[SECRETARY, person(姓名="吴晓", 角色="党务干部")])
    assert told == ["人员 第3行 “姓名”：与第2行同一账号“caizheng-shuji”的“周文斌”不一致。请改为一致；若是两个人，请用不同的账号"]


def test_a_dissolved_unit_takes_nobody():
    gone = Known({ORGAN[0]: KnownUnit("party_group", COUNTY[0], dissolved=True), COUNTY[0]: KnownUnit("county_committee")})
    assert faults([], [SECRETARY], gone) == ["人员 第2行 “单位”：“县财政局党组”已撤销，请改填现有单位"]
    assert faults([ORGAN], [], gone) == ["单位 第2行 “名称”：“县财政局党组”已撤销，不能再导入。请改用新的名称"]


def test_a_formula_without_a_result_is_named():
    made = load_workbook(io.BytesIO(book([COUNTY, ORGAN], [SECRETARY])))
    made["人员"]["A2"] = '="周"&"文斌"'
    told = [str(fault) for fault in plan(lines(read(saved(made))), Known()).faults]
    assert told == ["人员 第2行 “姓名”：是公式且没有结果。请改为文字（复制后选择性粘贴为数值）"]


@pytest.mark.parametrize("name", ['=HYPERLINK("http://x","y")', "@SUM(1)", "+1", "-1", "＝1+1"])
def test_a_name_that_looks_like_a_formula_is_text(name):
    made = load_workbook(io.BytesIO(book([COUNTY, ORGAN], [SECRETARY])))
    made["人员"]["A2"].value, made["人员"]["A2"].data_type = name, "s"
    assert lines(read(saved(made))).people[0].name == name


def test_a_missing_heading_is_named():
    made = load_workbook(io.BytesIO(book([COUNTY, ORGAN], [SECRETARY])))
    made["人员"]["B1"] = "登录名"
    told = [str(fault) for fault in lines(read(saved(made))).faults]
    assert told == ["人员 第1行：表头缺少“账号”列。请使用本页下载的模板"]
