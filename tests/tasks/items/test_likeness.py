"""The same demand in other words is near; another demand is far."""

from tasks.items.likeness import nearest

EARLIER = {
    1: "严格落实三会一课制度，按时召开支部党员大会，规范组织生活。",
    2: "持续纠正四风，精简文件和会议，切实为基层减负。",
    3: "加强党风廉政建设，开展廉政教育，抓好巡察整改。",
    4: "推进党员教育培训，每名党员每年集中学习不少于32学时。",
}


def test_the_demand_in_other_words_comes_first():
    assert [key for key, _ in nearest("一要大力精简会议和文件，让基层从文山会海中解放出来，纠正四风。", EARLIER)] == [2]
    assert nearest("党员要参加集中学习，全年不少于32学时，抓好教育培训。", EARLIER)[0][0] == 4


def test_the_same_words_are_altogether_near():
    key, likeness = nearest(EARLIER[3], EARLIER)[0]
    assert (key, round(likeness, 6)) == (3, 1.0)


def test_what_has_nothing_in_common_has_no_relative():
    assert nearest("抓好春季植树造林。", EARLIER) == []
    assert nearest("", EARLIER) == []
