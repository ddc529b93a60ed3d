"""One row for each duty, unit and period: made ahead, once, whatever happens to the clock; a switch has a beginning and an end."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from accounts.conflict import Refused, Stale
from accounts.models import Entry, UnitKind
from accounts.units.actions import dissolve
from tasks.days.actions import set_day
from tasks.days.states import Said
from tasks.duties.actions import switch_off
from tasks.duties.models import DutyPeriod, DutyUnit
from tasks.duties.rules.due import DueRule
from tasks.duties.states import Due, Period, Shift
from tests import factories
from tests.tasks.duties.conftest import clock

pytestmark = pytest.mark.django_db
NOVEMBER = date(2026, 11, 3)


def starts(unit, **narrowed) -> list[str]:
    """The first days of a unit's periods."""
    rows = DutyPeriod.objects.filter(unit=unit, **narrowed).order_by("starts_on")
    return [f"{day:%Y-%m}" for day in rows.values_list("starts_on", flat=True)]


def test_switching_on_makes_one_row_per_unit_for_this_period_and_a_month_ahead(duties):
    plan = duties.on("D02", NOVEMBER)
    assert [starts(unit) for unit in duties.units] == [["2026-11", "2026-12"]] * 3
    row = duties.period(duties.units[0], date(2026, 11, 1))
    assert (row.plan, row.ends_on, row.due_on, row.done_on) == (plan, date(2026, 11, 30), date(2026, 11, 30), None)
    told = Entry.objects.get(act="启用经常性工作")
    assert (told.after["from"], told.after["due"], len(told.after["units"])) == ("2026年11月", "每月最后一天", 3)
    assert Entry.objects.get(act="建立各期").after == {"periods": {"2026年11月": 3, "2026年12月": 3}}


def test_the_tick_makes_what_is_missing_and_nothing_twice(duties):
    duties.on("D02", NOVEMBER)
    assert [duties.tick(day) for day in (NOVEMBER, date(2026, 11, 30), date(2026, 12, 1), date(2026, 12, 1))] == [0, 0, 3, 0]
    assert starts(duties.units[0]) == ["2026-11", "2026-12", "2027-01"]


def test_after_a_standstill_of_a_quarter_every_period_stands_once_and_nothing_is_written_to_anybody(
    duties, django_assert_num_queries
):
    duties.on("D02", NOVEMBER)
    assert duties.tick(date(2027, 3, 15)) == 12
    assert starts(duties.units[1]) == ["2026-11", "2026-12", "2027-01", "2027-02", "2027-03", "2027-04"]
    assert duties.tick(date(2027, 3, 15)) == 0
    # days, years; three steps with savepoint and release: kinds, coming dates and their plans, gone units; what is due to open
    with django_assert_num_queries(13):
        duties.tick(date(2027, 3, 15))


def test_a_second_row_for_a_period_is_refused_by_the_database(duties):
    duties.on("D02", NOVEMBER)
    row = duties.period(duties.units[0], date(2026, 11, 1))
    row.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


def test_units_of_a_kind_founded_later_begin_with_the_next_period(duties):
    duties.on("D02", NOVEMBER, units=[], kinds=[UnitKind.BRANCH])
    late = factories.unit(kind=UnitKind.BRANCH)
    other = factories.unit(kind=UnitKind.COMMITTEE)
    duties.tick(date(2026, 11, 20))
    assert (starts(late), starts(other)) == (["2026-12"], [])
    assert Entry.objects.get(act="纳入新设单位").after == {"units": [late.name], "from_on": "2026-12-01"}


def test_a_plan_about_to_end_takes_no_new_unit_in_and_writes_nothing_about_it(duties):
    plan = duties.on("D02", NOVEMBER, units=[], kinds=[UnitKind.BRANCH])
    said = {"reason": "年底为止", "on": NOVEMBER, "now": clock(NOVEMBER), "by": duties.admin}
    switch_off(plan=plan, version=1, to_on=date(2026, 11, 30), **said)
    factories.unit(kind=UnitKind.BRANCH)
    before = Entry.objects.count()
    assert (duties.tick(date(2026, 11, 20)), Entry.objects.count()) == (0, before)


