"""The figures that are counted ahead are the truth: after random acts, for past days, after corrections, after units moved."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis.stateful import invariant, run_state_machine_as_test

from accounts.units.actions import move_unit
from tasks.items.life import cancel
from tasks.items.life.dating import ask_extension, grant_extension
from tasks.items.models import Assignment, DueChange, Item
from tasks.supervision.queries import lights_of
from tasks.supervision.replay import as_of, put_back
from tasks.wall import actions
from tasks.wall.counting import PLACES, nothing
from tasks.wall.health import kept
from tasks.wall.models import WallDay, WallRow
from tasks.wall.tally import DROPPED, tally
from tests import factories
from tests.life import office
from tests.life.machine import Life
from tests.tasks.chain import Chain, at
from tests.tasks.supervision.matters import clock

pytestmark = pytest.mark.django_db


def day(text: str) -> date:
    return date.fromisoformat(f"2026-{text}")


def counted(rows: list[Assignment], on: date) -> dict:
    """The same by the pure lights, one by one."""
    found: dict = {}
    lights = lights_of(rows, on)
    for one in rows:
        if one.state not in DROPPED:
            place = PLACES[lights[one.pk].color]
            found.setdefault(one.unit_id, {}).setdefault(one.item.theme, nothing())[place] += 1
    return found


def stored(on: date) -> dict:
    """What is kept of a day, each unit's own."""
    return {row.unit_id: row.own for row in WallRow.objects.filter(day__on=on) if row.own}


class Wall(Life):
    """Random lives, and the wall of every day of them."""

    def __init__(self) -> None:
        super().__init__()
        self.history: dict[date, dict] = {}

    @invariant()
    def the_wall_of_today_is_what_the_lights_say(self) -> None:
        """Kept as it is counted, whatever was done; remembered as the day's own truth."""
        truth = counted(list(Assignment.objects.select_related("item")), self.today)
        actions.make(on=self.today, now=clock(self.today, 12))
        assert stored(self.today) == truth
        self.history[self.today] = truth

    def teardown(self) -> None:
        """Past days, counted when they are over, are what they were, but for extensions that reach back."""
        back = DueChange.objects.filter(on__lt=self.today).exclude(cause="return")
        touched = min((change.on for change in back if timezone.localdate(change.at) > change.on), default=self.today)
        for on in list(self.history)[:-1]:
            replayed = [put_back(one) for one in as_of(Assignment.objects.select_related("item"), on)]
            actions.make(on=on, now=clock(self.today, 12))
            assert stored(on) == counted(replayed, on)
            assert on >= touched or stored(on) == self.history[on], on
        super().teardown()


def test_after_random_acts_the_figures_of_every_day_are_what_the_lights_say() -> None:
    Life.stage = office.build()
    calm = settings(
        max_examples=2, stateful_step_count=18, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
    )
    run_state_machine_as_test(Wall, settings=calm)


@pytest.fixture
def chain() -> Chain:
    return Chain()


@pytest.fixture
def one(chain) -> Assignment:
    """Given 5 January for 20 January."""
    unit = chain.unit("县财政局党组")
    chain.issue({"units": [unit], "due_on": day("01-20")})
    Item.objects.update(theme="作风建设")
    return chain.accept(Assignment.objects.get())


def test_a_round_counts_today_and_every_day_since_the_first_list_and_then_has_nothing_to_do(one):
    now = clock(day("02-10"), 10)
    assert actions.keep(now=now) == actions.Kept(True, 36)
    assert actions.keep(now=now + timedelta(seconds=1)).past == 0
    kept = {text: stored(day(text))[one.unit_id]["作风建设"] for text in ("01-05", "01-14", "01-21", "02-09", "02-10")}
    assert kept == {
        "01-05": [0, 0, 1, 0, 0], "01-14": [0, 1, 0, 0, 0], "01-21": [1, 0, 0, 0, 0], "02-09": [1, 0, 0, 0, 0], "02-10": [1, 0, 0, 0, 0],
    }  # fmt: skip
    assert WallDay.objects.filter(settled=False).get().on == day("02-10")


def test_a_day_that_is_over_is_counted_once_more_but_not_before_a_quarter_past_midnight(one):
    actions.keep(now=clock(day("01-19"), 23))
    actions.keep(now=clock(day("01-20"), 0))
    assert WallDay.objects.get(on=day("01-19")).settled is False
    actions.keep(now=clock(day("01-20"), 1))
    assert WallDay.objects.get(on=day("01-19")).settled is True


