"""Room for deep calls: pytest and the test client put 60 calls below whatever they try, and CPython has a dear place down there.

It keeps the frames of Python's calls in pieces of 16 KiB and gives a piece back to the system as soon as the call that needed it returns.
A loop that happens to run at the end of a piece pays for a new one at each turn: mmap, page faults, munmap, 300 times the price of a call.
A page with its templates goes through several such ends; the doors spent a sixth of their time there. A web process begins higher up,
where the same pages hardly meet one.

Source: CPython 3.11, Python/pystate.c, push_chunk() and _PyThreadState_PopFrame(); a frame larger than a piece gets a piece of up to twice
its size, whose rest is left to whatever it calls.
"""

from collections.abc import Callable
from typing import Any

SLOTS = 1 << 17  # of 8 bytes: a piece of 2 MiB of addresses; memory that is not used is never touched


def with_room(call: Callable, *args: Any, **kwargs: Any) -> Any:
    """`call(*args, **kwargs)` and whatever it calls in one piece: some thousands of calls deep."""
    return call(*args, **kwargs)


with_room.__code__ = with_room.__code__.replace(co_stacksize=SLOTS)
