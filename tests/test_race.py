"""The races' table forgets no act (tests/race), the judge sees what is wrong, and a heat is a race: without the guard all of them win."""

import pytest
import time_machine
from django.urls import reverse

from accounts.conflict import SAVED_BEFORE
from accounts.models import Entry
from tasks.bulletins.states import MOVES as BULLETIN_MOVES
from tasks.items.models import Campaign, Move
from tasks.items.states import MOVES as ITEM_MOVES
from tasks.supervision.orders.states import MOVES as ORDER_MOVES
from tests.accounts.signed_in import client_of
from tests.doors.table import TABLE
from tests.factories import office
from tests.race import heat, table
from tests.race.control import without_guards
from tests.race.judge import Heat, Kind, Rule, Trace, faults
from tests.tasks.items.matters import DUE, at, give, issued_list, item

RACED = dict(table.races())
ALONE = Trace({"tasks_move": 1}, {"签收": 1}, frozenset({0}))


def test_every_address_that_takes_a_post_is_raced_or_says_why_not():
    names = {door.name for door in TABLE if door.post is not None}
    raced = {door.name for door in RACED.values()}
    assert (sorted(names - raced - table.NOT_RACED.keys()), sorted(table.NOT_RACED.keys() & raced)) == ([], [])
    assert sorted(table.NOT_RACED.keys() - names) == [] and all(table.NOT_RACED.values())


def test_rules_of_their_own_belong_to_races_and_have_reasons():
    assert sorted(table.RULES.keys() - RACED.keys() - {door.name for door in RACED.values()}) == []
    assert [name for name, rule in table.RULES.items() if (rule.kind, rule.told) != (Kind.ONE, Rule().told) and not rule.why] == []


def test_each_move_of_the_three_tables_of_states_is_made_in_a_race():
    wanted = {f"{name}.{act}" for name, moves in _moves().items() for act in moves}
    assert table.MOVES.keys() == wanted
    assert sorted(set(table.MOVES.values()) - RACED.keys()) == []


def _moves() -> dict[str, dict]:
    return {"items": ITEM_MOVES, "orders": ORDER_MOVES, "bulletins": BULLETIN_MOVES}


@pytest.mark.parametrize(
    ("rule", "statuses", "shown", "left", "wrong"),
    [
        (Rule(), (302, 409), {1}, ALONE, []),
        (Rule(), (409, 302), {0}, Trace({"tasks_move": 1}, {"签收": 1}, frozenset({1})), []),
        (Rule(), (302, 302), set(), Trace({"tasks_move": 2}, {"签收": 2}, frozenset({0, 1})), ["2 were acknowledged"]),
        (
            Rule(),
            (302, 302),
            set(),
            ALONE,
            [
                "2 were acknowledged",
                "rows of tasks_move: +1 instead of +2",
                "in the trail 签收: +1 instead of +2",
                "acknowledged, yet lost: the words of 1",
            ],
        ),
        (Rule(), (302, 500), {1}, ALONE, ["answered 500"]),
        (Rule(), (302, 422), {1}, ALONE, ["answered 422"]),
        (Rule(told=frozenset({422})), (302, 422), {1}, ALONE, []),
        (Rule(), (302, 409), set(), ALONE, ["not shown his own words again: 1"]),
        (
            Rule(),
            (302, 409),
            {1},
            Trace({"tasks_move": 1}, {"签收": 1}, frozenset({0, 1})),
            ["refused, yet kept: the words of 1"],
        ),
        (Rule(), (409, 409), {0, 1}, Trace({}, {}, frozenset()), ["nobody was acknowledged"]),
        (Rule(Kind.EACH), (302, 302), set(), Trace({"tasks_move": 2}, {"签收": 2}, frozenset({0, 1})), []),
        (Rule(Kind.EACH), (302, 409), {1}, ALONE, ["1 were refused"]),
        (Rule(Kind.SAME), (302, 302), set(), ALONE, []),
        (
            Rule(Kind.SAME),
            (302, 302),
            set(),
            Trace({"tasks_move": 2}, {"签收": 1}, frozenset({0})),
            ["rows of tasks_move: +2 instead of +1"],
        ),
        (Rule(Kind.ANY), (302, 302), set(), Trace({"tasks_move": 1}, {"签收": 2}, frozenset({1})), []),
    ],
)
def test_the_judge_names_what_is_wrong(rule, statuses, shown, left, wrong):
    assert faults(rule, 302, ALONE, Heat(statuses, frozenset(shown), left)) == wrong


def cookies(users) -> list[str]:
    """A session each."""
    return [f"sessionid={client_of(user).cookies['sessionid'].value}" for user in users]


@pytest.mark.django_db(transaction=True)
def test_of_eight_who_hold_one_page_one_acts_and_without_the_guard_all_believe_it():
    with time_machine.travel(at(DUE), tick=True):
        small = office()
        eight = cookies([small.a.secretary, small.a.clerk] * 4)
        for guarded in (True, False):
            one = give(item(issued_list(small)), small.a.unit)
            sent = [eight, reverse("items:acknowledge", args=[one.pk]), [{"version": one.version}] * 8]
            if guarded:
                answers = heat.run(*sent)
            else:
                with without_guards():
                    answers = heat.run(*sent)
            won = sum(answer.status == 302 for answer in answers)
            assert (won, {a.status for a in answers}) == ((1, {302, 409}) if guarded else (8, {302}))
            assert Move.objects.filter(assignment=one).count() == won
        # What only a unique constraint stops is told in words too, not by an error page.
        said = {"name": "作风提升年", "starts_on": "2026-01-05", "ends_on": "2026-12-31"}
        answers = heat.run(cookies([small.admin, small.second_admin]), reverse("items:campaigns"), [said] * 2)
        assert sorted(answer.status for answer in answers) == [302, 409]
        assert SAVED_BEFORE in next(answer.page for answer in answers if answer.status == 409)
        assert (Campaign.objects.count(), Entry.objects.filter(act="设立专项").count()) == (1, 1)