def test_where_a_duty_runs_already_it_is_not_switched_on_again(duties):
    duties.on("D02", NOVEMBER, units=duties.units[:1])
    duties.on("D02", NOVEMBER, units=duties.units)
    assert DutyUnit.objects.count() == 3
    with pytest.raises(Refused, match="都已启用"):
        duties.on("D02", NOVEMBER)


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"from_on": date(2026, 10, 1)}, "起始期不能早于本期。请改为2026年11月或以后。"),
        ({"rule": DueRule(Due.DAY, 2)}, "2026年11月的时限（11月2日）已过。请从2026年12月起启用。"),
        ({"rule": DueRule(Due.DAY, 0)}, "“第几日”应在 1 至 31 之间"),
        ({"rule": DueRule(Due.WORKDAY, 24)}, "“第几日”应在 1 至 23 之间"),
        ({"rule": DueRule(Due.DAY, 5, 4), "rhythm": Period.QUARTER}, "每季度只有3个月"),
        ({"rhythm": Period.EVENT}, "不能按期启用"),
        ({"units": []}, "请至少选择一个单位或一类单位。"),
    ],
)
def test_what_would_be_late_or_senseless_from_the_start_is_refused(duties, said, sentence):
    with pytest.raises(Refused, match=sentence):
        duties.on("D02", NOVEMBER, **said)
    assert not DutyPeriod.objects.exists()


def test_switched_off_with_a_date_what_has_not_begun_goes_and_what_is_cut_short_does_not_count(duties):
    plan = duties.on("D02", NOVEMBER)
    duties.do(duties.period(duties.units[0], date(2026, 11, 1)), date(2026, 11, 10))
    ended = switch_off(
        plan=plan, version=1, to_on=date(2026, 11, 20), reason="合并到季度会议", on=date(2026, 11, 12),
        now=clock(date(2026, 11, 12)), by=duties.admin,
    )  # fmt: skip
    assert (ended.to_on, ended.version, [starts(unit) for unit in duties.units]) == (date(2026, 11, 20), 2, [["2026-11"]] * 3)
    states = list(DutyPeriod.objects.order_by("unit__path").values_list("done_on", "excused_reason"))
    assert states == [(date(2026, 11, 10), ""), (None, "2026年11月20日停用"), (None, "2026年11月20日停用")]
    assert duties.tick(date(2027, 5, 1)) == 0
    with pytest.raises(Stale):
        switch_off(plan=plan, version=1, units=[], to_on=date(2026, 11, 15), reason="再停", on=date(2026, 11, 12),
                   now=clock(date(2026, 11, 12)), by=duties.admin)  # fmt: skip


def test_one_unit_alone_is_switched_off_and_not_taken_in_again(duties):
    plan = duties.on("D02", NOVEMBER, units=[], kinds=[UnitKind.BRANCH])
    day = date(2026, 12, 31)
    said = {"reason": "单位撤并", "on": NOVEMBER, "now": clock(NOVEMBER), "by": duties.admin}
    switch_off(plan=plan, version=1, units=duties.units[:1], to_on=day, **said)
    duties.tick(date(2027, 1, 5))
    assert [starts(unit) for unit in duties.units] == [["2026-11", "2026-12"]] + [["2026-11", "2026-12", "2027-01", "2027-02"]] * 2
    duties.on("D02", date(2027, 1, 5), units=duties.units[:1])
    assert starts(duties.units[0])[-2:] == ["2027-01", "2027-02"]


def test_a_switch_that_ends_before_it_began_opens_nothing(duties):
    plan = duties.on("D02", NOVEMBER, from_on=date(2027, 3, 1))
    said = {"reason": "不再需要", "on": NOVEMBER, "now": clock(NOVEMBER), "by": duties.admin}
    switch_off(plan=plan, version=1, to_on=date(2026, 11, 30), **said)
    assert (duties.tick(date(2027, 6, 1)), DutyPeriod.objects.count()) == (0, 0)


def test_a_dissolved_unit_owes_nothing_for_the_period_it_did_not_live_through(duties):
    duties.on("D02", NOVEMBER)
    dissolve(unit=duties.units[0], on=date(2026, 11, 15), by=None)
    duties.tick(date(2026, 12, 15))
    rows = DutyPeriod.objects.filter(unit=duties.units[0])
    assert {(row.label, row.excused_reason) for row in rows} == {("2026年11月", "单位已撤销"), ("2026年12月", "单位已撤销")}


def test_a_changed_calendar_moves_what_is_to_come_and_leaves_what_is_past(duties):
    duties.on("D02", date(2026, 9, 1), rule=DueRule(shift=Shift.EARLIER))
    duties.tick(date(2026, 11, 3))
    for day in (date(2026, 9, 30), date(2026, 11, 30)):
        said = {"said": Said.OFF, "name": "", "reason": "县里放假", "based_on": Said.PLAIN}
        set_day(on=day, **said, now=clock(NOVEMBER), by=duties.admin)
    duties.tick(NOVEMBER)
    found = dict(DutyPeriod.objects.filter(unit=duties.units[0]).values_list("starts_on__month", "due_on"))
    assert found == {
        9: date(2026, 9, 30), 10: date(2026, 10, 30), 11: date(2026, 11, 27), 12: date(2026, 12, 31),
    }  # fmt: skip
    moved = Entry.objects.get(act="按日历重算时限")
    assert (moved.before, moved.after) == ({"due_on": "2026-11-30"}, {"due_on": "2026-11-27", "periods": 3})
