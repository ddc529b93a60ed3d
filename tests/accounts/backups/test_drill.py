"""A backup counts when it has been restored: into an empty place, with everything tried that a working day needs."""

import hashlib
import json
import os
import re
import subprocess
import sys
from contextlib import ExitStack
from dataclasses import replace
from datetime import time, timedelta
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from accounts.backups import databases, making, restoring, running
from accounts.backups.models import Kind, Run
from accounts.backups.tools import Broken
from accounts.health.queries import checks
from accounts.models import Entry, Letter, Unit
from accounts.trail import anchors
from config.plans import Plan
from tasks.management.inspecting import Wrong, inspect
from tests import factories
from tests.accounts.signed_in import client_of, text

pytestmark = pytest.mark.django_db


def drill(name: str = "") -> list[str]:
    said: list[str] = []
    running.restore_drill(name, said.append)
    return said


def health(kind: str) -> tuple[bool | None, str]:
    return next((check.ok, check.words) for check in checks(timezone.now()) if check.name == kind)


def anchored(backup: making.Backup, settings, seal: str, folder: Path) -> None:
    """The outside remembers this seal of the backup's last row, and a row after it."""
    settings.ANCHOR_DIR = folder / "anchors"
    number, now = backup.manifest.facts.trail_number, timezone.now()
    first = anchors.sign("anchor", number, seal, now)
    second = anchors.sign("anchor", number + 1, "f" * 64, now, hashlib.sha256(first).hexdigest())
    (settings.ANCHOR_DIR / anchors.FILE).write_bytes(first + second)


def flip(path: Path, place: int = 5) -> None:
    data = bytearray(path.read_bytes())
    data[place] ^= 1
    path.write_bytes(data)


def test_the_newest_backup_is_restored_and_worked_with_and_the_health_page_says_so(backup, settings):
    small = factories.office()
    anchored(backup, settings, backup.manifest.facts.trail_head, settings.BACKUP_DIR.parent)
    said = drill()
    assert re.fullmatch(
        r"恢复演练成功：\d+ 张表 \d+ 行一致，痕迹 \d+ 条完整（与 1 处锚定相符），文件 5 个无误，能登录，打开 2\d 个页面，导出 3 份报表。",
        said[-1],
    ), said
    run = Run.objects.get()
    assert (run.kind, run.ok, run.name, run.digest, run.size) == ("drill", True, backup.path.name, backup.digest, backup.size)
    assert Entry.objects.filter(act="恢复演练", target_id=run.pk).count() == 1
    assert (health("drill")[0], "恢复演练成功" in health("drill")[1]) == (True, True)
    Run.objects.create(
        kind=Kind.BACKUP, name=backup.path.name, started_at=timezone.now(), ended_at=timezone.now(), ok=True, sentence="备份完成。"
    )
    page = text(client_of(small.system_admin).get(reverse("accounts:running")))
    assert ("恢复演练成功" in page, "备份完成。" in page, "未知" in page) == (
        True,
        True,
        True,
    )  # the check of files has not run yet
    assert "恢复演练成功" in text(client_of(small.system_admin).get(reverse("accounts:backups")))
    assert not [path for path in settings.VAR_DIR.iterdir() if path.name.startswith((".drill-", ".dump-"))]


@pytest.mark.parametrize("what", ["a file", "the database", "a file that is gone", "the manifest"])
def test_a_backup_that_was_tampered_with_is_found_named_and_written_about(backup, what):
    small = factories.office()
    part = backup.manifest.database if what == "the database" else backup.manifest.files[0]
    if what == "the manifest":
        now = timezone.now()
        Run.objects.create(
            kind=Kind.BACKUP, name=backup.path.name, digest=backup.digest, started_at=now, ended_at=now, ok=True, sentence="好"
        )
        flip(backup.path / "manifest.json", -20)
    elif what == "a file that is gone":
        (backup.path / part.blob).unlink()
    else:
        flip(backup.path / part.blob)
    with pytest.raises(Broken) as broken:
        drill()
    name = {"the database": "数据库", "the manifest": "清单文件"}.get(what, part.name)
    run = Run.objects.get(kind=Kind.DRILL)
    assert (name in str(broken.value), run.ok, run.sentence) == (True, False, str(broken.value))
    assert (health("drill")[0], name in health("drill")[1]) == (False, True)
    assert [letter.to for letter in Letter.objects.filter(kind="run_failed")] == [small.system_admin]


@pytest.mark.once
def test_a_backup_whose_trail_is_another_than_the_anchors_remember_fails_the_drill(backup, settings):
    """Its digests are right: it was made of a database whose chain had been computed anew."""
    anchored(backup, settings, "0" * 64, settings.BACKUP_DIR.parent)
    with pytest.raises(Broken, match="的锚定不符：第1号至第\\d+号之间曾被改写并重算链值"):
        drill()
    flip(settings.ANCHOR_DIR / anchors.FILE, 40)
    with pytest.raises(Broken, match="锚定记录第1条.*不能用来核对备份中的痕迹"):
        drill()


