"""What a directive's own words say: units, rules, campaigns, strength, title, and where each value comes from."""

from datetime import date

import pytest

from speeches.reading import DEFAULT, Glossary, read

ON = date(2025, 3, 18)


def only(text, **options):
    (one,) = read(text, **options).directives
    return one


UNITS = {
    "各项整改要抓紧推进，由县住建局牵头，县财政局、县城管局配合。": (("县住建局",), ("县财政局", "县城管局")),
    "要完善工作制度，提高服务水平。（责任单位：县委办公室、县政府办公室）": (("县委办公室", "县政府办公室"), ()),
    "要完善工作制度，提高服务水平。（牵头单位：县教育局；配合单位：县卫健局、各乡镇）": (("县教育局",), ("县卫健局", "各乡镇")),
    "由县应急局会同县公安局、县交通局开展联合检查，严防事故。": (("县应急局",), ("县公安局", "县交通局")),
    "县财政局要及时拨付资金，保障工作需要。": ((), ()),
    "各乡镇要及时上报情况，确保数据准确。": ((), ()),
    "各级党组织要认真落实责任制，班子成员各负其责。": ((), ()),
}


@pytest.mark.parametrize(("text", "units"), UNITS.items())
def test_units_are_those_named_with_their_roles(text, units):
    one = only(text)
    assert (one.lead_units, one.support_units) == units


ACTORS = {
    "各级党组织要加强学习，提高认识。": "各级党组织",
    "要加强学习，提高认识水平。": None,
    "大家要加强学习，提高认识水平。": None,
    "特别是各级教育部门，要紧盯突出问题，补齐短板。": "各级教育部门",
    "县直机关作为落实层，必须带头讲政治，走在前列。": "县直机关",
    "请各单位于6月底前报送材料，逾期不候。": "各单位",
    "各市直学校（单位）组织本单位职工填报情况，并签名确认。": "各市直学校（单位）",
    "高中教育要突出优质特色，提高教学质量。": None,
}


@pytest.mark.parametrize(("text", "actor"), ACTORS.items())
def test_the_actor_is_the_one_addressed(text, actor):
    assert only(text).actor == actor


STRENGTHS = {
    "各单位必须按时完成整改任务。": "hard",
    "各单位要按时完成整改任务。": "soft",
    "要坚持党建和业务一起抓，一起考核。": "standing",
    "任何单位不得以会议落实会议。": "prohibition",
    "严禁用公款请客送礼，违者追责。": "prohibition",
}


@pytest.mark.parametrize(("text", "strength"), STRENGTHS.items())
def test_strength_follows_the_words(text, strength):
    assert only(text).strength == strength


def test_rules_are_titles_of_rules_not_of_forms_or_books():
    one = only(
        "各校要按照《管理办法》和《关于做好工作的通知》要求，填报《情况统计表》，学习《读本》《报告》，严格执行新形势下党内政治生活若干准则。"
    )
    assert one.regulations == ("管理办法", "关于做好工作的通知", "新形势下党内政治生活若干准则")


def test_campaigns_are_quoted_names_of_activities_and_names_of_the_glossary():
    one = only("要深入开展“基层党建提升年”活动，落实“三会一课”制度，纠正“四风”。")
    assert one.campaigns == ("基层党建提升年", "三会一课")


def test_another_glossary_gives_other_themes_and_says_where_they_come_from():
    text = "各单位要管好食堂，节约粮食，杜绝浪费。"
    assert (only(text).themes, only(text).sources["themes"]) == (("业务工作",), "推定")
    own = Glossary(actors=DEFAULT.actors, themes=(("粮食", ("厉行节约",)),))
    assert (only(text, glossary=own).themes, only(text, glossary=own).sources["themes"]) == (("厉行节约",), "词表")


def test_every_value_says_where_it_comes_from():
    one = only("各单位要于9月底前完成整改。（责任单位：县委办公室）", on=ON)
    assert {k: one.sources[k] for k in ("actor", "deadline", "due_on", "lead_units")} == {
        "actor": "原文",
        "deadline": "原文",
        "due_on": "推定",
        "lead_units": "原文",
    }
    assert one.due_on == date(2025, 9, 30)


def test_what_the_text_does_not_say_stays_empty():
    one = only("要振奋精神，改进作风，提高效率。")
    assert (one.actor, one.deadline, one.due_on, one.recurrence, one.lead_units, one.regulations) == (
        None,
        None,
        None,
        None,
        (),
        (),
    )


def test_masked_names_and_odd_quotes_survive():
    text = '各单位要学习XX同志先进事迹，做到"四讲"，发扬×××精神 ，深化思想xx。'
    assert only(text).text == text


def test_a_text_in_half_width_marks_is_read_like_any_other_and_given_back_unchanged():
    text = "一要加强学习,提高认识;二要改进作风,服务群众。"
    assert [d.text for d in read(text).directives] == ["一要加强学习,提高认识;", "二要改进作风,服务群众。"]
