"""What a 更正 does to the facts of a closed cycle: only the assignments that it names, so that nothing later creeps in. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from tasks.assessment.scoring import Fact


def corrected(facts: Iterable[Fact], named: Iterable[int], finding: str, words: str, now: Mapping[int, Fact]) -> list[Fact]:
    """The kept facts, those of `named` as the finding says. `now`: the facts of today, read only for 按现在的记录重新计算."""
    named = set(named)
    return [_found(fact, finding, words, now) if fact.assignment in named else fact for fact in facts]


def _found(fact: Fact, finding: str, words: str, now: Mapping[int, Fact]) -> Fact:
    if finding == "on_time":
        return replace(fact, excused=words)
    if finding == "no_return":
        return replace(fact, unreturned=words)
    if finding == "left_out":
        return replace(fact, set_aside=words)
    return now.get(fact.assignment, fact)
