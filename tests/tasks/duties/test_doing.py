"""A period is done by one sentence with its day; the office looks at some; a run of missed ones is one line."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier

import pytest
from django.db import IntegrityError, connection, transaction

from accounts.conflict import NotYours, Refused, Stale
from accounts.models import Entry
from accounts.roles import Role
from tasks.days.queries import calendar
from tasks.duties.actions import check, excuse, open_periods
from tasks.duties.models import DutyEntry, DutyPeriod, DutyUnit
from tasks.duties.queries import due_for, lines, missing_now, sample
from tasks.duties.rules.standing import Facts, missed_in_words, standing
from tasks.duties.states import Fate, Period
from tests import factories
from tests.tasks.duties.conftest import clock

pytestmark = pytest.mark.django_db
NOVEMBER = date(2026, 11, 3)
TENTH = date(2026, 11, 10)


@pytest.fixture
def row(duties) -> DutyPeriod:
    """November's committee meeting of the first branch."""
    duties.on("D02", NOVEMBER)
    return duties.period(duties.units[0], date(2026, 11, 1))


@pytest.mark.parametrize(
    ("done_on", "excused", "on", "color", "word", "sentence"),
    [
        (None, False, date(2026, 10, 20), "green", "未开始", "11月1日起，时限11月30日。"),
        (None, False, date(2026, 11, 22), "green", "进行中", "时限11月30日，还有8天。"),
        (None, False, date(2026, 11, 23), "yellow", "临近", "时限11月30日，还有7天。"),
        (None, False, date(2026, 11, 30), "yellow", "临近", "时限11月30日，今天到期。"),
        (None, False, date(2026, 12, 1), "red", "缺", "时限11月30日，已过1天。"),
        (date(2026, 11, 30), False, date(2026, 12, 9), "grey", "已做", "11月30日开展。"),
        (date(2026, 12, 2), False, date(2026, 12, 9), "done_late", "补做", "12月2日开展，晚2天。"),
        (None, True, date(2026, 12, 9), "grey", "不计", "本期不计。"),
    ],
)
def test_the_standing_of_a_period_on_a_day(done_on, excused, on, color, word, sentence):
    found = standing(Facts(date(2026, 11, 1), date(2026, 11, 30), done_on, excused), on)
    assert (found.color, found.word, found.sentence) == (color, word, sentence)


def test_a_run_of_missed_periods_in_words():
    months = [f"{n}月" for n in range(1, 9)]
    assert [missed_in_words(months[:n]) for n in (0, 1, 3, 8)] == [
        "", "缺1期（1月）", "连续缺3期（1月、2月、3月）", "连续缺8期（…3月、4月、5月、6月、7月、8月）",
    ]  # fmt: skip


def test_said_once_it_is_done_and_the_same_words_again_are_counted_once(duties, row):
    first = duties.do(row, TENTH, "研究发展对象。")
    again = duties.do(row, TENTH, "研究发展对象。")
    row.refresh_from_db()
    assert (first, row.done_on, row.version, row.entries.count()) == (again, TENTH, 2, 1)
    assert Entry.objects.get(act="填报经常性工作").after == {"done_on": "2026-11-10", "text": "研究发展对象。"}


def test_rewritten_before_a_check_the_old_words_are_kept(duties, row):
    duties.do(row, TENTH, "研究发展对象。")
    duties.do(row, date(2026, 11, 12), "研究发展对象两名。", done_on=date(2026, 11, 9))
    row.refresh_from_db()
    assert [(entry.text, entry.fate) for entry in row.entries.all()] == [
        ("研究发展对象。", Fate.REPLACED), ("研究发展对象两名。", Fate.STANDS),
    ]  # fmt: skip
    assert row.done_on == date(2026, 11, 9)


