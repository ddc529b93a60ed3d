"""Making a backup: sealed, linked to the one before, cut off, carried away, started by the clock."""

import fcntl
import os
import subprocess
import sys
import threading
from datetime import time, timedelta
from pathlib import Path

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.backups import crypt, databases, jobs, making, restoring, running, runs
from accounts.backups.models import Kind, Run
from accounts.backups.tools import Broken
from accounts.health.queries import checks
from config.plans import Plan
from tests import factories
from tests.tasks.progress.test_proofs import RED

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def place(tmp_path, settings) -> Path:
    """An empty place for files and backups, with one file."""
    settings.MEDIA_ROOT, settings.BACKUP_DIR = tmp_path / "files", tmp_path / "backups"
    settings.MEDIA_ROOT.mkdir()
    (settings.MEDIA_ROOT / "proof.png").write_bytes(RED)
    return tmp_path


def names() -> list[str]:
    return making.names(runs.folder())


def quiet(words: str) -> None:
    """Say nothing."""


def test_sealed_with_a_key_it_opens_with_that_key_only_and_what_did_not_change_is_linked(place, settings):
    factories.unit("县档案局")
    settings.BACKUP_KEY = crypt.new_key()
    with runs.alone(Kind.BACKUP):
        first = making.make(timezone.now() - timedelta(days=1))
        second = making.make(timezone.now())
    stored = [(one.path / one.manifest.files[0].blob) for one in (first, second)]
    assert (
        stored[0].samefile(stored[1]),
        "县档案局".encode() in b"".join(p.read_bytes() for p in second.path.rglob("*") if p.is_file()),
    ) == (True, False)
    right, wrong = making.key(), crypt.read_key(crypt.new_key())
    restoring.examine(second, right)
    with databases.empty(place) as params:
        restoring.put_back(second, right, params=params, media=place / "again", scratch=place)
        assert not databases.is_empty(params)
    assert (place / "again" / "proof.png").read_bytes() == RED
    for key, words in ((wrong, "密钥不对：.*现在设置的密钥标记是"), (None, "密钥不对：.*现在没有设置 BACKUP_KEY")):
        with pytest.raises(Broken, match=words):
            restoring.examine(second, key)
    data = (second.path / "manifest.json").read_bytes()
    (second.path / "manifest.json").write_bytes(data.replace(b'"size": ', b'"size": 1', 1))
    with pytest.raises(Broken, match="清单文件被改动"):
        restoring.examine(making.load(second.path), right)


def test_an_unharmed_copy_is_linked_and_a_harmed_one_written_anew(place):
    with runs.alone(Kind.BACKUP):
        first = making.make(timezone.now() - timedelta(days=1))
        blob = first.path / first.manifest.files[0].blob
        blob.write_bytes(b"rotten")
        second = making.make(timezone.now())
    restoring.examine(second, None)
    with pytest.raises(Broken, match="文件 proof.png被改动或损坏"):
        restoring.examine(first, None)


def test_killed_at_any_point_it_leaves_no_half_backup_that_counts_and_the_next_one_says_so(place):
    """kill -9 at six points of the way; whatever counts afterwards is whole."""
    env = os.environ | {"DATABASE_URL": databases.address(databases.here()), "VAR_DIR": str(place), "LOCAL": "1", "BACKUP_DIR": ""}
    command = [sys.executable, "-m", "tests.accounts.backups.killed", "6"]
    done = subprocess.run(command, env=env, capture_output=True, text=True)
    lines = [line.split() for line in done.stdout.splitlines()]
    assert [line[0] for line in lines] == ["killed"] * 6, done.stdout + done.stderr
    assert "drafts:1" in [line[1] for line in lines]  # it does happen that one is cut off half-way
    with time_machine.travel(timezone.now() + timedelta(hours=1)):
        running.backup(quiet)
    assert list((place / "backups").glob(".draft-*")) == []
    for name in names():
        restoring.examine(making.load(place / "backups" / name), None)
    results = set(Run.objects.values_list("ok", "sentence"))
    assert ((False, "中途被打断，没有完成。") in results, Run.objects.filter(ended_at=None).count()) == (True, 0)
    assert set(names()) >= {run.name for run in Run.objects.filter(ok=True)}