def test_a_date_that_was_moved_back_marks_the_days_that_it_touches_and_the_next_round_counts_them_anew(one, chain):
    actions.keep(now=clock(day("01-25"), 10))
    assert stored(day("01-22"))[one.unit_id]["作风建设"] == [1, 0, 0, 0, 0]
    secretary = chain.secretaries[one.unit_id]
    asked = ask_extension(
        assignment=one, due_on=day("02-28"), reason="等上级批复。", on=day("01-19"), now=at(day("01-19")), by=secretary
    )
    grant_extension(extension=asked, on=day("01-25"), now=clock(day("01-25"), 11), by=chain.admin)
    actions.keep(now=clock(day("01-25"), 12), seconds=0)
    assert list(WallDay.objects.exclude(corrected_at=None).values_list("on", flat=True)) == [day(f"01-{n}") for n in range(19, 25)]
    assert stored(day("01-22"))[one.unit_id]["作风建设"] == [1, 0, 0, 0, 0]
    assert actions.keep(now=clock(day("01-25"), 13)).past == 6
    assert stored(day("01-22"))[one.unit_id]["作风建设"] == [0, 0, 1, 0, 0]
    assert not WallDay.objects.exclude(corrected_at=None).exists()


def test_when_a_unit_is_put_under_another_all_days_are_summed_anew(one):
    other = factories.unit("县民政局党组")
    actions.keep(now=clock(day("01-15"), 10))
    assert not WallRow.objects.filter(unit=other).exists()
    move_unit(unit=one.unit, parent=other, by=None)
    actions.keep(now=clock(day("01-15"), 11))
    assert {row.day.on for row in WallRow.objects.filter(unit=other)} == {day(f"01-{n:02}") for n in range(5, 16)}


def test_rows_that_no_longer_hold_go_and_whoever_counted_later_wins(one):
    actions.make(on=day("01-15"), now=clock(day("01-15"), 11))
    Assignment.objects.update(state="cancelled")
    actions.make(on=day("01-15"), now=clock(day("01-15"), 10))
    assert stored(day("01-15")) != {}
    actions.make(on=day("01-15"), now=clock(day("01-15"), 12))
    assert stored(day("01-15")) == {}


def test_the_longer_counting_takes_the_more_seldom_it_is_done_but_every_ten_minutes_at_least():
    now = clock(day("01-15"), 10)
    due = {
        (took, age): actions.is_due(WallDay(made_at=now - timedelta(seconds=age), took=took), now)
        for took in (100, 2000, 60_000)
        for age in (60, 120, 600)
    }
    assert due == {
        (100, 60): True, (100, 120): True, (100, 600): True,
        (2000, 60): False, (2000, 120): True, (2000, 600): True,
        (60_000, 60): False, (60_000, 120): False, (60_000, 600): True,
    }  # fmt: skip


def test_the_database_holds_one_day_once_one_unit_once_a_day_and_no_correction_of_a_day_that_is_not_over(one):
    on, at_ = day("01-15"), clock(day("01-15"), 10)
    made = WallDay.objects.create(on=on, made_at=at_, settled=True)
    WallRow.objects.create(day=made, unit=one.unit)
    for wrong in (
        lambda: WallDay.objects.create(on=on, made_at=at_),
        lambda: WallRow.objects.create(day=made, unit=one.unit),
        lambda: WallDay.objects.create(on=on + timedelta(1), made_at=at_, corrected_at=at_),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            wrong()


def test_what_was_done_on_a_day_is_told_by_the_same_tally_on_both_ways(one, chain):
    chain.submit(one, day("01-18"))
    assert tally(day("01-18"), day("01-18")) == tally(day("01-18"), day("01-19")) == {one.unit_id: {"作风建设": [0, 0, 1, 0, 0]}}


def test_what_was_cancelled_is_on_the_wall_of_the_days_before_and_on_none_after(one, chain):
    cancel(assignment=one, version=one.version, reason="职责调整。", on=day("01-10"), now=at(day("01-10")), by=chain.admin)
    assert tally(day("01-09"), day("01-12")) == {one.unit_id: {"作风建设": [0, 0, 1, 0, 0]}}
    assert tally(day("01-10"), day("01-12")) == tally(day("01-12"), day("01-12")) == {}


def test_the_health_page_says_when_figures_were_counted_last_and_when_that_is_too_long_ago(one):
    now = clock(day("01-15"), 10)
    before = next(kept(now)).ok
    actions.make(on=day("01-15"), now=now)
    soon, late = next(kept(now + timedelta(minutes=15))), next(kept(now + timedelta(minutes=16)))
    assert (before, soon.ok, late.ok) == (None, True, False)
    assert (soon.words, late.words[:9]) == ("10:00 汇总。", "已 16分钟 没有")
