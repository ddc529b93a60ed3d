"""Adding up, the worst light, the words; the year's bars."""

from datetime import date

from tasks.supervision.lights import SHAPES, Color
from tasks.wall import trend
from tasks.wall.counting import add, summed, total, words, worst


def test_the_worst_light_stands_for_a_cell_with_how_many_show_it():
    assert worst([1, 9, 9, 9, 9]) == (Color.RED, 1)
    assert worst([0, 2, 9, 9, 9]) == (Color.YELLOW, 2)
    assert worst([0, 0, 3, 9, 9]) == (Color.GREEN, 3)
    assert worst([0, 0, 0, 2, 1]) == (Color.GREY, 3)
    assert worst([0, 0, 0, 0, 0]) is None


def test_the_words_of_a_cell_name_every_light_that_it_has():
    assert words([3, 1, 5, 6, 2]) == "逾期 3、临近 1、正常 5、已办结 8（补办 2）"
    assert words([0, 0, 0, 0, 0]) == "没有事项"


def test_a_unit_is_counted_with_all_below_it_and_nowhere_else():
    own = {1: {"甲": [1, 0, 0, 0, 0]}, 3: {"甲": [2, 0, 0, 0, 0], "乙": [0, 1, 0, 0, 0]}, 4: {"乙": [0, 0, 1, 0, 0]}}
    paths = {1: "0001/", 2: "0001/0001/", 3: "0001/0001/0001/", 4: "0002/"}
    assert summed(own, paths) == {
        1: {"甲": [3, 0, 0, 0, 0], "乙": [0, 1, 0, 0, 0]},
        2: {"甲": [2, 0, 0, 0, 0], "乙": [0, 1, 0, 0, 0]},
        3: {"甲": [2, 0, 0, 0, 0], "乙": [0, 1, 0, 0, 0]},
        4: {"乙": [0, 0, 1, 0, 0]},
    }
    assert own[1] == {"甲": [1, 0, 0, 0, 0]}


def test_adding_leaves_what_is_added_as_it_is():
    first, second = {}, {"甲": [1, 2, 3, 4, 5]}
    add(first, second)
    add(first, second)
    assert (first, second) == ({"甲": [2, 4, 6, 8, 10]}, {"甲": [1, 2, 3, 4, 5]})
    assert total(first.values()) == [2, 4, 6, 8, 10]


def test_the_year_is_its_month_ends_from_the_first_list_on_and_the_day():
    assert trend.ends(date(2026, 3, 15), None) == [date(2026, 1, 31), date(2026, 2, 28), date(2026, 3, 15)]
    assert trend.ends(date(2026, 3, 31), date(2026, 2, 10)) == [date(2026, 2, 28), date(2026, 3, 31)]
    assert trend.ends(date(2026, 1, 1), None) == [date(2026, 1, 1)]


def test_a_bar_is_as_high_as_its_number_and_a_day_that_was_not_counted_has_none():
    days = [date(2026, 1, 31), date(2026, 2, 28), date(2026, 3, 15)]
    counted = {days[0]: [5, 0, 0, 1, 1], days[2]: [10, 0, 0, 3, 1]}
    red, yellow, _, done = trend.charts(days, counted, {c.value: s for c, s in SHAPES.items()})
    assert [bar.number for bar in red.bars] == [5, None, 10]
    assert red.bars[0].height * 2 == red.bars[2].height == trend.HEIGHT - trend.TOP - trend.FOOT
    assert red.sentence == "逾期：1月 5，3.15 10"
    assert [bar.height for bar in yellow.bars] == [0.0, 0.0, 0.0]
    assert [bar.number for bar in done.bars] == [2, None, 4]
    assert trend.table(days, counted)[2] == (days[2], [(10, "逾期"), (0, "临近"), (0, "正常"), (4, "已办结")])
