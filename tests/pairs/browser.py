"""A browser as small as can be: https to nginx, cookies, forms with their token; each request is written down."""

import html
import http.client
import re
import ssl
import time
import urllib.parse
from dataclasses import dataclass, field

from tests.services.nginx import SITE

FIELD = re.compile(r'<input[^>]*type="hidden"[^>]*>')
GONE = 599


@dataclass
class Visit:
    """One request: when it began (monotonic), what it was for, how it ended (599: no answer), how long it took in seconds."""

    at: float
    kind: str
    method: str
    status: int
    seconds: float


@dataclass
class Answer:
    """What came back."""

    status: int
    text: str = ""
    to: str = ""
    data: bytes = b""


@dataclass
class Browser:
    """One person at one address of this machine (127.0.0.x): lock-outs and limits by address work as they do outside."""

    port: int
    trust: ssl.SSLContext
    address: str
    visits: list[Visit] = field(default_factory=list)
    cookies: dict[str, str] = field(default_factory=dict)

    def ask(self, kind: str, method: str, path: str, values: dict[str, str] | None = None) -> Answer:
        """One request, not repeated here whatever happens."""
        headers = {"Host": SITE, "Referer": f"https://{SITE}{path}"}
        headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        body = None
        if values is not None:
            body = urllib.parse.urlencode(values)
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        began = time.monotonic()
        answer = self._send(method, path, body, headers)
        self.visits.append(Visit(began, kind, method, answer.status, time.monotonic() - began))
        return answer

    def _send(self, method: str, path: str, body: str | None, headers: dict) -> Answer:
        source = (self.address, 0)
        line = http.client.HTTPSConnection("127.0.0.1", self.port, timeout=90, context=self.trust, source_address=source)
        try:
            line.request(method, path, body, headers)
            got = line.getresponse()
            data = got.read()
        except (OSError, http.client.HTTPException):
            return Answer(GONE)
        finally:
            line.close()
        for cookie in got.headers.get_all("Set-Cookie") or ():
            name, _, value = cookie.split(";")[0].partition("=")
            self.cookies[name] = value
        text = data.decode() if got.headers.get_content_type() == "text/html" else ""
        return Answer(got.status, text, got.headers.get("Location", ""), data)

    def form(self, kind: str, path: str) -> tuple[Answer, dict[str, str]]:
        """A page and the hidden fields of its last form that has a token."""
        answer = self.ask(kind, "GET", path)
        return answer, hidden(answer.text)

    def sign_in(self, name: str, password: str) -> bool:
        """Like a person: tried again until it is done, ninety times at most."""
        for _ in range(90):
            answer, fields = self.form("登录页", "/sign-in/")
            if answer.status == 200:
                answer = self.ask("登录", "POST", "/sign-in/", fields | {"login": name, "password": password})
                if answer.status == 302:
                    return True
            time.sleep(1)
        return False


def hidden(page: str) -> dict[str, str]:
    """The hidden fields of the page."""
    found = {}
    for tag in FIELD.findall(page):
        name, value = re.search(r'name="([^"]*)"', tag), re.search(r'value="([^"]*)"', tag)
        if name:
            found[name[1]] = html.unescape(value[1]) if value else ""
    return found


def trusting(certificate: str) -> ssl.SSLContext:
    """Our own certificate; its name is not the address that is connected to."""
    trust = ssl.create_default_context(cafile=certificate)
    trust.check_hostname = False
    return trust
