"""The code keeps the house's rules, and the reader of the rules bites."""

from pathlib import Path
from statistics import median

import pytest
from django.conf import settings

from tests import house, house_templates
from tests.house_source import File, read

pytestmark = pytest.mark.once
PACKAGES = ("accounts", "speeches", "tasks", "config")


def test_imports_fall_and_nothing_climbs_circles_or_hides() -> None:
    assert house.breaches(read(settings.BASE_DIR, PACKAGES)) == []


def test_templates_escape_everything_and_hold_no_script_or_style() -> None:
    assert house_templates.breaches(settings.BASE_DIR / "templates") == []


def test_files_are_small() -> None:
    files = read(settings.BASE_DIR, PACKAGES).values()
    assert median(len(file.text.splitlines()) for file in files if file.text.strip()) < 90


def tree(folder: Path, files: dict[str, str]) -> dict[str, File]:
    """A small source tree: paths without .py, and their text below a docstring."""
    for name, text in files.items():
        path = folder / f"{name}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f'"""Doc."""\n{text}\n', encoding="utf-8")
    return read(folder, PACKAGES)


@pytest.mark.parametrize(
    ("files", "breach"),
    [
        (
            {"tasks/items/models": "from tasks.review.models import x", "tasks/review/models": ""},
            "tasks.items.models:2 imports tasks.review.models: tasks.items may not use tasks.review",
        ),
        (
            {"tasks/review/actions": "from tasks import supervision", "tasks/supervision/__init__": ""},
            "tasks.review.actions:2 imports tasks.supervision: tasks.review may not use tasks.supervision",
        ),
        (
            {"accounts/units/actions": "import speeches.models", "speeches/models": ""},
            "accounts.units.actions:2 imports speeches.models: accounts.units may not use speeches",
        ),
        (
            {"accounts/trail/actions": "from accounts.access import may", "accounts/access": ""},
            "accounts.trail.actions:2 imports accounts.access: accounts.trail may not use accounts.access",
        ),
        (
            {"speeches/actions": "from config.settings import x", "config/settings": ""},
            "speeches.actions:2 imports config.settings: speeches may not use config",
        ),
        (
            {"tasks/review/actions": "from tasks.items.forms import F", "tasks/items/forms": ""},
            "tasks.review.actions:2 imports tasks.items.forms: views, forms, jobs and urls of another room stay its own",
        ),
        (
            {"tasks/items/models": "from .actions import issue", "tasks/items/actions": "from django.db import models"},
            "tasks.items.models:2 (models) imports tasks.items.actions (actions, queries, forms) from a floor above",
        ),
        (
            {"tasks/items/queries": "from tasks.items import views", "tasks/items/views": ""},
            "tasks.items.queries:2 (actions, queries, forms) imports tasks.items.views (views) from a floor above",
        ),
        (
            {"tasks/items/actions": "from tasks.items.jobs import wake", "tasks/items/jobs": ""},
            "tasks.items.actions:2 (actions, queries, forms) imports tasks.items.jobs (jobs) from a floor above",
        ),
        (
            {"tasks/items/states": "from django.utils import timezone"},
            "tasks.items.states:2 is a pure file and imports django.utils.timezone",
        ),
        (
            {"speeches/actions": "def read():\n    'Doc.'\n    import json"},
            "speeches.actions:4 imports json inside a function or block",
        ),
        (
            {"speeches/actions": "try:\n    import json\nexcept ImportError:\n    json = None"},
            "speeches.actions:3 imports json inside a function or block",
        ),
        (
            {"speeches/actions": "from django.dispatch import receiver"},
            "speeches.actions:2 imports django.dispatch.receiver: no signals: the action calls what follows",
        ),
        (
            {"speeches/views": "from django.utils.safestring import mark_safe"},
            "speeches.views:2 imports django.utils.safestring.mark_safe: text is escaped by the templates",
        ),
        (
            {
                "tasks/items/queries": "from tasks.items import search",
                "tasks/items/search": "from tasks.items.queries import x",
            },
            "circle: tasks.items.queries → tasks.items.search",
        ),
        ({"speeches/utils": ""}, "speeches.utils has a name that says nothing"),
        ({"tasks/common/x": ""}, "tasks.common.x has a name that says nothing"),
        ({"speeches/actions": "def read():\n    pass"}, "speeches.actions:2 read has no docstring"),
        ({"speeches/actions": "x = 1\n" * 300}, "speeches.actions has more than 250 lines: some concept in it wants a name"),
        (
            {"speeches/models": "class S:\n    'Doc.'\n    def save(self):\n        pass"},
            "speeches.models:4 S overrides save(): actions write, models hold",
        ),
    ],
)
def test_a_breach_is_named_with_its_place(tmp_path: Path, files: dict[str, str], breach: str) -> None:
    assert house.breaches(tree(tmp_path, files)) == [breach]


def test_a_missing_module_docstring_is_named(tmp_path: Path) -> None:
    (tmp_path / "speeches").mkdir()
    (tmp_path / "speeches" / "actions.py").write_text("x = 1\n")
    assert house.breaches(read(tmp_path, PACKAGES)) == ["speeches.actions has no docstring"]


def test_what_falls_is_allowed(tmp_path: Path) -> None:
    files = tree(
        tmp_path,
        {
            "accounts/access": "from accounts.trail.actions import record",
            "accounts/trail/actions": "from django.db import transaction",
            "accounts/trail/views": "from accounts.access import allow",
            "accounts/models": "from accounts.units.models import Unit",
            "accounts/units/models": "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from tasks.models import Item",
            "tasks/models": "from tasks.items.models import Item",
            "tasks/items/models": "from accounts.models import Unit\nfrom tasks.items import pure",
            "tasks/items/pure": "import re",
            "tasks/items/actions/__init__": "from tasks.items.actions.moving import move",
            "tasks/items/actions/moving": "from tasks.items.models import Item",
            "tasks/reports/views": "from tasks.items import actions",
            "tasks/management/commands/load_demo": "from tasks.items.actions import move",
            "config/urls": "from tasks import models",
        },
    )
    assert house.breaches(files) == []


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("{{ text|safe }}", "|safe"),
        ("{% autoescape off %}", "autoescape off"),
        ('<p class="a" style="color:red">', "inline style"),
        ("<style>p {}</style>", "inline style sheet"),
        ("<script>alert(1)</script>", "inline script"),
        ('<button\n  onclick="go()">', "inline event handler"),
        ('<a href="javascript:go()">', "javascript: address"),
        ('<script src="https://cdn.example.com/x.js">', "asset of another host"),
        ('<form method="post"><input></form>', "POST form without csrf_token"),
    ],
)
def test_a_forbidden_thing_in_a_template_is_named(tmp_path: Path, text: str, what: str) -> None:
    (tmp_path / "page.html").write_text(f"<h1>x</h1>\n{text}\n", encoding="utf-8")
    assert house_templates.breaches(tmp_path) == [f"page.html:2 {what}"]


def test_an_honest_template_passes(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(
        '{# <script> in a comment #}<link href="{% static "site.css" %}"><script src="/static/x.js" defer></script>'
        '<form method="post">{% csrf_token %}</form><form method="get"></form><a href="https://www.gov.cn/">条例</a>{{ unsafe }}',
        encoding="utf-8",
    )
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "digest.html").write_text('<p style="margin:0">提醒</p>', encoding="utf-8")
    assert house_templates.breaches(tmp_path) == []
