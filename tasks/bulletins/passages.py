"""The text of a 通报 as passages, each with the records behind it; editing keeps the sources, the digest covers all of it. Pure."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from hashlib import sha256
from typing import Any


class Section(StrEnum):
    """The parts of the paper, in its order."""

    OPENING = "opening"
    GOOD = "good"
    FAULTS = "faults"
    DEMANDS = "demands"
    CLOSING = "closing"


# Chapters have headings, the opening and the last line none.
HEADINGS = {Section.GOOD: "好的做法和结果", Section.FAULTS: "存在问题", Section.DEMANDS: "工作要求"}
RESULT_HEADINGS = HEADINGS | {Section.GOOD: "考核结果"}
NUMERALS = "一二三四五"
LONGEST, MOST = 2000, 1200


@dataclass(frozen=True)
class Source:
    """One record behind a statement: what it is (assignment, order, score, unit), its key, and the fact in words."""

    kind: str
    pk: int
    words: str


@dataclass(frozen=True)
class Passage:
    """One paragraph. `drafted` is what the records gave (empty: written by a person); `about` names the sort of exception of a unit."""

    section: str
    text: str
    drafted: str = ""
    sources: tuple[Source, ...] = ()
    about: str = ""
    unit: int | None = None

    @property
    def changed(self) -> bool:
        """Drafted from records, and reworded by a person since."""
        return bool(self.drafted) and self.text != self.drafted


@dataclass(frozen=True)
class Noted:
    """A passage with the numbers of its footnotes."""

    place: int
    passage: Passage
    notes: tuple[int, ...]


@dataclass(frozen=True)
class Chapter:
    """One part of the paper with its heading (empty where it has none)."""

    section: str
    heading: str
    passages: tuple[Noted, ...]


def drafted(section: str, text: str, sources: Iterable[Source] = (), about: str = "", unit: int | None = None) -> Passage:
    """A statement as the records give it."""
    return Passage(section, text, text, tuple(sources), about, unit)


def plain(passages: Iterable[Passage]) -> list[dict[str, Any]]:
    """As JSON knows them."""
    return [asdict(one) | {"sources": [asdict(source) for source in one.sources]} for one in passages]


def from_plain(rows: Iterable[Mapping[str, Any]]) -> tuple[Passage, ...]:
    """What `plain` wrote."""
    return tuple(Passage(**{**row, "sources": tuple(Source(**source) for source in row["sources"])}) for row in rows)


def edited(passages: Sequence[Passage], texts: Mapping[int, str], added: Mapping[str, str]) -> tuple[Passage, ...]:
    """With other words by place; an emptied passage falls away, `added` (by section) comes to the end of its section.

    Several paragraphs typed into one added text become several passages.
    """
    kept = [replace(one, text=text) for place, one in enumerate(passages) if (text := texts.get(place, one.text).strip())]
    for section, typed in added.items():
        kept += [Passage(section, line.strip()) for line in typed.splitlines() if line.strip()]
    order = list(Section)
    return tuple(sorted(kept, key=lambda one: order.index(Section(one.section))))


def notes_of(passages: Iterable[Passage]) -> tuple[Source, ...]:
    """All sources once each, in the order of the text: the footnotes."""
    return tuple(dict.fromkeys(source for one in passages for source in one.sources))


def chapters(passages: Sequence[Passage], headings: Mapping[str, str]) -> tuple[Chapter, ...]:
    """The paper's parts that hold something; headings are numbered 一、二、三."""
    number = {source: place for place, source in enumerate(notes_of(passages), 1)}
    found, count = [], 0
    for section in Section:
        own = tuple(
            Noted(place, one, tuple(number[source] for source in one.sources))
            for place, one in enumerate(passages)
            if one.section == section
        )
        if own:
            heading = f"{NUMERALS[count]}、{headings[section]}" if section in headings else ""
            count += bool(heading)
            found.append(Chapter(section, heading, own))
    return tuple(found)


def digest(**said: Any) -> str:
    """Over everything that is locked at 印发."""
    return sha256(json.dumps(said, sort_keys=True, ensure_ascii=False, default=str).encode()).hexdigest()
