"""The table of moves is the whole of what may happen."""

import pytest

from tasks.items.states import DONE, ENDED, MOVES, OPEN, RUNNING, WAITING, Part, State, Who, acts_from

LAWFUL = {
    "acknowledge": "pending → active",
    "object": "pending → objected",
    "reject": "objected → pending",
    "adjust": "objected → pending",
    "withdraw": "objected → cancelled",
    "submit": "active → submitted",
    "approve": "submitted → completed",
    "return_": "submitted → active",
    "close_off": "completed → closed_off",
    "contribute": "active → told",
    "confirm": "told → supported",
    "send_back": "told → active",
    "settle": "told → supported",
    "release": "active objected pending → cancelled",
    "cancel": "active objected pending submitted told → cancelled",
    "terminate": "active objected pending submitted told → terminated",
    "reopen": "closed_off completed supported → active",
}


def test_the_table_holds_exactly_the_lawful_moves():
    assert {act: f"{' '.join(sorted(move.origin))} → {move.target}" for act, move in MOVES.items()} == LAWFUL


@pytest.mark.parametrize("state", [State.CANCELLED, State.TERMINATED])
def test_nothing_leaves_what_was_cancelled_or_ended_undone(state):
    assert [acts_from(state, part) for part in Part] == [(), (), ()]


def test_what_is_done_is_only_ever_taken_up_again_or_checked():
    assert [acts_from(state) for state in (State.COMPLETED, State.CLOSED_OFF)] == [("close_off", "reopen"), ("reopen",)]
    assert acts_from(State.SUPPORTED, Part.SUPPORT) == ("reopen",)


def test_a_support_unit_is_not_reviewed_and_nobody_else_is_confirmed():
    support, others = ({act for act, move in MOVES.items() if part in move.parts} for part in (Part.SUPPORT, Part.LEAD))
    assert (support - others, others - support) == (
        {"contribute", "confirm", "send_back", "settle", "release"},
        {"submit", "approve", "return_", "close_off"},
    )


def test_every_state_is_open_done_or_ended_and_open_ones_run_or_wait():
    assert set(State) == OPEN | DONE | ENDED
    assert set() == OPEN & (DONE | ENDED)
    assert (OPEN, set()) == (RUNNING | WAITING, RUNNING & WAITING)


def test_what_takes_something_away_or_says_no_needs_a_reason():
    silent = {act for act, move in MOVES.items() if not move.needs_reason}
    assert silent == {"acknowledge", "submit", "approve", "close_off", "contribute", "confirm", "settle"}


def test_no_unit_decides_about_itself():
    own = {act for act, move in MOVES.items() if move.who in (Who.UNIT, Who.NAMED)}
    assert own == {"acknowledge", "object", "submit", "contribute"}
