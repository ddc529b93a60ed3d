"""Labelled texts: ⟦section;ordinal;dl=…;rec=…;lead=…;reg=…⟧ words of a directive ⟦/⟧, and how a reading is compared with them."""

import re
from dataclasses import dataclass
from pathlib import Path

from speeches.reading import Directive, Reading

FOLDER = Path(__file__).parent / "texts"
NAMES = sorted(path.stem for path in FOLDER.glob("*.txt"))
TAG = re.compile("⟦([^⟧]*)⟧")
ENOUGH = 0.6


@dataclass(frozen=True)
class Label:
    """What a person marked: a span and some of its fields."""

    start: int
    end: int
    section: str | None
    deadline: str | None
    recurrence: str | None
    lead_units: tuple[str, ...]
    regulations: tuple[str, ...]


def load(name: str) -> tuple[str, list[Label]]:
    """The plain text and its labels."""
    raw = (FOLDER / f"{name}.txt").read_text(encoding="utf-8")
    text, labels, position, opened = "", [], 0, None
    for tag in TAG.finditer(raw):
        text += raw[position : tag.start()]
        position = tag.end()
        if tag[1] == "/":
            labels.append(_label(*opened, len(text)))
        else:
            opened = (tag[1], len(text))
    return text + raw[position:], labels


def _label(tag: str, start: int, end: int) -> Label:
    parts = tag.split(";")
    values = dict(part.split("=") for part in parts[2:] if part)
    lists = {name: tuple(values[name].split(",")) if name in values else () for name in ("lead", "reg")}
    return Label(start, end, parts[0] or None, values.get("dl"), values.get("rec"), lists["lead"], lists["reg"])


def overlap(one: Directive, label: Label) -> float:
    """Jaccard index of the two spans."""
    inter = min(one.end, label.end) - max(one.start, label.start)
    return max(0, inter) / (max(one.end, label.end) - min(one.start, label.start))


def pairs(reading: Reading, labels: list[Label]) -> list[tuple[Directive, Label]]:
    """Directives and labels that name the same words."""
    return [(d, g) for g in labels for d in reading.directives if overlap(d, g) >= ENOUGH]


def f1(reading: Reading, labels: list[Label]) -> float:
    """Agreement between the reading and the labels."""
    return 2 * len(pairs(reading, labels)) / (len(reading.directives) + len(labels))
