"""挂名不履职 in words, from dated rows of the person's own; and the mirror of those who check and remind."""

import re
from datetime import date, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Post
from accounts.roles import Role
from tasks.items.models import Assignment, Move
from tasks.progress.models import Report
from tasks.review.models import Submission
from tasks.supervision.mirror.figures import Checked, offices
from tasks.supervision.models import Reminder
from tasks.supervision.periods import chosen
from tasks.supervision.presence import queries
from tasks.supervision.presence.rules import Time, is_exception, sentence
from tests import factories
from tests.accounts.signed_in import client_of, text
from tests.tasks.supervision.matters import assignment, clock

ON = date(2026, 11, 24)
SPAN = chosen({}, ON)
NONE = "没有本人签收、办理、审核、核查、谈话的记录"


@pytest.fixture
def small(db):
    with time_machine.travel(clock(ON, 10), tick=False):
        yield factories.office()


def matter(unit, **values) -> Assignment:
    return assignment(unit, date(2026, 12, 20), assigned_on=date(2026, 10, 8), **values)


def accept(one: Assignment, by, on: date) -> Move:
    """A move on the day."""
    return Move.objects.create(assignment=one, act="acknowledge", origin="pending", target="active", on=on, at=clock(on), by=by)


def missing(span=SPAN, on: date = ON) -> set[str]:
    """Whom the exception view names."""
    return {post.user.name for post in queries.without(queries.posts(span, on), span, on)}


def named(person, page: str) -> bool:
    """His name stands there whole: 同志1 is not 同志12."""
    return bool(re.search(rf"{person.name}\b", page))


def time(since: date, *, until: date | None = None, on: date = ON) -> Time:
    return Time("2026年第4季度", date(2026, 10, 1), date(2026, 12, 31), since, until, on)


def test_a_period_without_acts_is_said_in_words_with_what_there_was_to_do():
    long_ago = date(2020, 1, 1)
    assert sentence(time(long_ago), 0, 7) == f"2026年第4季度{NONE}；期内本单位有7项事项在办。"
    assert sentence(time(long_ago), 0, 0) == f"2026年第4季度{NONE}；期内本单位没有在办事项。"
    assert (sentence(time(long_ago), 1, 7), is_exception(time(long_ago), 0, 7), is_exception(time(long_ago), 1, 7)) == (
        "",
        True,
        False,
    )
    assert is_exception(time(long_ago), 0, 0) is False


@pytest.mark.parametrize(("since", "new"), [(date(2026, 10, 26), False), (date(2026, 10, 27), True)])
def test_who_is_new_in_post_is_said_to_be_so(since, new):
    assert is_exception(time(since), 0, 7) is not new
    assert sentence(time(since), 0, 7).startswith("2026年10月27日到任，本期任职不满30天，不作判断。") is new


def test_a_period_that_has_just_begun_judges_nobody():
    assert sentence(time(date(2020, 1, 1), on=date(2026, 10, 20)), 0, 7) == "本期至今不满30天，不作判断。"


def test_only_ones_own_acts_in_post_and_in_the_period_count(small):
    one, people = matter(small.a.unit), {p.user.name for p in queries.posts(SPAN, ON)}
    assert missing() == people
    accept(one, small.a.secretary, date(2026, 10, 9))
    accept(one, small.b.secretary, date(2026, 9, 30))
    Report.objects.create(assignment=one, text="进展", percent=5, key="k", at=clock(date(2026, 11, 2)), by=small.a.leader)
    assert people - missing() == {small.a.secretary.name, small.a.leader.name}


def test_the_filter_and_the_record_agree_for_posts_that_begin_and_end_in_the_period(small):
    one = matter(small.b.unit)
    for days in range(0, 40, 2):
        post = factories.post(Role.UNIT_LEADER, small.b.unit, since=date(2026, 10, 1) + timedelta(days))
        if days % 6:
            accept(one, post.user, date(2026, 10, 20))
        Post.objects.filter(pk=post.pk).update(valid_to=date(2026, 11, 10) if days % 8 else None)
    found = queries.posts(SPAN, ON)
    told = {record.post.user.name for record in queries.records(found, SPAN, ON) if record.exception}
    named = {post.user.name for post in queries.exceptions(queries.without(found, SPAN, ON), SPAN)}
    assert (told == named, len(told) > 3) == (True, True)


def test_the_pages_show_the_exception_and_to_oneself_ones_own_record_only(small):
    accept(matter(small.a.unit, title="抓党课"), small.a.secretary, date(2026, 10, 9))
    page = text(client_of(small.county_leader).get("/supervision/presence/"))
    told = f"2026年第4季度{NONE}；期内本单位有1项事项在办。" in page
    assert (named(small.a.leader, page), named(small.a.secretary, page), told) == (True, False, True)
    above, below = page.split("单位期内没有在办事项的</h2>")
    busy, free = small.a.leader, small.b.leader
    assert [named(busy, above), named(free, above), named(free, below)] == [True, False, True]
    alone = text(client_of(small.county_leader).get("/supervision/presence/?all=idle"))
    assert [named(busy, alone), named(free, alone)] == [False, True]
    own = text(client_of(small.a.secretary).get("/my-record/"))
    assert ["签收1次" in own, "抓党课" in own, small.a.leader.name in own] == [True, True, False]
    assert "本期没有您担任书记或班子成员的岗位" in text(client_of(small.a.clerk).get("/my-record/"))


@pytest.mark.parametrize(
    "address", ["/supervision/presence/?all=1", "/supervision/presence/?all=idle", "/supervision/presence/", "/supervision/mirror/"]
)
def test_pages_cost_the_same_for_few_and_for_many(small, address):
    browser, counts = client_of(small.supervisor), []
    for more in (1, 12):
        for _ in range(more):
            unit = factories.unit()
            one, who = matter(unit), factories.post(Role.UNIT_SECRETARY, unit).user
            accept(one, who, date(2026, 10, 9))
            decided = {
                "decision": "returned",
                "result": "补。",
                "decided_on": ON,
                "decided_at": clock(ON),
                "decided_by": small.admin,
            }
            Submission.objects.create(assignment=one, claim="完成", on=date(2026, 11, 20), at=clock(ON), by=who, **decided)
        browser.get(address)
        with CaptureQueriesContext(connection) as captured:
            assert browser.get(address).status_code == 200
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_offices_stand_by_name_with_median_longest_and_returns():
    def row(office, days, returned=False):
        return Checked(office, ON - timedelta(days), ON, returned, 1, "事项", "单位")

    found = offices([row("乙", 1), row("甲", 9, True), row("甲", 1), row("甲", 2)])
    assert [(o.name, o.count, o.returned, o.median_days, o.longest_days) for o in found] == [("乙", 1, 0, 1, 1), ("甲", 3, 1, 2, 9)]
    assert [row.days for row in found[1].slowest] == [9, 2, 1]


def test_a_reminder_counts_once_a_day_and_as_followed_within_five_days(small):
    from_on = date(2026, 11, 2)
    for n, (after, by) in enumerate([(0, small.a.clerk), (5, small.a.clerk), (6, small.a.clerk)]):
        one = matter(small.a.unit)
        for to in (small.a.secretary, small.a.clerk):
            said = {"kind": "due", "step": 7, "why": "还有7天", "planned_at": clock(from_on)}
            Reminder.objects.create(key=f"{n}{to.pk}", assignment=one, to=to, on=from_on, **said)
        accept(one, by, from_on + timedelta(after))
    page = text(client_of(small.supervisor).get("/supervision/mirror/"))
    assert ("3 次中 2 次" in page, "最近 1 次" in page) == (True, True)
