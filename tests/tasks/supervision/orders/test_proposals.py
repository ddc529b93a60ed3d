"""The ladder proposes, a person decides; what nobody decided in time is an exception of its own."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.conflict import NotYours, Refused, Stale
from accounts.models import Letter, Post
from tasks.days.calendar import Calendar
from tasks.desk.overview import picture
from tasks.supervision.acts.models import Talk
from tasks.supervision.orders import actions, queries
from tasks.supervision.orders.ladder import latest_due, proposal
from tasks.supervision.orders.models import Order, Waiver
from tasks.supervision.orders.states import Kind
from tasks.supervision.rules import DEFAULT
from tests.accounts.signed_in import client_of, text
from tests.tasks.supervision.orders.late import DAY, ON, late, order

DAYS = Calendar()


def kinds(user, on: date = ON, *, late: bool = False) -> dict[int, list[str]]:
    """What is proposed about which matter."""
    ladder = queries.Ladder.of(on)
    return {a.pk: [p.kind.value for p in ladder.proposals(a)] for a in queries.proposed(user, ladder, late=late)}


@pytest.mark.parametrize(
    ("days", "expected"), [(6, []), (7, ["order"]), (13, ["order"]), (14, ["order", "talk"]), (40, ["order", "talk"])]
)
def test_seven_days_propose_an_order_and_fourteen_a_talk(small, days, expected):
    one = late(small.a.unit, days)
    assert kinds(small.supervisor) == ({one.pk: expected} if expected else {})


def test_a_proposal_falls_on_a_working_day_and_is_late_after_three_more():
    made = proposal(Kind.ORDER, date(2026, 11, 7), DEFAULT, DAYS, date(2026, 11, 20))  # +7 is a Saturday
    assert (made.since, made.until, made.late) == (date(2026, 11, 16), date(2026, 11, 19), True)
    assert proposal(Kind.ORDER, date(2026, 11, 7), DEFAULT, DAYS, date(2026, 11, 15)) is None
    assert made.why == "时限11月7日，已逾期13天，满7天仍未办结。"


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("late", [False, True])
def test_one_comparison_says_the_same_as_the_ladder_on_each_day_of_a_year(kind, late):
    for n in range(366):
        on = date(2026, 1, 1) + timedelta(n)
        edge = latest_due(kind, DEFAULT, DAYS, on, late=late)
        around = [edge + timedelta(d) for d in range(-12, 13)]
        said = [(p := proposal(kind, due, DEFAULT, DAYS, on)) is not None and (p.late or not late) for due in around]
        assert said == [due <= edge for due in around], on


def test_nothing_happens_by_itself(small):
    late(small.a.unit, 60)
    client_of(small.supervisor).get("/supervision/proposals/")
    assert (Order.objects.count(), Waiver.objects.count(), Talk.objects.count(), Letter.objects.count()) == (0, 0, 0, 0)


def test_an_order_or_a_reason_decides_and_a_new_due_date_asks_anew(small, to):
    ordered, waived, open_ = late(small.a.unit), late(small.a.unit), late(small.a.unit)
    order(ordered, small.supervisor, to)
    actions.waive(assignment=waived, kind="order", reason="已说明困难。", by=small.supervisor, **DAY)
    assert kinds(small.supervisor) == {open_.pk: ["order"]}
    waived.due_on = ON - timedelta(8)
    waived.save(update_fields=["due_on"])
    assert kinds(small.supervisor) == {open_.pk: ["order"], waived.pk: ["order"]}


def test_what_waits_for_the_offices_word_is_not_proposed(small):
    late(small.a.unit, 20, state="submitted", submitted_on=ON)
    assert kinds(small.supervisor) == {}


def test_a_reason_is_needed_and_one_is_enough(small):
    one = late(small.a.unit)
    with pytest.raises(Refused, match="请说明为什么不需要督办单"):
        actions.waive(assignment=one, kind="order", reason=" ", by=small.supervisor, **DAY)
    actions.waive(assignment=one, kind="order", reason="已说明困难。", by=small.supervisor, **DAY)
    with pytest.raises(Stale):
        actions.waive(assignment=one, kind="order", reason="同上。", by=small.admin, **DAY)
    with pytest.raises(NotYours):
        actions.waive(assignment=late(small.a.unit), kind="order", reason="不必。", by=small.a.secretary, **DAY)


def test_what_nobody_decided_is_listed_as_an_exception_with_its_day(small):
    fresh, old = late(small.a.unit, 8), late(small.b.unit, 13)
    assert kinds(small.supervisor, late=True) == {old.pk: ["order"]}
    page = text(client_of(small.supervisor).get("/supervision/proposals/?late=1"))
    shown = [
        "有 1 项建议提出后 3 个工作日仍没有人决定" in page,
        "应于11月23日前决定" in page,
        old.item.title in page,
        fresh.item.title in page,
    ]
    assert shown == [True, True, True, False]


def test_the_page_costs_the_same_with_one_row_and_with_many(small):
    browser, counts = client_of(small.supervisor), []
    for more in (1, 4):
        for _ in range(more):
            late(small.a.unit, 30)
        browser.get("/supervision/proposals/")
        with CaptureQueriesContext(connection) as captured:
            assert browser.get("/supervision/proposals/").status_code == 200
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_no_post_in_the_unit_means_no_recipient(small):
    one, other = late(small.a.unit), Post.objects.get(user=small.b.secretary)
    with pytest.raises(Refused, match="责任人须是该单位现任"):
        order(one, small.supervisor, other)


def test_what_nobody_decided_in_time_is_an_exception_on_the_overview_of_those_who_may_decide(small):
    late(small.a.unit, 20)
    late(small.a.unit, 8)
    assert [picture(who, ON)["undecided"] for who in (small.supervisor, small.admin, small.a.secretary)] == [1, 1, 0]
    page = text(client_of(small.supervisor).get(reverse("desk:overview")))
    assert '<a href="/supervision/proposals/?late=1">1 项事项的督办、谈话建议</a>超过规定天数仍没有人决定' in page
