"""docs/security.md cannot rot: each test that it names is there, nothing is called met without one, and no number is left out."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest
from django.conf import settings

from config import settings as file_of_settings
from config.celery import app
from config.policy import CONTENT_SECURITY_POLICY

ROOT = Path(settings.BASE_DIR)
NAMED = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")
VERDICTS = {"符合", "决定不采用", "不适用", "部署负责", "尚未满足"}
# How many requirements of levels 1 and 2 each section of ASVS 5.0 has (those of level 3 stand last in their sections).
ASVS = {
    "1.1": 2, "1.2": 9, "1.3": 11, "1.4": 3, "1.5": 2, "2.1": 3, "2.2": 3, "2.3": 4, "2.4": 1, "3.2": 2, "3.3": 4, "3.4": 6,
    "3.5": 5, "3.7": 2, "4.1": 3, "4.2": 1, "4.3": 2, "4.4": 4, "5.1": 1, "5.2": 3, "5.3": 2, "5.4": 3, "6.1": 3, "6.2": 12,
    "6.3": 4, "6.4": 4, "6.5": 5, "6.6": 3, "6.8": 4, "7.1": 3, "7.2": 4, "7.3": 2, "7.4": 5, "7.5": 2, "7.6": 2, "8.1": 2,
    "8.2": 3, "8.3": 1, "8.4": 1, "9.1": 3, "9.2": 4, "10.1": 2, "10.2": 2, "10.3": 4, "10.4": 11,
    "10.5": 5, "10.6": 2, "10.7": 3, "11.1": 2, "11.2": 3, "11.3": 3,
    "11.4": 4, "11.5": 1, "11.6": 1, "12.1": 3, "12.2": 2, "12.3": 4, "13.1": 1, "13.2": 5, "13.3": 2, "13.4": 5, "14.1": 2,
    "14.2": 4, "14.3": 3, "15.1": 3, "15.2": 3, "15.3": 7, "16.1": 1, "16.2": 5, "16.3": 4, "16.4": 3, "16.5": 3,
}  # fmt: skip


def rows(text: str) -> list[list[list[str]]]:
    """The three tables, each a list of rows of cells, without their heads."""
    tables: list[list[list[str]]] = []
    for line in text.splitlines():
        if line.startswith("|---"):
            tables.append([])
        elif line.startswith("|") and tables:
            tables[-1].append([cell.strip() for cell in line.strip("|").split("|")])
        elif line.startswith("## "):
            tables = tables and [*tables]
    return [[row for row in table if row[0] not in ("编号", "要求")] for table in tables]


@cache
def named_in(path: str) -> frozenset[str]:
    """The names of the tests of a file; empty when there is no such file."""
    file = ROOT / path
    tree = ast.parse(file.read_text()) if file.is_file() else ast.Module([], [])
    return frozenset(node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"))


def faults(text: str) -> list[str]:
    """What is wrong with the document."""
    found = [f"no such test: {path}::{name}" for path, name in NAMED.findall(text) if name not in named_in(path)]
    threats, graded, asvs = rows(text)
    found += [f"{row[0]}: no test" for row in threats if not NAMED.search(row[-1])]
    for row in graded + asvs:
        if row[2] not in VERDICTS:
            found.append(f"{row[0]}: {row[2]} is no verdict")
        if row[2] == "符合" and not NAMED.search(row[3]):
            found.append(f"{row[0]}: met without a test")
    numbers = [number for row in asvs for number in expanded(row[0])]
    wanted = [f"{section}.{n}" for section, count in ASVS.items() for n in range(1, count + 1)] + ["17"]
    found += [
        f"missing or twice: {number}"
        for number in sorted({*numbers, *wanted})
        if (numbers.count(number), number in wanted) != (1, True)
    ]
    return found + [f"missing: T{n}" for n in range(1, 23) if f"T{n}" not in [row[0] for row in threats]]


def expanded(cell: str) -> list[str]:
    """`1.2.1–1.2.3、1.2.5` → each number."""
    found = []
    for part in cell.split("、"):
        first, _, last = part.partition("–")
        section, _, begin = first.rpartition(".")
        found += [f"{section}.{n}" for n in range(int(begin), int(last.rpartition(".")[2]) + 1)] if last else [first]
    return found


def test_every_test_that_the_document_names_is_there_and_nothing_is_met_without_one() -> None:
    assert faults((ROOT / "docs/security.md").read_text()) == []


def test_a_document_that_rots_is_caught() -> None:
    text = (ROOT / "docs/security.md").read_text()
    rotten = text.replace("::test_half_a_year_is_the_least`", "::test_that_was_renamed`", 1)
    rotten = re.sub(r"(\| 1\.5\.1 \| XXE \| 符合 \|)[^\n]*", r"\1 请相信 |", rotten).replace("| T22 |", "| T23 |")
    rotten = rotten.replace("| 2.4.1 |", "| 2.3.4 |").replace("| 不适用 | 一县一套", "| 大体符合 | 一县一套")
    assert set(faults(rotten)) == {
        "no such test: tests/test_canary.py::test_that_was_renamed", "1.5.1: met without a test", "missing: T22",
        "missing or twice: 2.3.4", "missing or twice: 2.4.1", "8.4.1: 大体符合 is no verdict",
    }  # fmt: skip


# What the tables say of settings, and no other test shows.


def test_messages_are_json_only() -> None:
    assert (app.conf.accept_content, app.conf.task_serializer, app.conf.result_serializer) == (["json"], "json", "json")


def test_passwords_are_kept_by_argon2() -> None:
    assert file_of_settings.PASSWORD_HASHERS[0] == "django.contrib.auth.hashers.Argon2PasswordHasher"


def test_the_policy_of_pages_forbids_what_must_be_forbidden() -> None:
    forbidden = ("default-src", "object-src", "base-uri", "frame-ancestors")
    assert [CONTENT_SECURITY_POLICY["DIRECTIVES"][name] for name in forbidden] == [["'none'"]] * 4


def test_the_web_server_speaks_new_tls_only() -> None:
    said = (ROOT / "deploy/server/dangjian.nginx").read_text()
    assert (re.findall(r"ssl_protocols (.*);", said), "server_tokens off;" in said) == (["TLSv1.2 TLSv1.3"], True)


def test_cookies_of_production_are_bound_to_the_host() -> None:
    said = (ROOT / "config/settings.py").read_text()
    assert 'SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-sessionid", "__Host-csrftoken"' in said
    assert (settings.SESSION_COOKIE_HTTPONLY, settings.SESSION_COOKIE_SAMESITE, settings.CSRF_COOKIE_SAMESITE) == (
        True,
        "Lax",
        "Lax",
    )


@pytest.mark.django_db
def test_every_answer_says_nosniff_and_keeps_the_address_at_home(client) -> None:
    for path in ("/sign-in/", "/no/such/page/", "/health/"):
        answer = client.get(path)
        said = answer.headers["X-Content-Type-Options"], answer.headers["Referrer-Policy"], answer.headers["X-Frame-Options"]
        assert said == ("nosniff", "same-origin", "DENY")


def test_scripts_keep_nothing_in_the_browser() -> None:
    scripts = [path.read_text() for path in (ROOT / "config/static").glob("*.js")]
    assert len(scripts) > 0
    assert [
        word for word in ("localStorage", "sessionStorage", "indexedDB", "document.cookie") for text in scripts if word in text
    ] == []