@pytest.mark.parametrize(
    ("on", "done_on", "text", "sentence"),
    [
        (TENTH, TENTH, "  ", "请填写情况"),
        (TENTH, date(2026, 11, 11), "已开。", "开展日期应在 2026年11月1日 至今天之间"),
        (TENTH, date(2026, 10, 31), "已开。", "开展日期应在 2026年11月1日 至今天之间"),
        (date(2026, 10, 30), date(2026, 10, 30), "已开。", "11月1日开始，还不能填报"),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence(duties, row, on, done_on, text, sentence):
    with pytest.raises(Refused, match=sentence):
        duties.do(row, on, text, done_on=done_on)
    assert not DutyEntry.objects.exists()


def test_nobody_speaks_for_another_unit_and_a_late_second_voice_hears_the_first(duties, row):
    with pytest.raises(NotYours):
        duties.secretaries[row.unit_id] = duties.secretaries[duties.units[1].pk]
        duties.do(row, TENTH)
    clerk = factories.post(Role.UNIT_CLERK, row.unit).user
    duties.secretaries[row.unit_id] = clerk
    stale = DutyPeriod.objects.get(pk=row.pk)
    duties.do(row, TENTH, "已开。")
    stale.refresh_from_db = lambda: None
    with pytest.raises(Stale) as told:
        duties.do(stale, TENTH, "另一句话。")
    assert (told.value.mine, told.value.theirs) == ("另一句话。", "11月10日：已开。")


def test_the_database_keeps_one_standing_entry(duties, row):
    entry = duties.do(row, TENTH)
    entry.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        entry.save(force_insert=True)


def test_a_refuted_entry_opens_the_period_again_and_stays_on_record(duties, row):
    entry = duties.do(row, TENTH)
    check(entry=entry, confirmed=False, found="没有记录。", on=TENTH, now=clock(TENTH), by=duties.admin)
    row.refresh_from_db()
    secretary = duties.secretaries[row.unit_id]
    assert (row.done_on, [line.refuted for line in due_for(secretary, TENTH)]) == (None, [True])
    duties.do(row, date(2026, 11, 12), "补开会议。")
    assert list(row.entries.values_list("fate", flat=True)) == [Fate.REFUTED, Fate.STANDS]
    assert due_for(secretary, date(2026, 11, 12)) == []


def test_a_confirmed_entry_is_not_rewritten_and_not_checked_twice(duties, row):
    entry = duties.do(row, TENTH)
    said = {"confirmed": True, "found": "查看记录。", "on": TENTH, "now": clock(TENTH), "by": duties.admin}
    check(entry=entry, **said)
    with pytest.raises(Stale):
        check(entry=entry, **said)
    with pytest.raises(Refused, match="已经抽查属实"):
        duties.do(row, date(2026, 11, 12), "换一句。")


def test_nobody_checks_his_own_unit(duties, row):
    entry = duties.do(row, TENTH)
    inside = factories.post(Role.OFFICE_ADMIN, row.unit).user
    with pytest.raises(NotYours, match="不能抽查本单位"):
        check(entry=entry, confirmed=True, found="好。", on=TENTH, now=clock(TENTH), by=inside)
    with pytest.raises(IntegrityError), transaction.atomic():
        DutyEntry.objects.filter(pk=entry.pk).update(fate=Fate.CONFIRMED, found="好", checked_on=TENTH, checked_by=entry.by)


def test_an_excused_period_is_neither_missed_nor_reported(duties, row):
    late = date(2026, 12, 3)
    said = {"reason": "全员抗洪。", "on": late, "now": clock(late), "by": duties.admin}
    excuse(period=row, version=row.version, **said)
    assert list(missing_now(late).values_list("unit", flat=True)) == [unit.pk for unit in duties.units[1:]]
    with pytest.raises(Refused, match="不用填报"):
        duties.do(row, late, done_on=TENTH)
    with pytest.raises(Refused, match="已填报或已不计"):
        excuse(period=DutyPeriod.objects.get(pk=row.pk), version=2, **said)


def test_five_missed_months_are_one_line_for_the_unit_and_one_for_the_office(duties, row):
    april = date(2027, 4, 12)
    duties.tick(april)
    unit, secretary = duties.units[0], duties.secretaries[duties.units[0].pk]
    (line,) = due_for(secretary, april)
    assert (line.period.label, line.light.color, line.light.word) == ("2027年4月", "red", "连续缺5期")
    assert line.light.sentence == "2026年11月、2026年12月、1月、2月、3月。"
    assert len(lines(DutyPeriod.objects.all(), april)) == 3
    duties.do(duties.period(unit, date(2027, 4, 1)), april)
    assert due_for(secretary, april) == []
    assert set(missing_now(april).values_list("unit", flat=True)) == {other.pk for other in duties.units[1:]}


def test_only_what_presses_comes_to_the_units_day_unless_all_is_asked_for(duties, row):
    duties.on("D29", NOVEMBER, rhythm=Period.QUARTER)
    secretary = duties.secretaries[row.unit_id]
    day = date(2026, 11, 24)
    assert [line.period.duty.code for line in due_for(secretary, day)] == ["D02"]
    assert [line.period.duty.code for line in due_for(secretary, day, within=None)] == ["D02", "D29"]
    assert due_for(duties.admin, day) == []


def test_the_weeks_sample_is_the_same_all_week_and_nobody_chooses_it(duties):
    duties.units += [factories.unit(kind="branch") for _ in range(12)]
    duties.secretaries |= {unit.pk: factories.post(Role.UNIT_SECRETARY, unit).user for unit in duties.units[3:]}
    duties.on("D02", NOVEMBER)
    for number, unit in enumerate(duties.units):
        duties.do(duties.period(unit, date(2026, 11, 1)), TENTH if number else date(2026, 11, 16))
    monday = date(2026, 11, 16)
    first = sample(monday)
    waiting = first.left
    check(entry=first.entries[3], confirmed=True, found="属实。", on=monday, now=clock(monday), by=duties.admin)
    friday = sample(date(2026, 11, 20))
    assert (first.out_of, len(first.entries), waiting, friday.left) == (14, 10, 10, 9)
    assert [entry.pk for entry in friday.entries] == [entry.pk for entry in first.entries]
    assert [entry.pk for entry in sample(date(2026, 11, 23)).entries] != [entry.pk for entry in first.entries]


@pytest.mark.django_db(transaction=True)
def test_four_ticks_at_once_make_each_row_once(duties):
    duties.on("D02", NOVEMBER)
    DutyPeriod.objects.all().delete()
    DutyUnit.objects.update(next_on=date(2026, 11, 1))
    start = Barrier(4)

    def run() -> None:
        start.wait()
        try:
            open_periods(on=date(2027, 2, 1), days=calendar(), now=clock(date(2027, 2, 1)))
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        for done in [pool.submit(run) for _ in range(4)]:
            done.result()
    assert DutyPeriod.objects.count() == 3 * 5
    assert set(DutyUnit.objects.values_list("next_on", flat=True)) == {date(2027, 4, 1)}
    assert Entry.objects.filter(act="建立各期").count() == 2


def test_a_unit_that_did_the_last_period_is_silent_until_the_next_presses(duties, row):
    duties.do(row, TENTH)
    secretary = duties.secretaries[row.unit_id]
    days = [date(2026, 11, 11) + timedelta(n) for n in range(50)]
    speaks = [day for day in days if due_for(secretary, day)]
    assert (speaks[0], speaks[-1], len(speaks)) == (date(2026, 12, 24), date(2026, 12, 30), 7)
