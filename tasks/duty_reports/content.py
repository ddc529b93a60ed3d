"""The content of a report: statements with their sources, edits by hand beside what was generated, own words. Pure.

While a report is not signed only its Words are kept, and the statements are made anew from the records whenever it is read; a
signed version keeps the whole Content.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from tasks.duty_reports.states import CHAPTERS, LINE_LIMIT, OWN_LIMIT, PARTS


@dataclass(frozen=True)
class Source:
    """A row behind a statement: which one, which days, whose decision; `door` and `pk` name the page that shows it."""

    words: str
    door: str = ""
    pk: int = 0

    @property
    def parts(self) -> tuple[str, str]:
        """What it is, and what is said of it: only the first part is a link."""
        name, colon, rest = self.words.partition("：")
        return name, colon + rest


@dataclass(frozen=True)
class Statement:
    """One generated sentence. `key` is the same from draft to draft; it begins with the part of the report to which it belongs."""

    key: str
    text: str
    sources: tuple[Source, ...] = ()

    @property
    def part(self) -> str:
        """The part under which it stands."""
        return self.key.partition(".")[0]


@dataclass(frozen=True)
class Edit:
    """What somebody wrote instead of a statement, and which generated text stood there then."""

    key: str
    text: str
    instead_of: str


@dataclass(frozen=True)
class Words:
    """All that people typed into a report: edits, and own words by chapter."""

    edits: tuple[Edit, ...] = ()
    own: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Line:
    """A statement and the edit beside it."""

    statement: Statement
    edit: Edit | None = None

    @property
    def key(self) -> str:
        """The statement's."""
        return self.statement.key

    @property
    def text(self) -> str:
        """What is read and printed."""
        return self.edit.text if self.edit else self.statement.text

    @property
    def moved(self) -> bool:
        """The records have changed since it was edited."""
        return self.edit is not None and self.edit.instead_of != self.statement.text


@dataclass(frozen=True)
class Content:
    """A whole report, made from the records as of the day `on`."""

    on: date
    lines: tuple[Line, ...]
    own: Mapping[str, str] = field(default_factory=dict)

    def in_part(self, part: str) -> tuple[Line, ...]:
        """The lines of one part."""
        return tuple(line for line in self.lines if line.statement.part == part)


GONE = "（生成这句话所依据的记录已不存在）"


def put_together(statements: tuple[Statement, ...], words: Words, on: date) -> Content:
    """Statements with their edits; an edit stays also when its statement is no longer made."""
    edits = {edit.key: edit for edit in words.edits}
    lines = [Line(one, edits.pop(one.key, None)) for one in statements]
    lines += [Line(Statement(edit.key, GONE), edit) for edit in edits.values()]
    return Content(on, tuple(lines), words.own)


def written(content: Content, typed: Mapping[str, "Typed"], own: Mapping[str, str]) -> Words:
    """The words after `typed` (by key) and `own` (by chapter) were written over `content`. Lines of which nothing was sent stay as they are."""
    lines = {line.key: line for line in content.lines}
    keys = [*lines, *(key for key in typed if key not in lines and key.partition(".")[0] in PARTS)]
    edits = [_edit(lines.get(key), typed.get(key), key) for key in keys]
    said = {key: own[key].strip() for key in CHAPTERS if own.get(key, "").strip()}
    return Words(tuple(edit for edit in edits if edit), said)


@dataclass(frozen=True)
class Typed:
    """What stands in the field of a line, and the generated text that the form showed beside it."""

    text: str
    shown: str


def _edit(line: Line | None, typed: Typed | None, key: str) -> Edit | None:
    """None where the text is empty or as generated; an edit that was not touched keeps what it was written instead of."""
    old = line.edit if line else None
    if typed is None:
        return old
    if not typed.text or typed.text == typed.shown:
        return None
    return old if old and old.text == typed.text else Edit(key, typed.text, typed.shown)


def faults(words: Words) -> list[str]:
    """What is too long, as sentences."""
    total = sum(len(text) for text in words.own.values())
    long = [edit.text for edit in words.edits if len(edit.text) > LINE_LIMIT]
    found = [f"修改后的每句最多{LINE_LIMIT}字，“{text[:12]}…”有{len(text)}字。请精简。" for text in long]
    if total > OWN_LIMIT:
        found.append(f"自己填写的文字合计最多{OWN_LIMIT}字，现有{total}字。请精简。")
    return found


def changes(signed: Content, now: tuple[Statement, ...]) -> list[tuple[str, str]]:
    """What the records say otherwise than when it was signed: (then, now); empty where there was no such statement."""
    old = {line.key: line.statement.text for line in signed.lines if line.statement.text != GONE}
    new = {one.key: one.text for one in now}
    keys = [*old, *(key for key in new if key not in old)]
    return [(old.get(key, ""), new.get(key, "")) for key in keys if old.get(key) != new.get(key)]


def plain(thing: Content | Words) -> dict[str, Any]:
    """As JSON knows it."""
    return json.loads(json.dumps(asdict(thing), ensure_ascii=False, default=str))


def words_of(data: Mapping[str, Any]) -> Words:
    """Back from plain data; {} is a report in which nobody wrote."""
    return Words(tuple(Edit(**edit) for edit in data.get("edits", ())), data.get("own", {}))


def content_of(data: Mapping[str, Any]) -> Content:
    """Back from plain data."""
    return Content(date.fromisoformat(data["on"]), tuple(_line(row) for row in data["lines"]), data["own"])


def _line(row: Mapping[str, Any]) -> Line:
    sources = tuple(Source(**source) for source in row["statement"]["sources"])
    return Line(Statement(**row["statement"] | {"sources": sources}), Edit(**row["edit"]) if row["edit"] else None)


def digest(content: Content) -> str:
    """SHA-256 of a content in canonical form, without the day: the same words have the same digest tomorrow."""
    said = {name: value for name, value in plain(content).items() if name != "on"}
    return hashlib.sha256(json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()).hexdigest()
