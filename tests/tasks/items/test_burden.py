"""Reports by unit and month, what falls together, and the limit."""

from datetime import date

import pytest

from tasks.items.burden import Matter, by_month, clashes, loads, report_days

ON = date(2026, 1, 5)
END = date(2026, 12, 31)


@pytest.mark.parametrize(
    ("rhythm", "count"),
    [("", 1), ("每月", 12), ("按月", 12), ("每季度", 4), ("每半年", 2), ("每两月", 12), ("每双月", 6), ("每周", 52)],
)
def test_a_rhythm_costs_one_report_a_period_and_the_last_period_reports_with_the_due_date(rhythm, count):
    assert len(report_days(Matter(1, "甲", END, rhythm), ON)) == count


def test_milestones_and_the_due_date_cost_one_report_each_and_the_past_costs_nothing():
    matter = Matter(1, "甲", END, milestones=(date(2025, 12, 1), date(2026, 3, 31), END))
    assert report_days(matter, ON) == [date(2026, 3, 31), END]


def test_the_load_of_a_unit_is_what_runs_and_what_comes():
    matters = [
        Matter(1, "旧", END, new=False),
        Matter(1, "新", END),
        Matter(1, "季", END, "每季度"),
        Matter(2, "别", date(2026, 6, 30)),
    ]
    found = loads(matters, ON)
    assert (found[1].running["2026-12"], found[1].new["2026-12"], found[1].worst()) == (1, 2, ("2026-12", 3))
    assert (found[1].over(2), found[1].over(3), found[2].over(1)) == (["2026-12"], [], [])
    assert by_month(found.values()) == [("2026-03", 1), ("2026-06", 2), ("2026-09", 1), ("2026-12", 2)]


def test_a_month_that_was_full_before_is_not_laid_at_the_lists_door():
    matters = [Matter(1, f"旧{n}", END, new=False) for n in range(9)] + [Matter(1, "新", date(2026, 6, 30))]
    assert loads(matters, ON)[1].over(5) == []


def test_more_than_the_limit_within_seven_days_is_a_clash_and_stretches_do_not_overlap():
    days = [date(2026, 3, 2), date(2026, 3, 5), date(2026, 3, 8), date(2026, 3, 9), date(2026, 3, 20)]
    matters = [Matter(1, f"事项{n}", day) for n, day in enumerate(days)]
    found = clashes(matters, ON, 2)
    assert [(c.first, c.last, c.count, c.titles) for c in found] == [
        (date(2026, 3, 2), date(2026, 3, 8), 3, ("事项0", "事项1", "事项2"))
    ]
    assert clashes(matters, ON, 3) == []


def test_old_matters_alone_are_no_clash_of_the_list():
    assert clashes([Matter(1, f"旧{n}", END, new=False) for n in range(5)], ON, 2) == []
