"""A letter's link opens one matter; looking changes nothing, and only a session or the code from the mailbox acts."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse

from accounts.letters.deliver import deliver
from accounts.letters.models import Letter
from accounts.models import Entry
from accounts.roles import Role
from accounts.units.actions import end_post, hand_over
from tasks.bylink.models import HeldAct
from tasks.items.links import matter_path
from tasks.items.models import Assignment
from tasks.progress.models import Report
from tests import factories
from tests.client import TrailClient
from tests.tasks.supervision.matters import assignment, secretary

pytestmark = pytest.mark.django_db
GIVEN, DUE = date(2026, 11, 16), date(2026, 12, 21)


@pytest.fixture(autouse=True)
def tuesday(redis_url):
    """Tuesday, ten o'clock in the office."""
    with time_machine.travel(datetime(2026, 11, 24, 2, tzinfo=UTC), tick=False) as clock:
        yield clock


@pytest.fixture
def holder():
    """A unit's secretary with an address."""
    return secretary()


@pytest.fixture
def pending(holder) -> Assignment:
    """Given to the unit, not yet accepted."""
    return assignment(holder.unit, DUE, assigned_on=GIVEN, state="pending")


@pytest.fixture
def active(holder) -> Assignment:
    """Accepted."""
    return assignment(holder.unit, DUE, assigned_on=GIVEN)


def link(matter: Assignment, post) -> str:
    return matter_path(matter.pk, post.user_id)


def accept(who: TrailClient, matter: Assignment, post, version: int = 1):
    return who.post(link(matter, post), {"act": "acknowledge", "acknowledge-version": version})


def code_of(post) -> str:
    return re.search(r"验证码：(\d{6})", Letter.objects.filter(to=post.user, kind="code").latest("pk").text)[1]


def state(matter: Assignment) -> str:
    return Assignment.objects.get(pk=matter.pk).state


def test_a_scanner_that_opens_the_link_ten_times_changes_nothing(pending, holder):
    scanner = TrailClient()
    before = Entry.objects.count()
    answers = {scanner.get(link(pending, holder)).status_code for _ in range(10)} | {
        scanner.head(link(pending, holder)).status_code for _ in range(10)
    }
    assert (answers, state(pending), Letter.objects.count(), HeldAct.objects.count()) == ({200}, "pending", 0, 0)
    assert Entry.objects.count() == before


def test_who_only_has_the_link_acts_with_the_code_from_the_registered_mailbox(pending, holder):
    stranger = TrailClient()
    asked = accept(stranger, pending, holder)
    assert (state(pending), Letter.objects.get().address) == ("pending", holder.user.email)
    done = stranger.post(asked.url, {"code": code_of(holder)})
    assert (done.status_code, state(pending)) == (200, "active")
    last = Entry.objects.filter(act="签收").latest("pk")
    assert (last.by, Entry.objects.filter(act="凭验证码办理", by=holder.user).count()) == (holder.user, 1)


def test_without_the_code_nothing_happens_and_after_five_tries_the_right_one_is_worth_nothing(pending, holder):
    stranger = TrailClient()
    asked = accept(stranger, pending, holder).url
    right = code_of(holder)
    wrong = f"{(int(right) + 1) % 1_000_000:06}"
    tries = [stranger.post(asked, {"code": wrong}) for _ in range(5)]
    assert ([answer.status_code for answer in tries], state(pending)) == ([422] * 5, "pending")
    assert "还可再试1次" in tries[3].content.decode()
    assert "次数已用完" in tries[4].content.decode()
    last = stranger.post(asked, {"code": right})
    assert (last.status_code, "验证码已失效" in last.content.decode(), state(pending)) == (422, True, "pending")


