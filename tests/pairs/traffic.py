"""People at work without a pause: they report progress, read, sign in and out, export; each knows what it was told was done."""

import io
import ssl
import threading
import time
import zipfile
from dataclasses import dataclass, field

from tests.pairs.browser import GONE, Browser
from tests.pairs.fill import PASSWORD

PAUSE = 0.4
TOKEN = "__Host-csrftoken"
EXPORT_PATIENCE = 300
MOST_TRIES = 90


@dataclass
class Report:
    """One progress report: the form was sent so often until it was acknowledged."""

    text: str
    tries: int = 0
    acknowledged: bool = False


@dataclass
class Person(threading.Thread):
    """Somebody with a browser who goes on until told to end."""

    name_: str
    port: int
    trust: ssl.SSLContext
    address: str
    matters: list[int]
    ended: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        super().__init__(daemon=True)
        self.browser = Browser(self.port, self.trust, self.address)
        self.reports: list[Report] = []
        self.thrown_out = 0
        self.files = 0
        self.fault = ""

    def __hash__(self) -> int:
        return id(self)

    def run(self) -> None:
        """Sign in, then turn after turn; an exception of ours is a fault of the drill and told."""
        try:
            if not self.browser.sign_in(self.name_, PASSWORD):
                self.fault = f"{self.name_} could not sign in"
                return
            turn = 0
            while not self.ended.is_set():
                self.turn(turn)
                turn += 1
                time.sleep(PAUSE)
        except Exception as error:
            self.fault = f"{self.name_}: {error!r}"

    def turn(self, number: int) -> None:
        """What this person does again and again."""
        raise NotImplementedError

    def look(self, kind: str, path: str) -> str:
        """A page ("" when it is out of order); one that asks to sign in again means that the session has ended."""
        answer = self.browser.ask(kind, "GET", path)
        if answer.status == 302 and "/sign-in/" in answer.to:
            self.thrown_out += 1
            self.browser.sign_in(self.name_, PASSWORD)
        return answer.text if answer.status == 200 else ""

    def token(self) -> dict[str, str]:
        """For forms of one button."""
        return {"csrfmiddlewaretoken": self.browser.cookies.get(TOKEN, "")}


class Reporter(Person):
    """Opens a matter, reports, and presses again when no answer came: the same form with the same key."""

    def turn(self, number: int) -> None:
        """One report."""
        matter = self.matters[number % len(self.matters)]
        self.look("页面", "/today/")
        self.look("页面", f"/assignments/{matter}/")
        path = f"/assignments/{matter}/report/"
        answer, fields = self.browser.form("表单", path)
        if answer.status != 200:
            return
        report = Report(f"{self.name_} 第{number}次报送。")
        self.reports.append(report)
        said = fields | {"text": report.text, "percent": "50"}
        while not report.acknowledged and report.tries < MOST_TRIES:
            report.tries += 1
            sent = self.browser.ask("报送", "POST", path, said)
            report.acknowledged = sent.status == 302 and f"/assignments/{matter}/" in sent.to
            if not report.acknowledged:
                time.sleep(1)


class Visitor(Person):
    """Signs in, looks, signs out."""

    def turn(self, number: int) -> None:
        """One visit; the sign-in at the beginning is the first."""
        self.look("页面", "/matters/")
        self.browser.ask("退出", "POST", "/sign-out/", self.token())
        self.browser.sign_in(self.name_, PASSWORD)


class Exporter(Person):
    """Orders the table of all matters from the worker, waits, downloads, opens."""

    def turn(self, number: int) -> None:
        """One file."""
        order = self.token() | {"kind": "matters_xlsx", "about": "0"}
        answer = self.browser.ask("导出", "POST", "/reports/exports/", order)
        until = time.monotonic() + EXPORT_PATIENCE
        while answer.status == 302 and time.monotonic() < until and not self.ended.is_set():
            time.sleep(1)
            page = self.look("页面", answer.to)
            if f"{answer.to}file/" in page:
                file = self.browser.ask("下载", "GET", f"{answer.to}file/")
                if file.status == 200:
                    self.files += zipfile.ZipFile(io.BytesIO(file.data)).testzip() is None
                return
            if "正在生成" not in page and page:
                self.fault = f"an export failed: {answer.to}"
                return


def failed(status: int) -> bool:
    """What a person would call out of order."""
    return status == GONE or status >= 500
