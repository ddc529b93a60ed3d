"""What a provider answers is a stranger's bytes: whatever it is, the page says so and nothing breaks."""

import json
import socketserver
import threading
from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.test import Client

from tests.accounts.signed_in import text

pytestmark = [pytest.mark.django_db, pytest.mark.once]


class Stranger(socketserver.ThreadingTCPServer):
    """Answers every request with the same bytes."""

    allow_reuse_address, daemon_threads = True, True
    said = b""

    class RequestHandlerClass(socketserver.BaseRequestHandler):  # noqa: N801 (the library's name)
        """One request, one answer."""

        def handle(self) -> None:
            self.request.recv(65536)
            self.request.sendall(self.server.said)

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), self.RequestHandlerClass)
        self.url = f"http://127.0.0.1:{self.server_address[1]}"


@pytest.fixture
def stranger(settings) -> Iterator[Stranger]:
    """Our provider is this one."""
    with Stranger() as server:
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        settings.OIDC_URL, settings.OIDC_CLIENT_ID, settings.OIDC_SECRET = server.url, "a", "b"
        yield server
        server.shutdown()


def page(body: str, status: str = "200 OK", more: str = "") -> bytes:
    return f"HTTP/1.0 {status}\r\nContent-Type: application/json\r\n{more}\r\n{body}".encode()


def test_whatever_a_provider_says_of_itself_the_page_says_what_to_do(stranger: Stranger) -> None:
    described = {"issuer": stranger.url, "authorization_endpoint": f"{stranger.url}/a", "token_endpoint": f"{stranger.url}/t"}
    silent = [
        b"", b"RUBBISH\r\n\r\n", page("<html>"), page("[1]"), page("[" * 50_000), page("", "500 Oops"), page('"' + "x" * 300_000 + '"'),
        page("{}", "302 Found", "Location: http://127.0.0.1:1/\r\n"), b"HTTP/1.0 200 OK\r\nContent-Length: 99\r\n\r\n{",
    ]  # fmt: skip
    untrue = [
        page("{}"), page(json.dumps(described | {"issuer": "https://id.evil.example"})), page(json.dumps(described)),
        page(json.dumps(described | {"jwks_uri": "http://id.evil.example/keys"})), page(json.dumps(described | {"jwks_uri": "file:///etc/passwd"})),
        page(json.dumps(described | {"jwks_uri": "https://["})),
    ]  # fmt: skip
    found = []
    for stranger.said in (*silent, *untrue):
        cache.clear()
        answer = Client().get("/sign-in/identity/")
        found.append((answer.status_code, "用账号和密码登录" in text(answer)))
    assert found == [(502, True)] * len(silent) + [(403, True)] * len(untrue)
