"""A provider that drips its bytes holds nobody: one limit for the whole exchange, from the name's look-up to the last byte."""

import json
import socket
import socketserver
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from django.core.cache import cache
from django.test import Client

from accounts.identities import asking, provider
from tests.accounts.signed_in import text

pytestmark = [pytest.mark.django_db, pytest.mark.once]
LIMIT, AWHILE = 0.6, 6.0
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"


class Dripper(socketserver.ThreadingTCPServer):
    """Says one small piece after another, each well before anybody's patience with a silent line ends; counts who came."""

    daemon_threads = True
    allow_reuse_address = True
    pieces: Callable[[], Iterator[bytes]]
    came = 0

    class RequestHandlerClass(socketserver.BaseRequestHandler):  # noqa: N801 (the library's name)
        """One visitor; he is gone when nothing more can be sent."""

        def handle(self) -> None:
            self.server.came += 1
            until = time.monotonic() + AWHILE
            try:
                for piece in self.server.pieces():
                    if time.monotonic() > until:
                        return
                    self.request.sendall(piece)
            except OSError:
                return

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), self.RequestHandlerClass)
        self.url = f"http://127.0.0.1:{self.server_address[1]}"


@pytest.fixture
def dripper(settings, monkeypatch) -> Iterator[Dripper]:
    """Our provider is this one, and the limit is short, so that the test is."""
    monkeypatch.setattr(provider, "SECONDS", LIMIT)
    cache.clear()
    with Dripper() as server:
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        settings.OIDC_URL, settings.OIDC_CLIENT_ID, settings.OIDC_SECRET = server.url, "a", "b"
        server.pieces = lambda: iter([])
        Client().get("/sign-in/identity/")  # the first page of a process takes seconds by itself
        server.came = 0
        yield server
        server.shutdown()
    cache.clear()


def dripping(first: bytes, piece: bytes) -> Callable[[], Iterator[bytes]]:
    def pieces() -> Iterator[bytes]:
        yield first
        while True:
            time.sleep(0.1)
            yield piece

    return pieces


SLOW = {
    "the status line": (b"HTTP/1.1 2", b"0"),
    "one header": (HEAD + b"X: ", b"x"),
    "header after header": (HEAD, b"X: x\r\n"),
    "go on, go on": (b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
    "the body": (HEAD + b"Content-Length: 9999\r\n\r\n{", b" "),
    "a body without an end": (HEAD + b"\r\n", b" "),
    "piece after piece": (HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\n \r\n"),
    "nothing": (b"", b""),
}


@pytest.mark.parametrize("what", SLOW)
def test_who_drips_is_left_at_the_limit_and_not_asked_again_for_a_while(dripper: Dripper, what: str) -> None:
    dripper.pieces = dripping(*SLOW[what])
    began = time.monotonic()
    answer = Client().get("/sign-in/identity/")
    took = time.monotonic() - began
    assert (answer.status_code, "用账号和密码登录" in text(answer)) == (502, True)
    assert LIMIT <= took + 0.05 < AWHILE / 2, took
    # The next person is told at once: other workers are not held one after another.
    began = time.monotonic()
    assert (Client().get("/sign-in/identity/").status_code, dripper.came) == (502, 1)
    assert time.monotonic() - began < LIMIT


def test_the_limit_is_for_the_whole_exchange_and_not_for_each_of_its_requests(dripper: Dripper) -> None:
    until, began = provider.limit(), time.monotonic()
    described = {f"{name}_endpoint": f"{dripper.url}/" for name in ("authorization", "token")}
    body = json.dumps({"issuer": dripper.url, "jwks_uri": f"{dripper.url}/keys", "keys": []} | described).encode()

    def pieces() -> Iterator[bytes]:
        time.sleep(LIMIT * 0.7)
        yield HEAD + b"Connection: close\r\nContent-Length: %d\r\n\r\n" % len(body) + body

    dripper.pieces = pieces
    assert provider.described(until)["issuer"] == dripper.url
    with pytest.raises(asking.Late):
        provider.keys(until)
    assert time.monotonic() - began < LIMIT * 1.4


def test_a_long_answer_is_put_down_whatever_part_of_it_is_long(dripper: Dripper) -> None:
    for first, piece in ((HEAD, b"X: " + b"x" * 60_000 + b"\r\n"), (HEAD + b"\r\n", b"x" * 60_000)):

        def pieces(first: bytes = first, piece: bytes = piece) -> Iterator[bytes]:
            yield first
            for _ in range(99):
                yield piece

        dripper.pieces = pieces
        with pytest.raises(asking.Silent, match="too long"):
            asking.ask(dripper.url, asking.Until(5))


def test_a_handshake_that_never_ends_ends(dripper: Dripper) -> None:
    dripper.pieces = dripping(b"\x16\x03\x03\x40\x00", b"\x00")  # a record of 16 KB, byte by byte
    began = time.monotonic()
    with pytest.raises(asking.Late):
        asking.ask(dripper.url.replace("http:", "https:"), asking.Until(LIMIT))
    assert time.monotonic() - began < AWHILE / 2


def test_nor_does_a_resolver_hold_anybody_or_a_host_that_takes_no_connection(monkeypatch) -> None:
    asked = socket.getaddrinfo
    monkeypatch.setattr(socket, "getaddrinfo", lambda *words, **more: time.sleep(AWHILE / 2) or asked(*words, **more))
    began = time.monotonic()
    with pytest.raises(asking.Late):
        asking.ask("http://127.0.0.1:9/", asking.Until(LIMIT))
    assert time.monotonic() - began < AWHILE / 3
    monkeypatch.undo()
    with socket.socket() as full:  # its queue is full: who comes now hears nothing
        full.bind(("127.0.0.1", 0))
        full.listen(0)
        waiting = [socket.socket() for _ in range(3)]
        for one in waiting:
            one.setblocking(False)
            one.connect_ex(full.getsockname())
        with pytest.raises(asking.Late):
            asking.ask(f"http://127.0.0.1:{full.getsockname()[1]}/", asking.Until(LIMIT))
        for one in waiting:
            one.close()


def test_over_tls_only_a_host_is_believed_whose_certificate_the_system_trusts(dripper: Dripper, tmp_path, monkeypatch) -> None:
    key, name = (
        ec.generate_private_key(ec.SECP256R1()),
        x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "the county's root")]),
    )
    now, hosts = datetime.now(UTC), x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))])
    made = x509.CertificateBuilder(name, name, key.public_key(), 1, now - timedelta(days=1), now + timedelta(days=1))
    shown = made.add_extension(hosts, critical=False).sign(key, hashes.SHA256())
    pem = serialization.Encoding.PEM
    secret = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    (tmp_path / "chain.pem").write_bytes(shown.public_bytes(pem) + secret)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "chain.pem")
    dripper.socket = context.wrap_socket(dripper.socket, server_side=True)
    dripper.pieces = lambda: iter([HEAD + b"Content-Length: 2\r\n\r\n{}"])
    there = dripper.url.replace("http:", "https:")
    with pytest.raises(asking.Silent, match="SSLCertVerificationError"):
        asking.ask(there, asking.Until(5))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "chain.pem"))
    assert asking.ask(there, asking.Until(5)) == b"{}"
    dripper.pieces = dripping(HEAD + b"Content-Length: 999\r\n\r\n", b" ")
    with pytest.raises(asking.Late):
        asking.ask(there, asking.Until(LIMIT))
    with pytest.raises(asking.Silent, match="SSLCertVerificationError"):
        asking.ask(there.replace("127.0.0.1", "localhost"), asking.Until(5))
