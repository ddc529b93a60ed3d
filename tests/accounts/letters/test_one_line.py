"""A mail server that grants one connection and answers the second with 421: the run goes on with the one (decision 0056)."""

import socket
import socketserver
import threading
from collections.abc import Iterator

import pytest

from accounts.letters.deliver import deliver
from accounts.letters.models import Letter
from tests.accounts.letters.outbox import NOW

pytestmark = pytest.mark.django_db


class Stingy(socketserver.ThreadingTCPServer):
    """Stands before a real server, whose port it has: lets one connection through at a time, and says 421 to all others."""

    allow_reuse_address, daemon_threads = True, True

    class RequestHandlerClass(socketserver.BaseRequestHandler):  # noqa: N801 (the library's name)
        """One connection."""

        def handle(self) -> None:
            if not self.server.line.acquire(blocking=False):
                self.server.refused += 1
                self.request.sendall(b"421 4.7.0 Too many connections from your host\r\n")
                return
            try:
                self.server.granted += 1
                with socket.create_connection(("127.0.0.1", self.server.behind)) as other:
                    threading.Thread(target=_pass_on, args=(other, self.request), daemon=True).start()
                    _pass_on(self.request, other)
            finally:
                self.server.line.release()

    def __init__(self, behind: int) -> None:
        super().__init__(("127.0.0.1", 0), self.RequestHandlerClass)
        self.behind, self.granted, self.refused, self.line = behind, 0, 0, threading.Lock()


def _pass_on(one: socket.socket, other: socket.socket) -> None:
    """Bytes, until either hangs up."""
    try:
        while said := one.recv(65536):
            other.sendall(said)
        other.shutdown(socket.SHUT_WR)
    except OSError:
        return


@pytest.fixture
def stingy(server, settings) -> Iterator[Stingy]:
    """Our mail goes there."""
    with Stingy(settings.EMAIL_PORT) as door:
        threading.Thread(target=door.serve_forever, args=(0.05,), daemon=True).start()
        settings.EMAIL_PORT = door.server_address[1]
        yield door
        door.shutdown()


def test_answered_421_on_the_second_connection_all_letters_leave_over_the_first(server, stingy, letters) -> None:
    queued = letters(20)
    assert deliver(limit=99, now=NOW) == {"sent": 20}
    assert server.ids == [letter.message_id for letter in queued]
    assert (stingy.granted, stingy.refused >= 1) == (1, True)
    assert set(Letter.objects.values_list("state", "attempts", "answer")) == {("sent", 0, "")}


def test_answered_421_on_the_first_nothing_leaves_no_try_is_counted_and_later_all_leave(server, stingy, letters) -> None:
    letters(3)
    with stingy.line:
        assert deliver(limit=99, now=NOW) == {"released": 3}
    assert (server.accepted, set(Letter.objects.values_list("state", "attempts"))) == ([], {("queued", 0)})
    assert deliver(limit=99, now=NOW) == {"sent": 3}
