"""What a 更正 does to the facts of a closed cycle: only those that it names, so that nothing later creeps in. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from tasks.assessment.pieces import Kind, Piece
from tasks.assessment.scoring.facts import Fact

Known = Fact | Piece


def corrected(
    facts: Iterable[Known], named: Iterable[int | str], finding: str, words: str, now: Mapping[int | str, Known]
) -> list[Known]:  # fmt: skip
    """The kept facts, those of `named` as the finding says. `now`: the facts of today, read only for 按现在的记录重新计算."""
    named = set(named)
    return [_found(fact, finding, words, now) if fact.key in named else fact for fact in facts]


def _found(fact: Known, finding: str, words: str, now: Mapping[int | str, Known]) -> Known:
    if finding == "reread":
        return now.get(fact.key, fact)
    if isinstance(fact, Piece):
        return _piece(fact, finding, words)
    if finding == "on_time":
        return fact._replace(excused=words)
    if finding == "no_return":
        return fact._replace(unreturned=words)
    return fact._replace(set_aside=words)


def _piece(piece: Piece, finding: str, words: str) -> Piece:
    """A duty's period may be found kept; anything may be left out; returns are none of its business."""
    if finding == "on_time" and piece.kind == Kind.DUTY:
        return replace(piece, kept=True, word=f"{piece.word}，按“按期”计。{words}")
    return replace(piece, aside=f"不计入。{words}") if finding == "left_out" else piece
