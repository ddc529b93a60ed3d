"""A backup of the small office with a proof and a speech, made once for a module; each test works on a copy of its own."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import time_machine
from django.core.management import call_command
from django.test import override_settings

from accounts.backups import running
from accounts.backups.making import Backup, load
from accounts.trail.sealing import seal
from speeches.actions import receive
from tasks.progress.actions import report
from tests import factories
from tests.tasks.conftest import NOW
from tests.tasks.progress.test_proofs import BLUE, RED, proof
from tests.tasks.unit_day import active


def busy_office() -> None:
    """Two proofs with their small pictures and a speech, and a sealed trail."""
    small = factories.office()
    with time_machine.travel(NOW, tick=False):
        for number, (matter, data) in enumerate(zip(active(small, "讲党课", "转作风"), (RED, BLUE), strict=True)):
            said = {"text": "已办。", "percent": 50, "proof": proof(data), "key": f"k{number}", "now": NOW, "by": small.a.clerk}
            report(assignment=matter, version=matter.version, **said)
        receive(data="一要抓落实。".encode(), name="讲话.txt", now=NOW, by=small.admin)
        seal(limit=500, now=NOW)


@pytest.fixture(scope="package")
def made(django_db_setup: None, django_db_blocker, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The folder of backups with the one that was made; the database is empty again afterwards."""
    place = tmp_path_factory.mktemp("made")
    said: list[str] = []
    with django_db_blocker.unblock(), override_settings(MEDIA_ROOT=place / "files", BACKUP_DIR=place / "backups"):
        try:
            busy_office()
            running.backup(said.append)
        finally:
            call_command("flush", interactive=False, verbosity=0, reset_sequences=False)  # as Django does between tests
    yield place / "backups"


@pytest.fixture
def folder(made: Path, tmp_path: Path, settings) -> Path:
    """A copy of it, as BACKUP_DIR."""
    shutil.copytree(made, tmp_path / "backups")
    settings.BACKUP_DIR = tmp_path / "backups"
    settings.MEDIA_ROOT = tmp_path / "files"
    return tmp_path / "backups"


@pytest.fixture
def backup(folder: Path) -> Backup:
    """The one backup in it."""
    (found,) = [path for path in folder.iterdir() if not path.name.startswith(".")]
    return load(found)
