"""A channel is one class behind one setting: planning and outbox do not know which way a letter goes."""

import pytest

from accounts.letters.deliver import deliver
from accounts.letters.models import Letter
from accounts.users.models import User
from tests.accounts.letters.outbox import NOW, Pager, states

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("day_and_night")]


@pytest.fixture(autouse=True)
def pager(settings):
    settings.LETTER_CHANNEL = "tests.accounts.letters.outbox.Pager"
    Pager.handed, Pager.grants, Pager.lines = [], 99, set()


def test_letters_leave_by_the_channel_of_the_setting_and_by_no_other(server, letters):
    made = letters(2)
    User.objects.update(email="")
    assert deliver(limit=9, now=NOW) == {"sent": 2}
    assert sorted(Pager.handed) == sorted((letter.to.username, letter.subject) for letter in made)
    assert server.accepted == []
    assert set(Letter.objects.values_list("address", flat=True)) == {letter.to.username for letter in made}


def test_what_the_channel_could_not_hand_over_is_tried_again(letters):
    first, second = letters(2)
    User.objects.filter(pk=first.to_id).update(name="away")
    deliver(limit=9, now=NOW)
    assert states() == {"queued": 1, "sent": 1}
    first.refresh_from_db()
    assert (first.attempts, first.answer) == (1, "连接中断：no answer")


def test_where_one_connection_is_granted_all_letters_leave_over_it(letters):
    Pager.grants = 1
    made = letters(20)
    assert deliver(limit=99, now=NOW) == {"sent": 20}
    assert Pager.handed == [(letter.to.username, letter.subject) for letter in made]
    assert Pager.lines == set()


def test_where_none_is_granted_nothing_leaves_and_no_attempt_is_counted(letters):
    Pager.grants = 0
    letters(3)
    assert deliver(limit=99, now=NOW) == {"released": 3}
    assert set(Letter.objects.values_list("state", "attempts", "answer")) == {
        ("queued", 0, "连接中断：421 too many connections"), ("queued", 0, "")
    }  # fmt: skip
