"""Two people make the last two decisions at the same moment: one of them must see that nothing is open any more."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier, BrokenBarrierError

import pytest
from django.db import connection, transaction

from speeches import actions
from speeches.actions.settling import fix, hold, settle
from speeches.models import Piece, Speech
from speeches.states import SpeechState
from tests.factories import office
from tests.speeches.conftest import NOW

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite lets one writer in at a time"),
]


@pytest.fixture
def last_two() -> tuple[Speech, list[Piece], object]:
    """A speech in which two pieces are open."""
    small = office()
    made = actions.receive(data="会议到此结束。\n散会。".encode(), name="a.txt", now=NOW, by=small.admin)
    speech = actions.read(pk=made.pk, now=NOW)
    return speech, list(speech.pieces.worded()), small.admin


def at_once(decide: Callable[[Piece], None], pieces: list[Piece]) -> None:
    """Each piece by a thread of its own."""

    def run(piece: Piece) -> None:
        try:
            decide(piece)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(pieces)) as pool:
        list(pool.map(run, pieces))


def state_of(speech: Speech) -> tuple[str, bool]:
    """The state, and whether a piece is open."""
    return Speech.objects.get(pk=speech.pk).state, speech.pieces.worded().open().exists()


def decider(speech: Speech, by, locking: Callable[[int], object]) -> Callable[[Piece], None]:
    """Decide one piece; both threads look what is left before either commits (when the lock lets them)."""
    inside, looked = Barrier(2), Barrier(2)

    def decide(piece: Piece) -> None:
        with transaction.atomic():
            locking(speech.pk)
            fix(Piece.objects.filter(pk=piece.pk), None, NOW, by)
            with suppress(BrokenBarrierError):  # the other one waits for the lock
                inside.wait(timeout=1)
            settle(Speech.objects.get(pk=speech.pk))
            with suppress(BrokenBarrierError):
                looked.wait(timeout=1)

    return decide


def test_without_the_lock_the_speech_stays_open_although_all_is_decided(last_two):
    speech, pieces, by = last_two
    at_once(decider(speech, by, locking=lambda pk: None), pieces)
    assert state_of(speech) == (SpeechState.READ, False)


def test_with_the_lock_the_second_sees_the_first(last_two):
    speech, pieces, by = last_two
    at_once(decider(speech, by, locking=hold), pieces)
    assert state_of(speech) == (SpeechState.DECIDED, False)
