"""Thirty-two people act on one matter, and on one list, at the same moment: what is kept was acknowledged, and everybody else is told."""

from collections import Counter
from html import unescape
from threading import Barrier

import pytest
import time_machine
from django.db import IntegrityError
from django.db.models import Max
from django.urls import reverse

from accounts.models import Entry
from accounts.roles import Role
from tasks.items import life
from tasks.items.models import Assignment, Extension, Item, Move, ResponsibilityList
from tasks.items.states import Part, State
from tests import factories
from tests.accounts.signed_in import client_of
from tests.factories import office
from tests.tasks.items.matters import DUE, at, clock, give, issued_list, item
from tests.tasks.review.test_race import at_once, press, submitted

# Eight at once are asked by make test (test_race.py), thirty-two by its misuse/test_states.py; all of these by make long and make race.
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.long]
ACTORS, OF_EACH = 32, 8
ACTS = {"签收": "acknowledge", "通过": "approve", "退回": "return_", "申请延期": "extend"}


@pytest.fixture(autouse=True)
def due_day():
    """The last day on which more time can be asked for."""
    with time_machine.travel(at(DUE), tick=True):
        yield


def crowd(small) -> tuple[list, list]:
    """Sixteen clerks of organ A and sixteen of the office."""
    clerks = [factories.post(Role.UNIT_CLERK, small.a.unit).user for _ in range(ACTORS // 2)]
    return clerks, [factories.post(Role.OFFICE_ADMIN, small.work_committee).user for _ in range(ACTORS // 2)]


def buttons(clerks, admins, one: Assignment) -> list[tuple[str, str, object]]:
    """Eight people at each of four buttons of the same page: (act, what each types, the press)."""
    made = []
    for n in range(OF_EACH):
        result, reason, why = f"核实属实，记录{n}号。", f"请补充名单，清单{n}号。", f"汛期抢险，任务{n}号。"
        made.append(("签收", "", press(clerks[n], "items:acknowledge", one)))
        made.append(("通过", result, press(admins[n], "review:decide", one, result=result, approve="1")))
        made.append(("退回", reason, press(admins[n + OF_EACH], "review:decide", one, result=reason, **{"return": "1"})))
        made.append(("申请延期", why, press(clerks[n + OF_EACH], "review:extend", one, due_on="2026-12-20", reason=why)))
    return made


def pending(small) -> Assignment:
    return give(item(issued_list(small)), small.a.unit)


def active(small) -> Assignment:
    one = pending(small)
    return life.acknowledge(assignment=one, version=1, by=small.a.secretary, **clock(DUE))


def kept_of(one: Assignment) -> Counter:
    """What the business tables keep, by act."""
    kept = Counter(Move.objects.filter(assignment=one).values_list("act", flat=True))
    kept["extend"] = Extension.objects.filter(assignment=one).count()
    return +kept


def trail_of(one: Assignment) -> Counter:
    """What the trail keeps, by act."""
    found = Entry.objects.filter(target_type="tasks.assignment", target_id=one.pk).values_list("act", flat=True)
    return Counter(ACTS[act] for act in found if act in ACTS)


@pytest.mark.parametrize("begin", [pending, active, submitted])
def test_of_thirty_two_who_act_at_once_what_is_acknowledged_is_kept_and_the_others_see_both_texts(begin):
    small = office()
    clerks, admins = crowd(small)
    one = begin(small)
    before, told_before = kept_of(one), trail_of(one)
    pressed = buttons(clerks, admins, one)
    answers = at_once([act for _, _, act in pressed])
    acknowledged = Counter(ACTS[name] for (name, _, _), answer in zip(pressed, answers, strict=True) if answer.status_code == 302)
    assert Counter(answer.status_code for answer in answers) == {302: acknowledged.total(), 409: ACTORS - acknowledged.total()}
    assert kept_of(one) - before == acknowledged and trail_of(one) - told_before == acknowledged
    assert acknowledged.total() >= 1 and max(acknowledged.values()) == 1
    now = Assignment.objects.get(pk=one.pk).get_state_display()
    for (name, typed, _), answer in zip(pressed, answers, strict=True):
        if answer.status_code == 409:
            page = unescape(answer.content.decode())
            assert typed in page and any(word in page for word in (now, "现在的内容", "现为")), name


def test_thirty_two_decide_one_submission_and_every_loser_sees_what_was_decided():
    small = office()
    admins = [factories.post(Role.OFFICE_ADMIN, small.work_committee).user for _ in range(ACTORS)]
    one = submitted(small)
    texts = [f"核对记录，第{n}位审核人。" for n in range(ACTORS)]
    kinds = [{"approve": "1"} if n % 2 else {"return": "1"} for n in range(ACTORS)]
    answers = at_once([press(admins[n], "review:decide", one, result=texts[n], **kinds[n]) for n in range(ACTORS)])
    won = [n for n, answer in enumerate(answers) if answer.status_code == 302]
    assert (len(won), one.submissions.get().result) == (1, texts[won[0]])
    for n, answer in enumerate(answers):
        if n != won[0]:
            page = unescape(answer.content.decode())
            assert (answer.status_code, texts[n] in page, texts[won[0]] in page) == (409, True, True)


def test_without_the_guard_all_thirty_two_believe_that_they_decided():
    """The control: the same by reading, looking at the state, and a plain save. All are told 办结 or 退回; one state is left."""
    small = office()
    one, gate = submitted(small), Barrier(ACTORS)

    def naive(target: State) -> State:
        fresh = Assignment.objects.get(pk=one.pk)
        assert fresh.state == State.SUBMITTED
        gate.wait(20)
        fresh.state = target
        fresh.completed_on, fresh.completed_by = (DUE, small.admin) if target == State.COMPLETED else (None, None)
        fresh.save()
        return target

    told = at_once([lambda target=(State.COMPLETED, State.ACTIVE)[n % 2]: naive(target) for n in range(ACTORS)])
    kept = Assignment.objects.get(pk=one.pk)
    assert Counter(told) == {State.COMPLETED: 16, State.ACTIVE: 16}
    assert (kept.state in told, kept.version) == (True, one.version)


def add(user, listed: ResponsibilityList, unit, n: int):
    """Somebody who has the form of a new item open and sends it."""
    browser, address = client_of(user), reverse("items:new_item", args=[listed.pk, "hand"])
    said = {"title": f"第{n}位列入", "requirement": "落实到位。", "level": "collective", "mode": "each", "weight": "1.0"}
    return lambda: browser.post(address, said | {"due_on": "2026-12-31", "each": [unit.pk]})


def test_thirty_two_who_add_to_one_list_get_thirty_two_numbers_without_a_gap():
    small = office()
    admins = [factories.post(Role.OFFICE_ADMIN, small.work_committee).user for _ in range(ACTORS)]
    listed = ResponsibilityList.objects.create(year=2026, title="2026年度清单")
    answers = at_once([add(user, listed, small.a.unit, n) for n, user in enumerate(admins)])
    assert [answer.status_code for answer in answers] == [302] * ACTORS
    assert sorted(listed.items.values_list("number", flat=True)) == list(range(1, ACTORS + 1))
    assert set(listed.items.values_list("title", flat=True)) == {f"第{n}位列入" for n in range(ACTORS)}
    assert Entry.objects.filter(act="列入清单").count() == ACTORS


def test_without_the_lists_lock_numbers_collide_and_items_are_lost():
    """The control: the next number by looking, then saving. Only the constraint stands between the list and thirty-two first items."""
    listed, gate = ResponsibilityList.objects.create(year=2026, title="2026年度清单"), Barrier(ACTORS)

    def naive(n: int) -> bool:
        number = (listed.items.aggregate(last=Max("number"))["last"] or 0) + 1
        gate.wait(20)
        try:
            Item.objects.create(responsibility_list=listed, number=number, title=f"第{n}位", requirement="。", source="hand")
        except IntegrityError:
            return False
        return True

    assert (sum(at_once([lambda n=n: naive(n) for n in range(ACTORS)])), listed.items.count()) == (1, 1)


def issue(user, listed: ResponsibilityList, number: str):
    """Somebody who has the list's page open and issues it under a number."""
    browser, address = client_of(user), reverse("items:issue", args=[listed.pk])
    return lambda: browser.post(address, {"number": number})


def test_thirty_two_who_issue_one_list_issue_it_once_and_the_others_see_under_which_number():
    small = office()
    admins = [factories.post(Role.OFFICE_ADMIN, small.work_committee).user for _ in range(ACTORS)]
    listed = ResponsibilityList.objects.create(year=2026, title="2026年度清单")
    made = Item.objects.create(
        responsibility_list=listed, number=1, title="建活动室", requirement="建好。", source="hand", due_on=DUE.replace(year=2099)
    )
    made.item_units.create(unit=small.a.unit, part=Part.EACH)
    factories.approve(listed, on=DUE, by=small.admin)
    numbers = [f"清直党〔2026〕{n}号" for n in range(ACTORS)]
    acts = [issue(user, listed, number) for user, number in zip(admins, numbers, strict=True)]
    answers = at_once(acts)
    listed.refresh_from_db()
    won = numbers.index(listed.number)
    assert [answer.status_code for answer in answers] == [302 if n == won else 409 for n in range(ACTORS)]
    for n in set(range(ACTORS)) - {won}:
        page = unescape(answers[n].content.decode())
        assert numbers[n] in page and listed.number in page
    assert (Entry.objects.filter(act="印发清单").count(), Assignment.objects.filter(item=made).count()) == (1, 1)
