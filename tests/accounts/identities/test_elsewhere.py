"""A provider that sends us elsewhere is not followed: elsewhere may be inside our own network (ASVS 15.3.2)."""

from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest

from accounts.identities.asking import Silent, Until, ask


class Elsewhere(BaseHTTPRequestHandler):
    """Sends everybody to /inside/, and notes who comes there."""

    asked: list[str] = []

    def do_GET(self) -> None:
        """302, or the treasure."""
        self.asked.append(self.path)
        self.send_response(200 if self.path == "/inside/" else 302)
        self.send_header("Location", "/inside/")
        self.end_headers()
        self.wfile.write(b"{}")

    def log_message(self, *args) -> None:
        """Quietly."""


def test_nobody_is_led_elsewhere() -> None:
    with HTTPServer(("127.0.0.1", 0), Elsewhere) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        there = f"http://127.0.0.1:{server.server_port}"
        assert ask(f"{there}/inside/", Until(5)) == b"{}"
        with pytest.raises(Silent, match="302"):
            ask(f"{there}/keys/", Until(5))
        server.shutdown()
    assert Elsewhere.asked == ["/inside/", "/keys/"]