def test_a_code_lives_a_quarter_of_an_hour_and_is_used_once(pending, active, holder, tuesday):
    stranger = TrailClient()
    asked = accept(stranger, pending, holder).url
    code = code_of(holder)
    tuesday.shift(timedelta(minutes=16))
    assert stranger.post(asked, {"code": code}).status_code == 422
    asked = accept(stranger, pending, holder).url
    code = code_of(holder)
    assert [stranger.post(asked, {"code": code}).status_code for _ in range(2)] == [200, 409]
    assert Entry.objects.filter(act="签收").count() == 1


def test_five_codes_an_hour_are_enough(pending, holder):
    stranger = TrailClient()
    answers = [accept(stranger, pending, holder).status_code for _ in range(6)]
    assert (answers, HeldAct.objects.count()) == ([302] * 5 + [409], 5)


def test_progress_and_extension_are_typed_before_the_code_and_kept(active, holder):
    stranger = TrailClient()
    said = {"act": "report", "report-version": 1, "report-key": "k1", "report-text": "已开第一次会。", "report-percent": 50}
    stranger.post(stranger.post(link(active, holder), said).url, {"code": code_of(holder)})
    assert [(r.text, r.percent, r.by) for r in Report.objects.all()] == [("已开第一次会。", 50, holder.user)]
    said = {"act": "extension", "extension-version": 2, "extension-due_on": "2027-01-15", "extension-reason": "场地检修。"}
    stranger.post(stranger.post(link(active, holder), said).url, {"code": code_of(holder)})
    assert [(e.asked_due_on, e.reason) for e in active.extensions.all()] == [(date(2027, 1, 15), "场地检修。")]


def test_when_the_due_date_has_passed_no_code_is_sent_for_an_extension(active, holder, tuesday):
    said = {"act": "extension", "extension-version": 1, "extension-due_on": "2027-01-15"}
    tuesday.move_to(datetime(2026, 12, 21, 2, tzinfo=UTC))
    path = link(active, holder)
    assert "申请延期" in TrailClient().get(path).content.decode()
    tuesday.move_to(datetime(2026, 12, 22, 2, tzinfo=UTC))
    assert "申请延期" not in TrailClient().get(path).content.decode()
    answer = TrailClient().post(path, said | {"extension-reason": "场地检修。"})
    assert (answer.status_code, HeldAct.objects.count(), Letter.objects.count()) == (409, 0, 0)


def test_what_is_typed_wrong_is_named_and_kept(active, holder):
    said = {"act": "report", "report-version": 1, "report-key": "k", "report-text": "", "report-percent": 50}
    answer = TrailClient().post(link(active, holder), said)
    assert (answer.status_code, "请填写此项" in answer.content.decode(), HeldAct.objects.count()) == (422, True, 0)


def test_a_signed_in_colleague_acts_as_himself_and_a_stranger_of_another_unit_not_at_all(pending, holder):
    colleague, other = factories.post(Role.UNIT_CLERK, holder.unit), secretary()
    outsider = TrailClient()
    outsider.force_login(other.user)
    assert (accept(outsider, pending, holder).status_code, state(pending)) == (404, "pending")
    mine = TrailClient()
    mine.force_login(colleague.user)
    accept(mine, pending, holder)
    assert (state(pending), Entry.objects.filter(act="签收").latest("pk").by) == ("active", colleague.user)


def test_a_link_ends_after_fourteen_days_and_a_forged_one_was_never_worth_anything(pending, holder, tuesday):
    path = link(pending, holder)
    tuesday.shift(timedelta(days=13, hours=23))
    assert TrailClient().get(path).status_code == 200
    tuesday.shift(timedelta(hours=2))
    forged = path[:-3] + ("A" if path[-3] != "A" else "B") + path[-2:]
    assert [TrailClient().get(p).status_code for p in (path, forged)] == [410, 410]


def test_who_has_left_the_post_gets_no_code(pending, holder):
    end_post(post=holder, on=date(2026, 11, 20), by=None)
    assert (accept(TrailClient(), pending, holder).status_code, Letter.objects.count()) == (403, 0)


