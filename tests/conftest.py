"""What tests may ask for: the trailed client, a real Redis, a real SMTP server, a real browser."""

import gc
import logging
import secrets
from collections.abc import Iterator

import pytest
from _pytest import runner
from django.conf import settings as django_settings
from hypothesis import HealthCheck
from hypothesis import settings as drawn

from tasks.wall.drawn import forget
from tests import canary, migrated
from tests.client import TrailClient
from tests.depth import with_room
from tests.emptying import remember_first_contents
from tests.keeping import watch

pytest_plugins = [
    "tests.services.redis",
    "tests.services.smtp",
    "tests.services.chromium",
    "tests.services.office",
]


def pytest_configure(config: pytest.Config) -> None:
    """Passwords need no strength in tests: hashing them well would be most of the time."""
    migrated.once_for_all(config)
    canary.listen()
    django_settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


# The same examples in each run, and no clock: a busy machine must not make a sound change look broken. New ones are drawn by the
# long runs (tests.life, tests.fuzz) with seeds of their own.
drawn.register_profile("calm", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
drawn.load_profile("calm")

DATABASE = {"db", "transactional_db", "django_db_setup", "live_server", "client"}


@pytest.hookimpl(tryfirst=True)  # before -m looks at the markers
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The long ones first, so that no process of a parallel run is left with one of them at the end; a browser's are the longest.

    A test that asks for no database says the same on each of them: once is enough.
    """
    items.sort(key=lambda item: (item.get_closest_marker("browser") is None, item.get_closest_marker("once") is None))
    for item in items:
        if not item.get_closest_marker("django_db") and not DATABASE & set(item.fixturenames):
            item.add_marker("once")


def pytest_collection_finish() -> None:
    """What was loaded up to now stays: the collector of garbage need not look through it again at each turn (gc.freeze), nor so often."""
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item, nextitem: pytest.Item | None) -> object:
    """Each test as pytest itself runs it, with room below it."""
    return with_room(runner.pytest_runtest_protocol, item, nextitem)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """Each process begins with a copy of what was migrated once."""
    migrated.take_a_copy()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker) -> None:
    """The tables, and the memory of what the migrations put into them; from then on it is known what the tests write."""
    with django_db_blocker.unblock():
        remember_first_contents()
        watch()


@pytest.fixture(autouse=True)
def anchors_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    """A trail that another test anchored is another trail. The folder is made by the first anchor only."""
    monkeypatch.setattr(django_settings, "ANCHOR_DIR", django_settings.VAR_DIR / "anchors" / secrets.token_hex(8))


@pytest.fixture(autouse=True)
def walls_of_its_own() -> None:
    """Another test's office has rows of the same numbers, and its figures are counted at the same frozen moment."""
    forget()


@pytest.fixture(autouse=True)
def nobody_in_the_log() -> Iterator[None]:
    """Whatever a test of whatever room types must not come into the log."""
    canary.canaries.forget()
    root = logging.getLogger()
    root.addHandler(canary.canaries)
    yield
    root.removeHandler(canary.canaries)
    assert canary.canaries.found()[:5] == [], "personal data, or what somebody typed, came into the log"


@pytest.fixture
def client() -> TrailClient:
    """A browser without a screen whose successful requests must leave a trail."""
    return TrailClient()
