"""The arithmetic of the chain: a salted digest of the content, and a seal over the digest and the seal before it. Pure."""

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime

from django.core.serializers.json import DjangoJSONEncoder

CONTENT = ("at", "by_id", "post", "act", "target_type", "target_id", "target_label", "before", "after", "note")
GENESIS = "0" * 64


def digest(salt: str, content: Mapping) -> str:
    """SHA-256 (hex) of the salt and the canonical JSON of the content; with the salt erased it tells nothing."""
    plain = {name: content[name] for name in CONTENT} | {"at": moment(content["at"])}
    text = json.dumps(plain, cls=DjangoJSONEncoder, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(f"{salt}\n{text}".encode()).hexdigest()


def seal(previous: str, number: int, entry_id: int, content_digest: str, sealed_at: datetime) -> str:
    """SHA-256 (hex) that binds a row to its place: predecessor, chain number, row id, content digest and time of sealing."""
    text = f"{previous}|{number}|{entry_id}|{content_digest}|{moment(sealed_at)}"
    return hashlib.sha256(text.encode()).hexdigest()


def moment(at: datetime) -> str:
    """One spelling for one instant, to the microsecond, whatever zone it was written in."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")
