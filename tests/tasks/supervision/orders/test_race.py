"""Many people sign at the same moment: the numbers have no gap and no double."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, transaction

from accounts.conflict import Refused, Stale
from accounts.models import Post
from tasks.supervision.orders.models import NumberBook, Order
from tests.factories import office
from tests.tasks.supervision.orders.late import late, order

pytestmark = pytest.mark.django_db(transaction=True)
MANY = 8


def at_once(acts: list) -> list:
    """Each act in a thread of its own with its own connection, all let go together; what it raised instead of what it gave."""
    gate = Barrier(len(acts))

    def run(act):
        try:
            gate.wait(20)
            return act()
        except (Stale, Refused) as told:
            return told
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def test_eight_orders_at_once_are_numbered_one_to_eight():
    small = office()
    to = Post.objects.get(user=small.a.secretary)
    ones = [late(small.a.unit) for _ in range(MANY)]
    at_once([lambda one=one: order(one, small.supervisor, to) for one in ones])
    assert sorted(Order.objects.values_list("number", flat=True)) == list(range(1, MANY + 1))
    assert NumberBook.objects.get().last == MANY


def test_of_two_who_sign_for_one_matter_one_is_told_and_no_number_is_lost():
    small = office()
    to, one = Post.objects.get(user=small.a.secretary), late(small.a.unit)
    answers = at_once([lambda who=who: order(one, who, to) for who in (small.supervisor, small.admin)])
    assert sorted(type(answer).__name__ for answer in answers) == ["Order", "Stale"]
    assert [str(order(late(small.a.unit), small.admin, to))] == ["县直督〔2026〕2号"]


def test_without_the_book_two_would_take_the_same_number():
    """The control: the highest number read, then raised, as it is often written."""
    office()
    gate = Barrier(2)

    def naive() -> int:
        highest = Order.objects.order_by("-number").values_list("number", flat=True).first() or 0
        gate.wait(20)
        with transaction.atomic():
            return highest + 1

    assert at_once([naive, naive]) == [1, 1]
