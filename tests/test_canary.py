"""What people type never stands in the log: names, numbers, passwords, search words. And each request has an id there."""

import json
import logging
from datetime import date
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.models import User
from accounts.roles import Role
from config.keeping import log_days
from config.logs import DayFiles, JsonLine, OneLine
from tests import factories
from tests.canary import canaries, in_address, typed
from tests.services.office import Office

NAME, PHONE, CARD = "欧阳金丝雀", "13900001111", "110101199003071234"
MAIL, PASSWORD, WORD = "canary@qinghe.example", "Jinsique-2026-mima", "金丝雀关键词"
CANARIES = (NAME, PHONE, CARD, MAIL, PASSWORD, WORD, "%E9%87%91%E4%B8%9D%E9%9B%80")

OPEN = f"""
import django; django.setup()
from accounts.users.actions import open_account
open_account(username="canary", name={NAME!r}, email={MAIL!r}, by=None)
"""


class Kept(logging.Handler):
    """Every event in both forms."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []
        self.forms = (OneLine(), JsonLine())

    def emit(self, record: logging.LogRecord) -> None:
        self.lines += [form.format(record) for form in self.forms]


@pytest.fixture
def kept():
    handler, root = Kept(), logging.getLogger()
    root.addHandler(handler)
    level = root.level
    root.setLevel(logging.DEBUG)
    logging.getLogger("django.db.backends").setLevel(logging.INFO)  # statements are logged in DEBUG mode only
    yield handler
    root.removeHandler(handler)
    root.setLevel(level)


@pytest.mark.django_db
def test_no_canary_comes_into_the_log(client, kept, settings):
    client.post(reverse("account_login"), {"login": NAME, "password": PASSWORD})
    client.force_login(factories.post(Role.SYSTEM_ADMIN).user)
    typed = {"name": NAME, "username": "canary", "phone": PHONE, "email": MAIL}
    assert client.post(reverse("accounts:person_new"), typed).status_code == 302
    client.post(reverse("accounts:person_new"), typed)
    client.post(reverse("accounts:person_new"), typed | {"username": CARD * 20, "phone": CARD})
    client.get(reverse("accounts:people"), {"q": NAME, "word": WORD})
    client.get(f"/no/such/page/?q={WORD}&name={NAME}")
    client.get(reverse("accounts:trail"), {"person": NAME})
    client.post(reverse("accounts:trail_check"), {"note": WORD})
    try:
        with transaction.atomic():
            User.objects.create(username="canary", name=NAME, phone=PHONE)
    except IntegrityError:
        logging.getLogger("accounts").exception("could not be saved")
    logging.getLogger("gunicorn.access").info('"GET /people/?q=%s HTTP/1.1" 200', WORD)
    assert len(kept.lines) >= 6, kept.lines
    assert [(word, line) for line in kept.lines for word in CANARIES if word in line] == []


@pytest.mark.django_db
def test_the_id_in_the_answer_is_the_one_in_the_log(client, kept, settings):
    answer = client.get("/no/such/page/")
    mine = answer.headers["X-Request-ID"]
    assert json.loads(next(line for line in kept.lines if line.startswith("{") and "Not Found" in line))["request"] == mine
    given = client.get("/no/such/page/", headers={"X-Request-ID": "proxy-id-12345"})
    assert given.headers["X-Request-ID"] != "proxy-id-12345"
    settings.BEHIND_PROXY = True
    for sent, same in (("proxy-id-12345", True), ("x\u0022y z", False), ("a" * 65, False)):
        got = client.get("/no/such/page/", headers={"X-Request-ID": sent}).headers["X-Request-ID"]
        assert (got == sent) == same


@pytest.mark.django_db
def test_gauges_are_for_the_monitor_only(client, settings):
    address = reverse("accounts:metrics")
    assert client.get(address).status_code == 404
    settings.HEALTH_TOKEN = "t" * 40
    assert client.get(address, headers={"Authorization": "Bearer wrong"}).status_code == 404
    said = client.get(address, headers={"Authorization": f"Bearer {'t' * 40}"}).content.decode().splitlines()
    assert 'dangjian_check_ok{name="letters"} 1' in said
    assert 'dangjian_letters{state="queued"} 0' in said
    assert all(line.startswith(("# ", "dangjian_")) for line in said)


def test_day_files_are_kept_for_so_many_days(tmp_path: Path):
    for day in ("2025-10-25", "2025-10-26", "2026-11-29"):
        (tmp_path / f"{day}.log").write_text("old\n")
    (tmp_path / "notes.txt").write_text("not ours\n")
    handler = DayFiles(tmp_path, 400)
    handler.setFormatter(JsonLine())
    record = logging.makeLogRecord({"msg": "one\nline", "levelname": "INFO", "name": "x"})
    record.created = 1796000000.0  # 30 November 2026
    handler.emit(record)
    handler.emit(record)
    today = date.fromtimestamp(record.created)
    lines = (tmp_path / f"{today}.log").read_text().splitlines()
    assert [json.loads(line)["message"] for line in lines] == ["one\nline"] * 2
    assert sorted(path.name for path in tmp_path.iterdir()) == ["2025-10-26.log", "2026-11-29.log", f"{today}.log", "notes.txt"]


def test_half_a_year_is_the_least():
    assert log_days(190) == 190
    with pytest.raises(ImproperlyConfigured, match="LOG_DAYS 不能少于 190 天"):
        log_days(184)


@pytest.mark.django_db
def test_a_room_that_logs_what_somebody_typed_is_caught(client):
    """The control of the watch that lies over every test (tests.canary)."""
    person = factories.user("欧阳金丝雀", email=MAIL, password=PASSWORD)
    client.post(reverse("account_login"), {"login": "someone-else", "password": WORD})
    client.get("/no/such/page/", {"q": PHONE})
    log = logging.getLogger("accounts")
    for leak in (person.name, MAIL, PASSWORD, WORD, PHONE):
        assert canaries.found() == []
        log.warning("saved %s for account %s", leak, person.pk)
        assert [value for value, _ in canaries.found()] == [leak]
        canaries.lines.clear()
    log.warning("saved 1 for account %s", person.pk)
    assert canaries.found() == []


def test_what_counts_as_a_canary():
    assert [list(typed("title", value)) for value in ("抓好党课", "abc", "2026-11-24", "13900001111", ["党", "党建"], 7)] == [
        ["抓好党课"], [], [], ["13900001111"], ["党建"], [],
    ]  # fmt: skip
    assert list(in_address("/m/a1b2:" + "x" * 40 + "/?q=%E5%85%9A%E8%AF%BE&page=2")) == [
        "党课", "%E5%85%9A%E8%AF%BE", "a1b2:" + "x" * 40,
    ]  # fmt: skip


@pytest.mark.once
def test_a_process_of_an_office_that_logs_a_person_is_caught(own_office: Office):
    """The control of what is asked of every office that tests start (tests.services.leaks)."""
    own_office.migrate()
    own_office.python("-c", OPEN)
    own_office.typed = {WORD}
    assert own_office.leaks() == []
    for leak in (NAME, MAIL, WORD):
        said = ["-c", f"import django; django.setup(); import logging; logging.getLogger('accounts').warning('saved %s', {leak!r})"]
        assert own_office.start("worker", *said).wait(60) == 0
        assert [found[:2] for found in own_office.leaks()] == [("worker.log", leak)]
        (own_office.folder / "log" / "worker.log").unlink()
