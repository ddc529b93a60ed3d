"""When something fails, the page says what happened and what to do, and keeps what was typed."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.test import RequestFactory, override_settings
from django.urls import path

from accounts.conflict import ConflictMiddleware, NotYours, Refused, Stale
from accounts.models import User
from accounts.roles import Role
from config import urls
from tests import factories
from tests.accounts.signed_in import client_of, text
from tests.client import TrailClient

pytestmark = pytest.mark.django_db
MIDDLEWARE = ConflictMiddleware(lambda request: None)


def broken(request: HttpRequest) -> None:
    """A view with a fault."""
    raise ZeroDivisionError


def no_database(request: HttpRequest) -> None:
    """A view whose database does not answer."""
    raise OperationalError("database is locked")


def cut_off(request: HttpRequest) -> None:
    """A view whose connection to the database was cut between two statements."""
    raise InterfaceError("connection already closed")


def full(request: HttpRequest) -> None:
    """A view that writes to a full disk: the system's own error."""
    with open("/dev/full", "wb", buffering=0) as disk:
        disk.write(b"x")


def full_database(request: HttpRequest) -> None:
    """SQLite's own error when it may not grow."""
    with sqlite3.connect(":memory:") as database:
        database.execute("PRAGMA max_page_count = 1")
        try:
            database.execute("CREATE TABLE t (x)")
        except sqlite3.OperationalError as error:
            raise OperationalError(*error.args) from error


# The system grants a process no file longer than 4 KB: as on a full disk, SQLite cannot even be opened, for it makes the index of its journal then.
NO_ROOM = """
import django, resource
django.setup()
from django.test import Client
from django.test.utils import setup_test_environment
setup_test_environment()
resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
client = Client(raise_request_exception=False)
client.cookies["sessionid"] = "x" * 32
answer = client.get("/account/")
print(answer.status_code, "磁盘空间不足" in answer.content.decode())
"""


class Faulty:
    """The real addresses, and some that fail."""

    failing = {"broken/": broken, "no-database/": no_database, "cut-off/": cut_off, "full/": full, "full-database/": full_database}
    urlpatterns = [*(path(where, view) for where, view in failing.items()), *urls.urlpatterns]
    handler400, handler500 = urls.handler400, urls.handler500


@pytest.fixture
def clerk() -> User:
    """Somebody who writes."""
    return factories.post(Role.UNIT_CLERK).user


def answered(error: Exception, typed: dict, user: User):
    """The page for an error that an action raised."""
    request = RequestFactory().post("/assignments/1/report/", typed)
    request.user = user
    return MIDDLEWARE.process_exception(request, error)


def test_the_later_of_two_sees_both_texts_and_loses_nothing(clerk: User) -> None:
    error = Stale("该事项刚被他人修改。", mine="我写的一段", theirs="别人写的一段")
    page = answered(error, {"text": "我写的一段", "more": "另外一段", "version": "3"}, clerk)
    shown = [text(page).count(words) for words in ("该事项刚被他人修改。", "我写的一段", "别人写的一段", "另外一段")]
    assert (page.status_code, shown) == (409, [1, 1, 1, 1])


def test_a_refusal_says_why_and_keeps_the_words(clerk: User) -> None:
    page = answered(Refused("清单已归档，不能再报进展。"), {"text": "开了<b>会</b>"}, clerk)
    shown = ["清单已归档，不能再报进展。" in text(page), "开了&lt;b&gt;会&lt;/b&gt;" in text(page)]
    assert (page.status_code, shown) == (409, [True, True])


@pytest.mark.parametrize("field", ["password", "again", "code"])
def test_secrets_are_not_shown_again(clerk: User, field: str) -> None:
    page = text(answered(Stale("刚被设置过。"), {field: "Typed-Secret-1", "text": "说明"}, clerk))
    assert ("Typed-Secret-1" in page, "说明" in page) == (False, True)


def test_what_is_not_yours_is_refused_in_words(clerk: User) -> None:
    page = answered(NotYours("该事项由县财政局办理。"), {}, clerk)
    assert (page.status_code, "该事项由县财政局办理。" in text(page)) == (403, True)


def test_an_old_form_is_kept_and_can_be_sent_again(clerk: User) -> None:
    client = TrailClient(enforce_csrf_checks=True)
    client.force_login(clerk, backend="allauth.account.auth_backends.AuthenticationBackend")
    page = client.post("/sign-out/", {"text": "写了很久的一段话"}, headers={"Referer": "http://testserver/today/"})
    shown = ["请刷新后重试" in text(page), "写了很久的一段话" in text(page), 'href="http://testserver/today/"' in text(page)]
    assert (page.status_code, shown) == (403, [True, True, True])


