"""The shared cache: kept where Redis answers, missed without harm where it does not."""

import pytest
from django.conf import settings

from config import celery
from config.caching import ForgivingCache, caching, first_in_this_minute
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


def test_of_two_clocks_one_a_minute_is_heard(redis_url, monkeypatch):
    address = settings.CELERY_BROKER_URL.replace("redis+socket://", "unix://")
    here, there = cache_at(address, monkeypatch), cache_at(address, monkeypatch)
    heard = [first_in_this_minute("tick", cache, now) for now in (600.0, 659.9, 660.0) for cache in (here, there)]
    assert heard == [True, False, False, False, True, False]
    monkeypatch.setattr(settings, "ONE_TICK", True)
    monkeypatch.setattr(celery, "cache", there)
    monkeypatch.setattr(celery.time, "time", lambda: 719.0)
    sent = []
    monkeypatch.setattr(celery.app, "send_task", lambda name, **words: sent.append(name))
    celery.tick()
    assert sent == []
    monkeypatch.setattr(celery.time, "time", lambda: 720.0)
    celery.tick()
    assert len(sent) == 3 + len(celery.EACH_MINUTE)


def test_a_cache_that_is_down_breaks_nothing(monkeypatch):
    cache = cache_at(f"redis://127.0.0.1:{free_port()}/1", monkeypatch)
    cache.set("attempts", [1.5], 60)
    assert (cache.get("attempts", "none"), cache.delete("attempts"), cache.add("attempts", 1)) == ("none", False, True)


def test_without_the_setting_nothing_changes(monkeypatch):
    monkeypatch.delenv("CACHE_URL", raising=False)
    assert caching() == {"ONE_TICK": False}
