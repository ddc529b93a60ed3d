"""What a report on one list is made from, as plain forms: gathered from the records while a cycle is open, from its snapshot afterwards. Pure."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from tasks.assessment.cases import day
from tasks.assessment.scoring import Fact
from tasks.reports.answers import Requirement


@dataclass(frozen=True, slots=True)
class Given:
    """One assignment of an item, with the submission that was accepted, if any."""

    assignment: int
    unit: int
    unit_name: str
    unit_short: str
    part: str
    state: str
    due_on: date
    delivered_on: date | None
    returns: int
    closed_off: bool
    claim: str = ""
    result: str = ""
    by: str = ""
    decided_on: date | None = None

    # The same rules as of the fact that a score rests on.
    done = Fact.done
    on_time = Fact.on_time


@dataclass(frozen=True)
class Asked:
    """One item: the directives that it answers with their words, and its assignments in the order of the units."""

    pk: int
    number: int
    title: str
    requirement: str
    criteria: str
    due_on: date | None
    said: tuple[tuple[int, str], ...]
    given: tuple[Given, ...]


@dataclass(frozen=True)
class Material:
    """One list: its name, headings of the speech, demands by chapter (without their items), and the items."""

    basis: str
    headings: tuple[str, ...]
    demands: tuple[tuple[str, Requirement], ...]
    items: tuple[Asked, ...]

    def within(self, *, assignments: set[int] | None, unit: int | None) -> "Material":
        """Only what lies within somebody's reach (None: everything), or concerns one unit."""
        if assignments is None and unit is None:
            return self

        def seen(one: Given) -> bool:
            return (assignments is None or one.assignment in assignments) and unit in (None, one.unit)

        return replace(self, items=tuple(replace(item, given=tuple(filter(seen, item.given))) for item in self.items))


def as_material(data: dict[str, Any]) -> Material:
    """Back from the plain data of a snapshot (cases.plain)."""
    return Material(
        basis=data["basis"],
        headings=tuple(data["headings"]),
        demands=tuple((chapter, _requirement(one)) for chapter, one in data["demands"]),
        items=tuple(_asked(one) for one in data["items"]),
    )


def _requirement(data: dict[str, Any]) -> Requirement:
    span = tuple(data["span"]) if data["span"] else None
    return Requirement(**data | {"span": span, "asked": tuple(data["asked"]), "items": (), "systems": ()})


def _asked(data: dict[str, Any]) -> Asked:
    said = tuple((directive, words) for directive, words in data["said"])
    return Asked(**data | {"due_on": day(data["due_on"]), "said": said, "given": tuple(_given(one) for one in data["given"])})


def _given(data: dict[str, Any]) -> Given:
    return Given(**data | {name: day(data[name]) for name in ("due_on", "delivered_on", "decided_on")})