def test_an_unknown_address_is_told(clerk: User) -> None:
    page = client_of(clerk).get("/no-such-page/")
    assert (page.status_code, "没有这个页面，或您的岗位看不到它。" in text(page), 'href="/"' in text(page)) == (404, True, True)


def test_too_long_a_form_is_413(clerk: User) -> None:
    page = client_of(clerk).post("/sign-out/", {"text": "长" * 1_000_000})
    assert (page.status_code, "超过允许的大小" in text(page)) == (413, True)


def test_too_many_fields_are_400(clerk: User) -> None:
    page = client_of(clerk).post("/sign-out/", {f"f{number}": "1" for number in range(2001)})
    assert (page.status_code, "项目过多" in text(page)) == (400, True)


@pytest.mark.parametrize(
    ("where", "code", "words", "retry"),
    [
        ("/broken/", 500, "系统遇到问题", None),
        ("/no-database/", 503, "数据库暂时没有应答", "30"),
        ("/cut-off/", 503, "数据库暂时没有应答", "30"),
        ("/full/", 507, "磁盘空间不足", None),
        ("/full-database/", 507, "磁盘空间不足", None),
    ],
)
@override_settings(ROOT_URLCONF=Faulty)
def test_a_fault_is_told_without_details(clerk: User, where: str, code: int, words: str, retry: str | None) -> None:
    client = client_of(clerk)
    client.raise_request_exception = False
    page = client.get(where)
    shown = (page.status_code, words in text(page), "Traceback" in text(page), page.headers.get("Retry-After"))
    assert shown == (code, True, False, retry)


@pytest.mark.once
def test_a_disk_without_room_to_open_the_database_is_called_full_too(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "db.sqlite3")) as database:
        database.executescript("PRAGMA journal_mode=WAL; CREATE TABLE t (x)")
    kept = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "DEMO")}
    env = kept | {"VAR_DIR": str(tmp_path), "LOCAL": "1", "DJANGO_SETTINGS_MODULE": "config.settings", "PYTHONUTF8": "1"}
    run = subprocess.run([sys.executable, "-c", NO_ROOM], cwd=settings.BASE_DIR, env=env, capture_output=True, text=True)
    assert run.stdout.strip() == "507 True", run.stderr[-800:]


@override_settings(
    STORAGES={
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    },
    STATIC_ROOT="/nonexistent",
)
def test_the_page_of_a_fault_shows_even_without_style_sheets() -> None:
    with pytest.raises(ValueError, match="manifest"):
        static("site.css")
    assert ["系统出错" in render_to_string("500.html"), "系统正忙" in render_to_string("503.html")] == [True, True]


def test_what_was_not_typed_is_not_shown_as_typed(clerk: User) -> None:
    error = Stale("该事项刚被他人修改。", mine="我写的一段", theirs="别人写的一段")
    page = answered(error, {"text": "我写的一段", "owner": "WzIwLDQxMl0:1xY2n5:6Kc6", "level": "collective", "lower": "on"}, clerk)
    assert [words for words in ("WzIwLDQxMl0", "collective", ">on<") if words in text(page)] == []


def test_the_address_of_an_act_shows_a_page_in_words(clerk: User) -> None:
    answer = client_of(clerk).get("/assignments/1/acknowledge/")
    assert (answer.status_code, answer.headers["Allow"], "没有办理任何事项" in text(answer)) == (405, "POST", True)


@pytest.mark.parametrize(
    ("came", "leads"),
    [
        ("http://testserver/today/?pile=pending", "/sign-in/?next=/today/%3Fpile%3Dpending"),
        ("http://evil.example/today/", "/sign-in/?next=/"),
        ("http://testserver//evil.example/", "/sign-in/?next=/"),
        ("", "/sign-in/?next=/"),
        ("http://[", "/sign-in/?next=/"),
    ],
)
def test_an_act_after_the_session_has_ended_leads_back_to_its_page_and_says_that_nothing_was_done(
    db, came: str, leads: str
) -> None:
    client = TrailClient()
    answer = client.post("/assignments/1/acknowledge/", {"version": "1"}, headers={"referer": came})
    assert (answer.status_code, answer.url) == (302, leads)
    assert "刚才的操作没有办理" in text(client.get(answer.url))
