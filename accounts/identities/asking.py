"""One HTTP request, within a moment that is named: whatever the other side says how slowly, nobody is held longer, nor by more bytes.

The standard library's time-outs are for the silence between two bytes: a byte every four seconds would hold a worker for ever.
"""

import http.client
import io
import socket
import threading
import time
from collections.abc import Mapping
from functools import partial
from urllib.parse import urlsplit

LONGEST = 262_144  # of everything that is said, headers too


class Silent(Exception):
    """No answer, or none that can be read; the text is for the log."""


class Late(Silent):
    """No whole answer when time was up."""


class Until:
    """The moment at which everything must be over."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    def left(self) -> float:
        """Seconds; TimeoutError when there are none."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise TimeoutError
        return left


def ask(address: str, until: Until, body: bytes | None = None, headers: Mapping[str, str] | None = None) -> bytes:
    """What a 200 says; whoever sends us elsewhere is not followed, for elsewhere may be inside our own network.

    Certificates are checked against those that the system trusts. No proxy is asked.
    """
    try:
        parts = urlsplit(address)
        kind = _Sealed if parts.scheme == "https" else _Open
        line = kind(parts.hostname, parts.port)
        line.until, line.response_class = until, partial(_answer, until)
        try:
            path = parts._replace(scheme="", netloc="", fragment="").geturl() or "/"
            line.request("GET" if body is None else "POST", path, body, dict(headers or {}) | {"Connection": "close"})
            answer = line.getresponse()
            if answer.status != 200:
                raise Silent(f"HTTP {answer.status}")
            return answer.read()
        finally:
            line.close()
    except TimeoutError as error:
        raise Late("time is up") from error
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise Silent(type(error).__name__) from error


class _Open(http.client.HTTPConnection):
    """A connection whose every wait ends when time is up."""

    until: Until

    def connect(self) -> None:
        """To the first of its addresses that can be reached."""
        error: OSError | None = None
        for family, kind, protocol, _, place in _look_up(self.host, self.port, self.until):
            line = socket.socket(family, kind, protocol)
            try:
                line.settimeout(self.until.left())
                line.connect(place)
                line.settimeout(self.until.left())  # for the handshake, and for what is sent: each is limited as a whole
            except OSError as failed:
                line.close()
                error = failed
            else:
                self.sock = line
                return
        raise error or OSError("no address")


class _Sealed(http.client.HTTPSConnection, _Open):
    """The same by TLS; its connect() wraps what _Open has connected."""


def _look_up(host: str, port: int, until: Until) -> list[tuple]:
    """The addresses of a name. A resolver knows no limit: who asks it waits in a thread that nobody waits for."""
    found: list[list[tuple] | Exception] = []

    def look() -> None:
        try:
            found.append(socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))
        except (OSError, UnicodeError) as error:
            found.append(error)

    asked = threading.Thread(target=look, daemon=True)
    asked.start()
    asked.join(until.left())
    if not found:
        raise TimeoutError
    if isinstance(found[0], Exception):
        raise found[0]
    return found[0]


def _answer(until: Until, line: socket.socket, **more) -> http.client.HTTPResponse:
    """The library's reader of answers, over bytes that are counted and timed."""
    return http.client.HTTPResponse(_Heard(line, until), **more)


class _Heard:
    """What the library's reader sees of a connection: a file to read."""

    def __init__(self, line: socket.socket, until: Until) -> None:
        self._line, self._until = line, until

    def makefile(self, mode: str) -> io.BufferedReader:
        """Bytes as they come, no later than time allows and no more than are allowed."""
        return io.BufferedReader(_Bytes(self._line, self._until))


class _Bytes(io.RawIOBase):
    def __init__(self, line: socket.socket, until: Until) -> None:
        self._line, self._until, self._count = line, until, 0
        self._file = line.makefile("rb", buffering=0)

    def readable(self) -> bool:
        return True

    def readinto(self, room) -> int | None:
        self._line.settimeout(self._until.left())
        got = self._file.readinto(room)
        self._count += got or 0
        if self._count > LONGEST:
            raise Silent("too long an answer")
        return got

    def close(self) -> None:
        self._file.close()
        super().close()
