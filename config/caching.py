"""A cache that several web machines share, and that the site can do without. Sessions are not in it: they stand in the database."""

import json
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache
from django.core.cache.backends.redis import RedisCache
from redis.exceptions import ConnectionError as Unreachable
from redis.exceptions import TimeoutError as TooSlow

from config.env import env

GONE = (Unreachable, TooSlow)
PATIENCE = 0.5


class Plain:
    """JSON instead of pickle: who can write into Redis must not be able to run programs here."""

    def dumps(self, value: object) -> bytes:
        """As bytes."""
        return json.dumps(value).encode()

    def loads(self, data: bytes) -> object:
        """As it was, but for tuples."""
        return json.loads(data)


class ForgivingCache(RedisCache):
    """Redis that may be down: nothing is found, nothing is kept, nothing breaks. For counters of attempts, no truth."""

    def get(self, key, default=None, version=None):
        """The value, or `default` when nobody answers."""
        try:
            return super().get(key, default, version)
        except GONE:
            return default

    def set(self, key, value, timeout=DEFAULT_TIMEOUT, version=None) -> None:
        """Kept, if somebody answers."""
        try:
            super().set(key, value, timeout, version)
        except GONE:
            return

    def add(self, key, value, timeout=DEFAULT_TIMEOUT, version=None) -> bool:
        """False when somebody else was first; True also when nobody answers."""
        try:
            return super().add(key, value, timeout, version)
        except GONE:
            return True

    def delete(self, key, version=None) -> bool:
        """False when nobody answers."""
        try:
            return super().delete(key, version)
        except GONE:
            return False


def first_in_this_minute(what: str, cache: BaseCache, now: float) -> bool:
    """True for the first who asks in the minute of `now` (seconds), over all machines that share the cache."""
    return cache.add(f"{what}:{int(now // 60)}", 1, 120)


def caching() -> dict[str, Any]:
    """Django settings by name. Without CACHE_URL each process counts for itself."""
    url = env.str("CACHE_URL", default="")
    if not url:
        return {"ONE_TICK": False}
    options = {"socket_connect_timeout": PATIENCE, "socket_timeout": PATIENCE, "serializer": "config.caching.Plain"}
    return {
        "ONE_TICK": True,
        "CACHES": {
            "default": {"BACKEND": "config.caching.ForgivingCache", "LOCATION": url, "KEY_PREFIX": "dangjian", "OPTIONS": options}
        },
    }
