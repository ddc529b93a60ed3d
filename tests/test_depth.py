"""Deep calls have room in tests: no loop pays the system for a piece of memory at each turn."""

import resource
from concurrent.futures import ThreadPoolExecutor

from tests.depth import with_room

DEEPEST, TURNS = 400, 100


def leaf(number: int) -> int:
    """A call as large as one with many variables: it meets the end of a piece at some depth for sure."""
    return number


leaf.__code__ = leaf.__code__.replace(co_stacksize=200)


def faults(depth: int) -> int:
    """How many pages of memory the system had to find while `leaf` was called TURNS times, `depth` calls below."""
    if depth:
        return faults(depth - 1)
    before = resource.getrusage(resource.RUSAGE_THREAD).ru_minflt
    for number in range(TURNS):
        leaf(number)
    return resource.getrusage(resource.RUSAGE_THREAD).ru_minflt - before


def ends() -> list[int]:
    """The depths at which each turn cost a page."""
    return [depth for depth in range(DEEPEST) if faults(depth) >= TURNS]


def without_room() -> list[int]:
    """As a thread of its own begins: with pieces of the usual size."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(ends).result()


def test_without_room_there_are_depths_where_each_call_costs_a_page() -> None:
    assert without_room()


def test_with_room_there_are_none() -> None:
    assert with_room(ends) == []


def test_every_test_has_room() -> None:
    assert ends() == []