def test_only_one_runs_at_a_time(place):
    with runs.alone(Kind.DRILL), pytest.raises(Broken, match="另一项备份、恢复演练或文件核对正在进行"):
        running.backup(quiet)


def test_who_is_willing_to_wait_comes_next(place):
    lock = (runs.folder() / ".lock").open("w")
    fcntl.flock(lock, fcntl.LOCK_EX)
    threading.Timer(0.3, lock.close).start()
    with runs.alone(Kind.BACKUP, wait=20), pytest.raises(Broken, match="正在进行"), runs.alone(Kind.DRILL):
        pass


def test_a_backup_is_carried_away_and_a_failure_is_shown_with_the_commands_last_words(place, settings):
    settings.BACKUP_COPY = f"cp -r {{path}} {place}/elsewhere"
    made = running.backup(quiet)
    assert (place / "elsewhere" / "manifest.json").read_bytes() == (made.path / "manifest.json").read_bytes()
    settings.BACKUP_COPY = "sh -c 'echo 连接超时 >&2; exit 7'"
    later = timezone.now() + timedelta(minutes=1)  # a backup's name is its second
    with time_machine.travel(later), pytest.raises(Broken, match="异地复制失败（代码 7）：连接超时"):
        running.backup(quiet)
    assert list(Run.objects.order_by("id").values_list("kind", "ok")) == [
        ("backup", True),
        ("copy", True),
        ("backup", True),
        ("copy", False),
    ]
    copied = next(check for check in checks(timezone.now()) if check.name == "copy")
    assert (copied.ok, "连接超时" in copied.words) == (False, True)


def test_the_clock_starts_what_is_due_in_a_process_of_its_own(place, settings, monkeypatch):
    settings.RUN_PLANS = {"backup": Plan(time(0, 0)), "files": None, "drill": Plan(time(0, 0))}
    assert [jobs.due(kind) for kind in jobs.COMMANDS] == [False, True, False]  # no drill before there is a backup
    settings.VAR_DIR = place
    for name, value in (("DATABASE_URL", databases.address(databases.here())), ("VAR_DIR", str(place)), ("BACKUP_DIR", "")):
        monkeypatch.setenv(name, value)
    child = jobs.start(Kind.BACKUP)
    assert (child.wait(30), len(names())) == (0, 1), (place / "log" / "backup.log").read_text()
    assert [jobs.due(kind) for kind in jobs.COMMANDS] == [False, False, True]


def test_a_folder_that_cannot_be_written_to_is_a_failed_backup(place, settings):
    (place / "backups").write_text("not a folder")
    with pytest.raises(Broken, match="不能写入"):
        running.backup(quiet)
    assert [(run.kind, run.ok, "不能写入" in run.sentence) for run in Run.objects.all()] == [("backup", False, True)]


def test_the_database_itself_lets_no_two_run_at_once_and_no_run_end_without_a_word():
    now = timezone.now()
    Run.objects.create(kind=Kind.DRILL, started_at=now)
    for values in (
        {"kind": Kind.DRILL},
        {"kind": Kind.BACKUP, "ended_at": now, "ok": True},
        {"kind": Kind.BACKUP, "ok": True, "sentence": "好"},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Run.objects.create(started_at=now, **values)


def test_a_run_on_another_machine_is_waited_for_half_a_day(place):
    left = Run.objects.create(kind=Kind.BACKUP, started_at=timezone.now() - timedelta(hours=11), host="other")
    with pytest.raises(Broken, match="另一台服务器正在进行备份"):
        running.backup(quiet)
    Run.objects.filter(pk=left.pk).update(started_at=timezone.now() - timedelta(hours=13))
    running.backup(quiet)
    assert list(Run.objects.order_by("id").values_list("ok", flat=True)) == [False, True]
