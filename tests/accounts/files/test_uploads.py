"""An upload is limited by day and unit, looked at by ClamAV where there is one, and survives kill -9 at any point."""

import os
import shutil
import socketserver
import struct
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from accounts.backups import databases
from accounts.conflict import Refused
from accounts.files import scanning, storage
from accounts.files.checking import check
from accounts.files.models import DayUse, StoredFile
from accounts.files.quota import TooMuch, charge
from accounts.files.sweeping import sweep
from accounts.health.queries import checks
from speeches.models import Speech
from tasks.progress.models import Evidence
from tests import factories
from tests.accounts.files.test_checking import grow_old
from tests.accounts.signed_in import client_of, text
from tests.services.office import wait_until
from tests.tasks.conftest import NOW
from tests.tasks.unit_day import active, picture

EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + rb"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
VIRUS = "Eicar-Test-Signature"


@pytest.mark.django_db
def test_a_unit_uploads_so_much_a_day_and_no_more(settings):
    settings.UPLOAD_MB_A_DAY = 2
    unit, other, today = factories.unit("县档案局"), factories.unit(), NOW.date()
    charge(unit=unit, size=1_500_000, on=today)
    with pytest.raises(TooMuch, match="^县档案局今天已上传 1 MB，加上本文件超过每日 2 MB 的限额，没有保存。"):
        charge(unit=unit, size=500_001, on=today)
    charge(unit=unit, size=500_000, on=today)
    charge(unit=other, size=2_000_000, on=today)
    charge(unit=unit, size=2_000_000, on=today.replace(day=1))
    assert sorted(DayUse.objects.values_list("bytes", flat=True)) == [2_000_000] * 3
    settings.UPLOAD_MB_A_DAY = 0
    charge(unit=unit, size=10**12, on=today)


@pytest.mark.django_db
def test_the_form_says_that_the_day_is_full_and_keeps_what_was_typed(settings, tmp_path):
    settings.MEDIA_ROOT, settings.UPLOAD_MB_A_DAY = tmp_path, 1
    small = factories.office()
    (matter,) = active(small, "讲党课")
    charge(unit=small.a.unit, size=1_000_000, on=timezone.localdate())
    said = {"text": "已讲党课，86人参加。", "percent": 50, "key": "k", "version": matter.version}
    file = SimpleUploadedFile("现场.png", picture("red"))
    answer = client_of(small.a.clerk).post(reverse("progress:report", args=[matter.pk]), said | {"file": file})
    page = text(answer)
    assert (answer.status_code, "超过每日 1 MB 的限额" in page, said["text"] in page, Evidence.objects.count()) == (
        422,
        True,
        True,
        0,
    )
    charge(unit=small.work_committee, size=1_000_000, on=timezone.localdate())
    speech = {"text": "一要抓落实。", "title": "讲话"}
    answer = client_of(small.admin).post(reverse("speeches:new"), speech)
    assert (answer.status_code, "超过每日 1 MB 的限额" in text(answer), Speech.objects.count()) == (422, True, 0)


@pytest.mark.once
@pytest.mark.django_db
def test_on_a_disk_that_is_nearly_full_uploads_stop_in_words_and_reports_without_a_file_go_on(settings, tmp_path, monkeypatch):
    settings.MEDIA_ROOT = tmp_path / "files"
    monkeypatch.setattr(storage, "KEPT_FREE", 10**15)
    small = factories.office()
    (matter,) = active(small, "讲党课")
    clerk, url = client_of(small.a.clerk), reverse("progress:report", args=[matter.pk])
    said = {"text": "已讲党课，86人参加。", "percent": 50, "key": "k", "version": matter.version}
    answers = [clerk.post(url, said | {"file": SimpleUploadedFile("现场.png", picture("red"))})]
    answers.append(client_of(small.admin).post(reverse("speeches:new"), {"text": "一要抓落实。", "title": "讲话"}))
    assert [(answer.status_code, storage.FULL in text(answer)) for answer in answers] == [(422, True)] * 2
    assert said["text"] in text(answers[0])
    kept = (Evidence, Speech, StoredFile, DayUse)
    assert [model.objects.count() for model in kept] == [0] * 4
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
    assert clerk.post(url, said).status_code == 302


@pytest.mark.once
@pytest.mark.django_db
def test_a_disk_that_fills_up_while_a_file_is_written_leaves_no_row(settings, tmp_path, monkeypatch):
    """A real small disk: root only."""
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", tmp_path], capture_output=True)
    if mounted.returncode:
        pytest.skip("no right to mount a small disk")
    try:
        settings.MEDIA_ROOT, settings.VAR_DIR = tmp_path / "files", tmp_path
        monkeypatch.setattr(storage, "KEPT_FREE", -(10**9))
        with pytest.raises(storage.NoRoom), transaction.atomic():
            default_storage.save("evidence/large.png", ContentFile(b"x" * 1_000_000))
        assert StoredFile.objects.count() == 0
        for path in settings.MEDIA_ROOT.rglob("*.*"):
            grow_old(path)
        sweep(timezone.now())
        assert check(timezone.now()).ok
    finally:
        subprocess.run(["umount", tmp_path], check=True)


class Clamd(socketserver.BaseRequestHandler):
    """Speaks as clamd does; knows one virus."""

    def handle(self) -> None:
        """One command, one answer."""
        command = self.take(6)
        if command == b"zPING\0":
            self.request.sendall(b"PONG\0")
            return
        assert command + self.take(4) == b"zINSTREAM\0"
        data = b""
        while size := struct.unpack("!I", self.take(4))[0]:
            data += self.take(size)
        self.request.sendall(f"stream: {VIRUS} FOUND\0".encode() if EICAR in data else b"stream: OK\0")

    def take(self, size: int) -> bytes:
        """Exactly so many bytes."""
        data = b""
        while len(data) < size:
            data += self.request.recv(size - len(data))
        return data


