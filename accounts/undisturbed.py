"""Work that makes many objects and no circles, without the collector of circles, which would look through all of them over and over."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def undisturbed() -> Iterator[None]:
    """A quarter of the work of gathering a large report, a tenth of sending from a process that has just planned. What is no longer used goes
    as ever; circles wait until the end.
    """
    usual = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if usual:
            gc.enable()