def test_the_code_stands_in_no_row_once_the_letter_has_left(pending, holder):
    accept(TrailClient(), pending, holder)
    code = code_of(holder)
    deliver(limit=9, now=datetime(2026, 11, 24, 2, 1, tzinfo=UTC))
    letter = Letter.objects.get()
    held = HeldAct.objects.get()
    assert (letter.state, code in letter.text + letter.html, code in held.code) == ("sent", False, False)


def test_a_calendar_address_shows_open_due_dates_and_ends_when_it_is_changed(active, pending, holder):
    me = TrailClient()
    me.force_login(holder.user)
    me.post(reverse("bylink:change_feed"))
    path = reverse("bylink:feed", args=[holder.user.feed.token()])
    text = TrailClient().get(path).content.decode()
    assert (text.count("BEGIN:VEVENT"), text.count("DTSTART;VALUE=DATE:20261221")) == (2, 2)
    me.post(reverse("bylink:change_feed"))
    assert TrailClient().get(path).status_code == 404
    assert TrailClient().get(reverse("bylink:feed", args=["1-" + "0" * 40])).status_code == 404


def test_a_calendar_address_ends_with_the_account(active, holder):
    me = TrailClient()
    me.force_login(holder.user)
    me.post(reverse("bylink:change_feed"))
    path = reverse("bylink:feed", args=[holder.user.feed.token()])
    assert TrailClient().get(path).status_code == 200
    holder.user.is_active = False
    holder.user.save(update_fields=["is_active"])
    assert TrailClient().get(path).status_code == 404


def test_a_units_calendar_is_opened_by_its_own_people_only(active, holder):
    other, me = secretary(), TrailClient()
    me.force_login(other.user)
    assert me.post(reverse("bylink:change_feed"), {"unit": holder.unit_id}).status_code == 404
    me.force_login(holder.user)
    me.post(reverse("bylink:change_feed"), {"unit": holder.unit_id})
    assert active.item.title in TrailClient().get(reverse("bylink:feed", args=[holder.unit.feed.token()])).content.decode().replace(
        "\r\n ", ""
    )


def test_a_units_calendar_has_a_new_address_when_somebody_left_the_unit(active, holder):
    leaver = factories.post(Role.UNIT_LEADER, holder.unit, since=date(2020, 1, 1))
    me = TrailClient()
    me.force_login(leaver.user)
    me.post(reverse("bylink:change_feed"), {"unit": holder.unit_id})
    known = reverse("bylink:feed", args=[holder.unit.feed.token()])
    end_post(post=leaver, on=date(2026, 11, 24), by=None)
    assert TrailClient().get(known).status_code == 200  # the last day counts
    end_post(post=leaver, on=date(2026, 11, 23), by=None)
    assert TrailClient().get(known).status_code == 404
    me.force_login(holder.user)
    page = me.get(reverse("bylink:feeds")).content.decode()
    renewed = re.search(r"/calendar/[^<]+\.ics", page)[0]
    assert (renewed == known, TrailClient().get(renewed).status_code) == (False, 200)


def test_a_hand_over_makes_a_new_address_and_another_post_in_the_unit_does_not(active, holder):
    me = TrailClient()
    me.force_login(holder.user)
    me.post(reverse("bylink:change_feed"), {"unit": holder.unit_id})
    known = reverse("bylink:feed", args=[holder.unit.feed.token()])
    other = factories.post(Role.UNIT_LEADER, holder.unit, since=date(2020, 1, 1))
    factories.post(Role.UNIT_CLERK, holder.unit, who=other.user, since=date(2026, 1, 1))
    end_post(post=other, on=date(2026, 11, 20), by=None)
    assert TrailClient().get(known).status_code == 200
    hand_over(post=holder, to=factories.user(), on=date(2026, 11, 24), by=None)
    assert TrailClient().get(known).status_code == 404
