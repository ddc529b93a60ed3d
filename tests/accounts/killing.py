"""kill -9 at chosen points: an act runs in a forked process that kills itself when it has called so many Python functions."""

import os
import random
import signal
import sys
from collections.abc import Callable, Iterator

Act = Callable[[int], object]


def at_points(act: Act, points: int, seed: int) -> Iterator[str]:
    """`act(0)` runs whole and tells how long the way is; then `act(1)`, `act(2)` … are killed, one in each stretch of it."""
    ended, calls = in_a_child(act, 0, 0)
    if ended:
        raise RuntimeError("the act did not come to its end")
    lot = random.Random(seed)
    for number in range(points):
        at = lot.randint(1 + calls * number // points, calls * (number + 1) // points)
        ended, _ = in_a_child(act, number + 1, at)
        yield "killed" if ended == signal.SIGKILL else f"ended {ended}"


def in_a_child(act: Act, number: int, stop_at: int) -> tuple[int, int]:
    """How the child ended (a signal, 0, or 1 for an exception), and how many calls it took when it was not stopped."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.write(write, str(_counted(act, number, stop_at)).encode())
        except BaseException as error:  # noqa: BLE001 - told, and the child must not go on as the parent
            print(repr(error), file=sys.stderr)
            os._exit(1)
        os._exit(0)
    os.close(write)
    _, status = os.waitpid(child, 0)
    with os.fdopen(read) as pipe:
        return os.WTERMSIG(status) if os.WIFSIGNALED(status) else os.WEXITSTATUS(status), int(pipe.read() or 0)


def _counted(act: Act, number: int, stop_at: int) -> int:
    calls = 0

    def count(frame, event: str, argument: object) -> None:
        nonlocal calls
        calls += event == "call"
        if calls == stop_at:
            os.kill(os.getpid(), signal.SIGKILL)

    sys.setprofile(count)
    act(number)
    sys.setprofile(None)
    return calls