@contextmanager
def stand_in(folder: Path) -> Iterator[Path]:
    """Its socket."""
    with socketserver.ThreadingUnixStreamServer(str(folder / "clamd.ctl"), Clamd) as server:
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        yield folder / "clamd.ctl"
        server.shutdown()


@contextmanager
def real(folder: Path) -> Iterator[Path]:
    """The socket of a real clamd whose only signature is that of the test virus, in the form of a database of ClamAV (.ndb)."""
    program = shutil.which("clamd", path=f"{os.environ['PATH']}:/usr/sbin")
    if not program:
        pytest.skip("clamd is not installed (Debian: clamav-daemon)")
    socket, database = folder / "clamd.ctl", folder / "signatures"
    database.mkdir()
    (database / "test.ndb").write_text(f"{VIRUS}:0:*:{EICAR.hex()}\n")
    (folder / "clamd.conf").write_text(f"LocalSocket {socket}\nDatabaseDirectory {database}\nForeground yes\n")
    with subprocess.Popen([program, f"--config-file={folder / 'clamd.conf'}"], stdout=subprocess.DEVNULL) as daemon:
        try:
            assert wait_until(socket.exists, 30)
            yield socket
        finally:
            daemon.terminate()


@pytest.fixture(params=[stand_in, real])
def clamd(request, tmp_path, settings) -> Iterator[str]:
    """A daemon on a real socket, and what it calls the test virus: one that always is there, and ClamAV itself where it is installed."""
    with request.param(tmp_path) as socket:
        settings.CLAMAV = f"unix:{socket}"
        yield VIRUS if request.param is stand_in else f"{VIRUS}.UNOFFICIAL"  # so ClamAV marks signatures that are not its makers'


def test_the_daemon_is_asked_in_its_own_tongue(clamd):
    assert (scanning.scan(b""), scanning.scan(b"x" * 200_000), scanning.scan(b"x" * 70_000 + EICAR)) == (
        "",
        "",
        clamd,
    )


@pytest.mark.django_db
def test_an_infected_upload_is_refused_in_words_at_each_form(clamd, tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "files"
    small = factories.office()
    (matter,) = active(small, "讲党课")
    said = {"text": "已讲党课。", "percent": 50, "key": "k", "version": matter.version}
    bad = SimpleUploadedFile("现场.png", picture("red") + EICAR)
    answers = [client_of(small.a.clerk).post(reverse("progress:report", args=[matter.pk]), said | {"file": bad})]
    answers.append(
        client_of(small.admin).post(reverse("speeches:new"), {"file": SimpleUploadedFile("讲话.txt", "抓落实。".encode() + EICAR)})
    )
    list_ = reverse("exchange:in", args=[matter.item.responsibility_list_id])
    answers.append(client_of(small.a.clerk).post(list_, {"file": SimpleUploadedFile("表.xlsx", b"PK" + EICAR)}))
    words = f"文件被查出病毒（{clamd}），没有保存。"
    assert [(answer.status_code, words in text(answer)) for answer in answers] == [(422, True)] * 3
    assert StoredFile.objects.count() == 0
    assert [check.ok for check in checks(NOW) if check.name == "scanner"] == [True]


@pytest.mark.django_db
def test_while_the_daemon_is_away_nothing_is_kept_and_the_health_page_says_so(settings, tmp_path):
    for address in (f"unix:{tmp_path / 'none'}", "tcp:127.0.0.1:1", "nonsense"):
        settings.CLAMAV = address
        with pytest.raises(Refused, match="病毒检查暂时不能进行，文件没有保存"):
            scanning.refuse_infected(b"x")
        assert [check.ok for check in checks(NOW) if check.name == "scanner"] == [False]
    settings.CLAMAV = ""
    scanning.refuse_infected(EICAR)
    assert [check for check in checks(NOW) if check.name == "scanner"] == []


POINTS = 10


@pytest.mark.django_db(transaction=True)
def test_killed_at_ten_points_no_row_is_without_its_file_and_after_the_sweep_no_file_without_its_row(settings, tmp_path):
    settings.MEDIA_ROOT, settings.VAR_DIR = tmp_path / "files", tmp_path
    small = factories.office()
    (matter,) = active(small, "讲党课")
    env = os.environ | {"DATABASE_URL": databases.address(databases.here()), "VAR_DIR": str(tmp_path), "LOCAL": "1"}
    command = [sys.executable, "-m", "tests.accounts.files.killed", str(matter.pk), str(small.a.clerk.pk), str(POINTS)]
    done = subprocess.run(command, env=env, capture_output=True, text=True)
    assert done.stdout.split() == ["killed"] * POINTS, done.stdout + done.stderr
    now = timezone.now()
    assert check(now).ok  # each row has its files
    for path in settings.MEDIA_ROOT.rglob("*.*"):
        grow_old(path)
    orphans = check(now).findings
    assert {one.how for one in orphans} == {"orphaned"}, orphans  # the harm that the sweep is for does happen
    swept = sweep(now)
    rows = {name for pair in Evidence.objects.values_list("file", "thumb") for name in pair}
    assert (check(now).ok, len(swept.aside), swept.deleted) == (True, len(orphans), ())
    assert {path.relative_to(settings.MEDIA_ROOT).as_posix() for path in settings.MEDIA_ROOT.rglob("*.*")} == rows
    assert set(StoredFile.objects.values_list("name", flat=True)) == rows
