"""What a heat showed, judged by what one person alone brought about. Pure."""

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What becomes of many who do the same at once."""

    ONE = "one is acknowledged, the others are told"
    EACH = "each is acknowledged and each is kept"
    SAME = "all ask for the same, which is done once"
    ANY = "whoever is acknowledged is on record, the others are told"


@dataclass(frozen=True)
class Rule:
    """How a door is judged. `why`: the reason where it is not the common rule (ONE, and 409 for the others).

    `told`: by which statuses losers may be told. `one_person`: the racers are one person with many pages open, not colleagues.
    `also`: fields beside the free texts in which each racer writes words of his own. `apart`: tables that do not count.
    """

    kind: Kind = Kind.ONE
    why: str = ""
    told: frozenset[int] = frozenset({409})
    one_person: bool = False
    also: frozenset[str] = frozenset()
    apart: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Trace:
    """What was left behind: rows by table, acts of the trail, whose words are kept."""

    rows: dict[str, int]
    acts: dict[str, int]
    words: frozenset[int]


@dataclass(frozen=True)
class Heat:
    """The answers' statuses by racer, who of them found his words again on the page that refused him, and what was left."""

    statuses: tuple[int, ...]
    shown: frozenset[int]
    trace: Trace


def won(heat: Heat, done: int) -> frozenset[int]:
    """Who was told that it is done."""
    return frozenset(n for n, status in enumerate(heat.statuses) if status == done)


def faults(rule: Rule, done: int, alone: Trace, heat: Heat) -> list[str]:
    """What is wrong, in words; nothing when what was saved is what was acknowledged."""
    winners = won(heat, done)
    losers = frozenset(range(len(heat.statuses))) - winners
    found = [f"answered {status}" for status in sorted({heat.statuses[n] for n in losers} - rule.told)]
    times = 1 if rule.kind == Kind.SAME else len(winners)
    if not winners:
        found.append("nobody was acknowledged")
    if rule.kind == Kind.ONE and len(winners) > 1:
        found.append(f"{len(winners)} were acknowledged")
    if rule.kind == Kind.EACH and losers:
        found.append(f"{len(losers)} were refused")
    if rule.kind != Kind.ANY:
        rows = {name: count for name, count in heat.trace.rows.items() if name not in rule.apart}
        found += _differences("rows of ", alone.rows, rows, times)
    found += _differences("in the trail ", alone.acts, heat.trace.acts, times)
    if alone.words and rule.kind in (Kind.ONE, Kind.EACH):
        found += [f"acknowledged, yet lost: the words of {n}" for n in sorted(winners - heat.trace.words)]
        found += [f"refused, yet kept: the words of {n}" for n in sorted(heat.trace.words & losers)]
        found += [f"not shown his own words again: {n}" for n in sorted(losers - heat.shown)]
    return found


def _differences(what: str, alone: dict[str, int], heat: dict[str, int], times: int) -> list[str]:
    """Rows and acts that are not `times` what one person alone makes."""
    wanted = Counter({name: count * times for name, count in alone.items()})
    names = sorted(wanted.keys() | heat.keys())
    return [
        f"{what}{name}: {heat.get(name, 0):+} instead of {wanted[name]:+}" for name in names if heat.get(name, 0) != wanted[name]
    ]
