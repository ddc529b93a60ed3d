"""The shared cache: kept where Redis answers, missed without harm where it does not."""

import pytest
from django.conf import settings

from config.caching import ForgivingCache, caching
from tests.services.smtp import free_port

pytestmark = pytest.mark.once


def cache_at(url: str, monkeypatch: pytest.MonkeyPatch) -> ForgivingCache:
    """A cache as CACHE_URL makes it."""
    monkeypatch.setenv("CACHE_URL", url)
    made = caching()["CACHES"]["default"]
    return ForgivingCache(made["LOCATION"], made | {"OPTIONS": dict(made["OPTIONS"])})


def test_what_one_process_keeps_another_finds_and_as_json(redis_url, monkeypatch):
    address = settings.CELERY_BROKER_URL.replace("redis+socket://", "unix://")
    one, other = cache_at(address, monkeypatch), cache_at(address, monkeypatch)
    one.set("attempts", [1.5, 2.5], 60)
    assert other.get("attempts") == [1.5, 2.5]
    assert other.delete("attempts")
    assert one.get("attempts", "none") == "none"


def test_a_cache_that_is_down_breaks_nothing(monkeypatch):
    cache = cache_at(f"redis://127.0.0.1:{free_port()}/1", monkeypatch)
    cache.set("attempts", [1.5], 60)
    assert (cache.get("attempts", "none"), cache.delete("attempts")) == ("none", False)


def test_without_the_setting_nothing_changes(monkeypatch):
    monkeypatch.delenv("CACHE_URL", raising=False)
    assert caching() == {}
