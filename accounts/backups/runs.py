"""One run at a time, and a row for each: who died in the middle is told by the next one."""

import errno
import fcntl
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import IO

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.backups.models import Kind, Run
from accounts.backups.tools import Broken
from accounts.letters.actions import post
from accounts.roles import Role
from accounts.trail.actions import record
from accounts.units.models import Post
from accounts.users.models import User

# Of a run on another machine we cannot see whether it still lives; none takes half a day.
DEAD_AFTER = timedelta(hours=12)
CUT_OFF = "中途被打断，没有完成。"


def folder() -> Path:
    """BACKUP_DIR, made when it is not there; only its owner may look into it."""
    path = Path(settings.BACKUP_DIR)
    path.mkdir(parents=True, exist_ok=True, mode=0o700)
    return path


@contextmanager
def alone(kind: Kind, wait: float = 0) -> Iterator[None]:
    """Nobody else on this machine does so meanwhile; the kernel lets go when we die. Backups, copies and drills share one lock.

    Somebody else is waited for, `wait` seconds at most.
    A folder that cannot be written to is a failure of this run, and recorded as such.
    """
    try:
        lock = (folder() / (".files" if kind == Kind.FILES else ".lock")).open("w")
    except OSError as error:
        with recorded(kind):
            raise Broken(f"备份目录 {settings.BACKUP_DIR} 不能写入（{error.strerror}）。请检查目录和权限。") from error
    with lock:
        _hold(lock, time.monotonic() + wait)
        yield


def _hold(lock: IO, until: float) -> None:
    while True:
        try:
            return fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            if time.monotonic() >= until:
                raise Broken("另一项备份、恢复演练或文件核对正在进行，请等它结束后再试。") from error
        time.sleep(0.5)


@transaction.atomic
def begin(kind: Kind, now: datetime) -> Run:
    """A row for a run; one of this kind that was cut off is ended first. Call it under `alone`."""
    host = socket.gethostname()[:100]
    for left in Run.objects.filter(kind=kind, ended_at=None):
        if left.host == host or now - left.started_at > DEAD_AFTER:
            end(left, ok=False, sentence=CUT_OFF, now=now)
    try:
        with transaction.atomic():
            return Run.objects.create(kind=kind, started_at=now, host=host)
    except IntegrityError as error:
        raise Broken(f"另一台服务器正在进行{kind.label}，请等它结束后再试。") from error


@transaction.atomic
def end(run: Run, *, ok: bool, sentence: str, now: datetime, **values) -> None:
    """How it went, in the row and in the trail; what failed is written to the system administrators."""
    said = {"ok": ok, "sentence": sentence[:1000], "ended_at": now} | values
    if Run.objects.filter(pk=run.pk, ended_at=None).update(**said) != 1:
        return
    run.refresh_from_db()
    after = {"ok": ok, "name": run.name, "size": run.size, "digest": run.digest}
    record(act=run.get_kind_display(), target=run, after=after, note=run.sentence, at=now, by=None)
    if not ok:
        tell(run, now)


def tell(run: Run, now: datetime) -> None:
    """One letter to each system administrator of the day."""
    held = User.objects.filter(is_active=True, posts__in=Post.objects.on(timezone.localdate(now)).with_role(Role.SYSTEM_ADMIN))
    for person in held.distinct():
        context = {"run": run, "lines": run.sentence.split("\n")}
        post(to=person, template="run_failed", context=context, key=f"run:{run.pk}:{person.pk}", now=now)


@contextmanager
def recorded(kind: Kind) -> Iterator[dict]:
    """A run around a block, which fills in `sentence` and other values; what breaks off is the result (Broken goes on to the caller)."""
    run, said = begin(kind, timezone.now()), {"ok": True, "sentence": ""}
    try:
        yield said
    except Broken as error:
        end(run, ok=False, sentence=str(error), now=timezone.now(), **_values(said))
        raise
    except OSError as error:
        full = error.errno == errno.ENOSPC
        words = (
            "磁盘空间不足，请清理后再试。"
            if full
            else f"系统报告错误：{error.strerror or error}（{error.filename or '无文件名'}）。"
        )
        end(run, ok=False, sentence=words, now=timezone.now(), **_values(said))
        raise Broken(words) from error
    except BaseException as error:
        end(run, ok=False, sentence=f"程序出错：{type(error).__name__}。", now=timezone.now(), **_values(said))
        raise
    end(run, now=timezone.now(), **said)


def _values(said: dict) -> dict:
    return {name: value for name, value in said.items() if name not in ("ok", "sentence")}