def test_a_drill_without_any_backup_has_failed(tmp_path, settings):
    settings.BACKUP_DIR = tmp_path / "none"
    with pytest.raises(Broken, match="还没有备份"):
        drill()
    assert list(Run.objects.values_list("kind", "ok")) == [("drill", False)]


def test_rows_that_are_missing_and_a_trail_that_was_cut_are_found_by_the_kept_facts():
    """The control: what the copy says about itself is compared, not only the digests of the parts."""
    factories.unit()

    def ask(sql: str) -> list[tuple]:
        with connection.cursor() as cursor:
            cursor.execute(sql)
            return cursor.fetchall()

    kept = databases.facts(connection.vendor, ask)
    assert next(inspect(kept, {})).startswith(f"数据：{len(kept.counts)} 张表")
    more = replace(kept, counts=kept.counts | {"accounts_unit": 7})
    for facts, words in (
        (more, "数据表 accounts_unit 备份时 7 行，恢复后 1 行"),
        (replace(kept, trail_number=9), "痕迹末条应为第 9 号，恢复后为第 0 号"),
    ):
        with pytest.raises(Wrong, match=words):
            next(inspect(facts, {}))


def test_a_backup_of_a_newer_version_or_another_database_is_refused(backup):
    path = backup.path / "manifest.json"
    said = json.loads(path.read_text())
    said["facts"]["migrations"]["accounts"].append("0099_of_next_year")
    path.write_text(json.dumps(said))
    with pytest.raises(Broken, match="来自更新的版本.*accounts.0099_of_next_year"):
        restoring.examine(making.load(backup.path), None)
    said["facts"]["migrations"]["accounts"].pop()
    said["facts"]["vendor"] = "oracle"
    path.write_text(json.dumps(said))
    with pytest.raises(Broken, match="来自 oracle 数据库"):
        restoring.examine(making.load(backup.path), None)


def test_nothing_is_put_back_over_a_system_in_use(backup, settings):
    settings.MEDIA_ROOT = backup.path.parent.parent / "files"
    before = Unit.objects.count()
    with pytest.raises(CommandError, match="数据库不是空的：恢复不能覆盖正在使用的系统"):
        call_command("restore", str(backup.path))
    assert (Unit.objects.count(), settings.MEDIA_ROOT.exists()) == (before, False)


def test_into_an_empty_place_it_is_put_back_and_may_be_begun_again(backup, tmp_path, settings):
    with ExitStack() as stack:
        params = stack.enter_context(databases.empty(tmp_path))
        place = tmp_path / "new"
        (place / "files").mkdir(parents=True)
        env = {name: value for name, value in os.environ.items() if name != "DEMO"}
        env |= {"VAR_DIR": str(place), "DATABASE_URL": databases.address(params), "LOCAL": "1"}

        media = place / "files"
        (media / "foreign.txt").write_text("x")
        assert "（foreign.txt）：请先把原有文件移到别处" in restoring.why_not_empty(backup, params, media)
        (media / "foreign.txt").unlink()
        first = backup.manifest.files[0]  # as if it had been cut off after the first file
        (media / first.name).parent.mkdir(parents=True)
        (media / first.name).write_bytes((backup.path / first.blob).read_bytes())
        assert restoring.why_not_empty(backup, params, media) == ""
        anchored(backup, settings, backup.manifest.facts.trail_head, place)
        done = subprocess.run([sys.executable, "manage.py", "restore", str(backup.path)], env=env, capture_output=True, text=True)
        said = [
            words in done.stdout for words in ("痕迹完整", "与 1 处锚定相符", "其后还有 1 条痕迹", "已改名保存为 anchors-until-")
        ]
        assert (done.returncode, said) == (0, [True] * 4), done.stdout + done.stderr
        there = {path.relative_to(media).as_posix() for path in media.rglob("*.*")}
        assert there == {part.name for part in backup.manifest.files}
        assert "数据库不是空的" in restoring.why_not_empty(backup, params, media)


def test_health_tells_a_backup_that_is_missing_late_or_was_cut_off(settings):
    now = timezone.now()
    assert health("backup") == (None, "还没有备份记录，也没有设定自动进行的时间（BACKUP_AT）。")
    settings.RUN_PLANS = settings.RUN_PLANS | {"backup": Plan(time(2, 30))}
    assert health("backup")[0] is False
    at = now - timedelta(days=3)
    run = Run.objects.create(kind=Kind.BACKUP, started_at=at, ended_at=at, ok=True, sentence="备份完成。")
    assert (health("backup")[0], "没有按时进行，最近一次在3天前" in health("backup")[1]) == (False, True)
    Run.objects.filter(pk=run.pk).update(ended_at=now, started_at=now)
    assert health("backup")[0] is True
