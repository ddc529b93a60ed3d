"""What the pages load is collected, and little else (config.static_files)."""

import re
from pathlib import Path

import allauth
import pytest
from django.conf import settings
from django.contrib.staticfiles import finders

pytestmark = pytest.mark.once
NAMED = re.compile(r"""{% static ['"]([^'"]+)['"] %}""")
TEMPLATES = (settings.BASE_DIR / "templates", Path(allauth.__file__).parent / "templates")


def collected() -> set[str]:
    """The names that collectstatic takes."""
    return {path for finder in finders.get_finders() for path, _ in finder.list([])}


def named() -> set[str]:
    """The names in our templates, and in those of the package that we did not write anew."""
    pages = [page for folder in TEMPLATES for page in folder.rglob("*.html")]
    return {name for page in pages for name in NAMED.findall(page.read_text(encoding="utf-8"))}


def test_whatever_a_page_loads_is_collected() -> None:
    assert {"site.css", "bootstrap/css/bootstrap.min.css", "django_htmx/htmx-2.min.js", "mfa/js/webauthn.js"} <= named()
    assert named() - collected() == set()


def test_what_packages_bring_beside_that_is_not() -> None:
    ours = {path.name for path in (settings.BASE_DIR / "config" / "static").iterdir()}
    assert len(collected() - ours - named()) < 6
