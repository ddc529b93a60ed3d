"""Several people act on one matter at the same moment: one act is kept, the others are told, and nothing is half done."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
import time_machine
from django.db import connection
from django.urls import reverse

from accounts.models import Entry, Letter
from tasks.items import life
from tasks.items.models import Assignment, Extension, Move
from tasks.items.states import State
from tasks.review import actions as review
from tasks.review.models import Submission
from tests.accounts.signed_in import client_of
from tests.factories import office
from tests.tasks.items.matters import DUE, at, clock, give, issued_list, item

pytestmark = pytest.mark.django_db(transaction=True)
DAY, ROUNDS = clock(DUE), 3


@pytest.fixture(autouse=True)
def due_day():
    """The last day on which more time can be asked for."""
    with time_machine.travel(at(DUE), tick=True):
        yield


def at_once(acts: list) -> list:
    """Each act in a thread of its own with its own connection, all let go together."""
    gate = Barrier(len(acts))

    def run(act):
        try:
            gate.wait(20)
            return act()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def submitted(small) -> Assignment:
    """A matter that waits for a review."""
    one = life.acknowledge(assignment=give(item(issued_list(small)), small.a.unit), version=1, by=small.a.secretary, **DAY)
    review.submit(assignment=one, version=2, claim="已完成。", by=small.a.secretary, **DAY)
    return Assignment.objects.get(pk=one.pk)


def press(user, name: str, one: Assignment, **said):
    """Somebody who has the page open and presses a button."""
    browser, address, version = client_of(user), reverse(name, args=[one.pk]), one.version
    return lambda: browser.post(address, {"version": version, **said})


def test_of_two_reviewers_one_decides_and_the_other_sees_both_texts():
    small = office()
    for number in range(ROUNDS):
        one = submitted(small)
        texts = [f"核实属实{number}。", f"请补充名单{number}。"]
        acts = [press(small.admin, "review:decide", one, result=texts[0], approve="1")]
        acts.append(press(small.second_admin, "review:decide", one, result=texts[1], **{"return": "1"}))
        answers = at_once(acts)
        kept = Submission.objects.get(assignment=one)
        won = texts.index(kept.result)
        assert [answer.status_code for answer in answers] == [302 if place == won else 409 for place in (0, 1)]
        page = answers[1 - won].content.decode()
        assert [text in page for text in texts] == [True, True]
        assert Move.objects.filter(assignment=one).count() == 3
        assert Entry.objects.filter(target_type="tasks.assignment", target_id=one.pk).count() == 3
        assert Letter.objects.filter(kind="returned", data__assignment=one.pk).count() == won


def test_eight_people_press_one_button_and_it_counts_once():
    small = office()
    for _ in range(ROUNDS):
        one = give(item(issued_list(small)), small.a.unit)
        answers = at_once([press(small.a.secretary, "items:acknowledge", one) for _ in range(8)])
        assert sorted(answer.status_code for answer in answers) == [302] + [409] * 7
        assert list(Move.objects.filter(assignment=one).values_list("act", flat=True)) == ["acknowledge"]


def test_two_requests_for_more_time_leave_one_and_tell_the_other():
    small = office()
    one = life.acknowledge(assignment=give(item(issued_list(small)), small.a.unit), version=1, by=small.a.secretary, **clock(DUE))
    people = {small.a.secretary: "汛期抢险。", small.a.clerk: "人手不足。"}
    answers = at_once([press(who, "review:extend", one, due_on="2026-12-20", reason=why) for who, why in people.items()])
    kept = Extension.objects.get(assignment=one).reason
    assert sorted(answer.status_code for answer in answers) == [302, 409]
    lost = next(answer for answer in answers if answer.status_code == 409).content.decode()
    assert [reason in lost for reason in people.values()] == [True, True], kept


def test_without_the_guard_both_reviewers_believe_that_they_decided():
    """The control: the same race by reading, looking at the state, and saving. What one of them wrote is gone without a word."""
    small = office()
    one = submitted(small)
    gate = Barrier(2)

    def naive(words):
        fresh, waiting = Assignment.objects.get(pk=one.pk), Submission.objects.get(assignment=one)
        assert fresh.state == State.SUBMITTED
        gate.wait(20)
        waiting.result = words
        waiting.save(update_fields=["result"])
        return words

    told = at_once([lambda: naive("属实。"), lambda: naive("请补充。")])
    kept = Submission.objects.get(assignment=one).result
    assert (len(told), len([words for words in told if words == kept])) == (2, 1)
