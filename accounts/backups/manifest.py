"""What a backup holds, as a JSON file beside it."""

import json
from dataclasses import asdict, dataclass
from typing import Any

FORM = 1


class Unreadable(ValueError):
    """The bytes are no manifest that this version reads."""


@dataclass(frozen=True)
class Part:
    """One stored thing: `name` under MEDIA_ROOT ("" is the database), `blob` its place in the backup, bytes and SHA-256 (hex) before
    and after sealing.
    """

    name: str
    blob: str
    size: int
    digest: str
    stored_size: int
    stored: str


@dataclass(frozen=True)
class Facts:
    """What the database said in the moment of the backup: rows per table, applied migrations per app, the head of the trail."""

    vendor: str
    counts: dict[str, int]
    migrations: dict[str, list[str]]
    trail_number: int
    trail_head: str


@dataclass(frozen=True)
class Manifest:
    """One backup. `key` is the mark of the key it is sealed with, "" for none."""

    made_at: str
    version: str
    key: str
    facts: Facts
    database: Part
    files: tuple[Part, ...]

    @property
    def parts(self) -> tuple[Part, ...]:
        """The database first."""
        return (self.database, *self.files)


def written(manifest: Manifest) -> bytes:
    """The bytes of manifest.json."""
    return json.dumps({"form": FORM} | asdict(manifest), ensure_ascii=False, indent=1, sort_keys=True).encode()


def read(data: bytes) -> Manifest:
    """The manifest in the bytes."""
    try:
        said: dict[str, Any] = json.loads(data)
        if said.pop("form") != FORM:
            raise Unreadable
        files = tuple(Part(**one) for one in said.pop("files"))
        return Manifest(facts=Facts(**said.pop("facts")), database=Part(**said.pop("database")), files=files, **said)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise Unreadable from error
