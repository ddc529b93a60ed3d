"""Anchors: the head of the chain, signed once a day into a file outside the database (settings.ANCHOR_DIR), a line each, never rewritten.

Whoever has the database can cut the tail or compute the whole chain anew; he cannot make the file, the letters and the paper agree with it.
"""

import base64
import binascii
import fcntl
import hashlib
import os
from datetime import datetime
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings
from django.utils import timezone

from accounts.trail.models import Entry
from accounts.trail.standalone import Fault, moment, read_anchors, read_head, spell

FILE, KEY = "anchors.jsonl", "signing_key"


def read() -> tuple[dict, Fault | None]:
    """All anchors by number, and the first that is wrong."""
    found = lines()
    return read_anchors(found, public_key() if found else "")


def lines() -> list[bytes]:
    """The lines of the file as they stand, oldest first."""
    try:
        return _path().read_bytes().splitlines(keepends=True)
    except FileNotFoundError:
        return []


def anchor(now: datetime) -> dict | None:
    """Append today's anchor and return it; None when it stands already, or nothing is sealed yet."""
    head = _head()
    if head is None:
        return None
    day = timezone.localtime(now).date().isoformat()
    _folder()
    file = os.open(_path(), os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        fcntl.flock(file, fcntl.LOCK_EX)
        before = lines()
        if before and _day(before[-1]) >= day:
            return None
        line = sign("anchor", *head, now, hashlib.sha256(before[-1]).hexdigest() if before else "")
        os.write(file, line)
        os.fsync(file)
    finally:
        os.close(file)
    return read_head(line, "")


def up_to(number: int) -> tuple[dict, int, Fault | None]:
    """For a restored trail that ends at `number`: the anchors it must agree with, how many later rows others remember, the first wrong line."""
    found, fault = read()
    return {n: head for n, head in found.items() if n <= number}, max(0, max(found, default=0) - number), fault


def sign(kind: str, number: int, seal: str, now: datetime, before: str = "") -> bytes:
    """A signed line about the head of the chain; `before` binds an anchor to the line before it (SHA-256, hex)."""
    head = {"kind": kind, "day": timezone.localtime(now).date().isoformat(), "at": moment(now), "number": number, "seal": seal}
    head |= {"before": before, "key": public_key()}
    return (spell(head | {"signature": _key().sign(spell(head).encode()).hex()}) + "\n").encode()


def set_aside(now: datetime) -> Path | None:
    """After an older state was restored on purpose: the anchors so far get another name and stay; None when there are none."""
    if not _path().exists():
        return None
    return _path().rename(_path().with_name(f"anchors-until-{timezone.localtime(now):%Y%m%dT%H%M%S}.jsonl"))


def public_key() -> str:
    """64 hex digits, for paper and letters."""
    return _key().public_key().public_bytes_raw().hex()


def _head() -> tuple[int, str] | None:
    return Entry.objects.exclude(number=None).order_by("-number").values_list("number", "seal").first()


def _day(line: bytes) -> str:
    """The day of a line; a damaged one counts as the oldest, so that the next is written all the same."""
    try:
        return read_head(line, "")["day"]
    except ValueError:
        return ""


def _key() -> Ed25519PrivateKey:
    """From the environment (32 bytes in base64), or made once and kept beside the anchors, readable by the owner only."""
    try:
        return Ed25519PrivateKey.from_private_bytes(base64.urlsafe_b64decode(settings.ANCHOR_KEY or _kept_key()))
    except (binascii.Error, ValueError):
        raise ValueError("锚定的签名密钥不可用：ANCHOR_KEY（或锚定目录中的 signing_key）应为 32 字节的 base64。") from None


def _kept_key() -> str:
    path = _folder() / KEY
    if not path.exists():
        draft = path.with_name(f"{KEY}.{os.getpid()}")
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write(base64.urlsafe_b64encode(os.urandom(32)).decode())
        try:
            os.link(draft, path)  # of several processes that start at once, the first one wins
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text()


def _folder() -> Path:
    settings.ANCHOR_DIR.mkdir(parents=True, exist_ok=True, mode=0o700)
    return settings.ANCHOR_DIR


def _path() -> Path:
    return settings.ANCHOR_DIR / FILE
