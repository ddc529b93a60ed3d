"""A result as it is stored, kept in snapshots and shown. Pure."""

from collections.abc import Iterable, Iterator
from typing import Any

from tasks.assessment.adjusting import Adjustment, Veto
from tasks.assessment.pieces import Piece
from tasks.assessment.scheme import Scheme
from tasks.assessment.scoring import Result, Share, grade_of


def as_json(result: Result, scheme: Scheme) -> dict[str, Any]:
    """The arithmetic as plain data."""
    lines = [
        {
            "indicator": line.indicator,
            "weight": str(line.weight),
            "numerator": str(line.numerator),
            "denominator": str(line.denominator),
            "value": str(line.value),
            "sentence": line.sentence,
            "entries": [_share(share) for share in line.shares],
        }
        for line in result.lines
    ]
    said = {"sentence": result.sentence, "lines": lines, "left_out": [_share(share) for share in result.out]}
    if result.without_facts:
        said["silent"] = list(result.without_facts)
    if result.adjustment:
        said["adjustment"] = _adjustment(result.adjustment)
    if result.vetoes:
        said |= {"vetoes": [_veto(one) for one in result.vetoes], "by_score": grade_of(result.total, scheme)}
    return said


def unfolded(entries: Iterable[dict[str, Any]]) -> Iterator[tuple[int, str, dict[str, Any]]]:
    """Each assignment with its weight and the entry that speaks of it. Older results have an entry for each; pieces have no assignment."""
    for entry in entries:
        own = entry.get("assignments") or ([entry["assignment"]] if entry.get("assignment") else [])
        weights = entry["weights"] if "weights" in entry else [entry.get("weight", "")] * len(own)
        yield from ((pk, weight, entry) for pk, weight in zip(own, weights, strict=True))


def _share(share: Share) -> dict[str, Any]:
    said = {"counted": share.counted, "word": share.word}
    if share.key:
        on = str(share.on) if share.on else None
        return said | {"weight": str(share.sum), "key": share.key, "title": share.title, "on": on}
    pairs = share.assignments
    weights = [str(weight) for _, weight in pairs]
    said |= {"weight": weights[0]} if len(set(weights)) == 1 else {"weights": weights}
    return said | {"assignments": [pk for pk, _ in pairs]}


def _adjustment(added: Adjustment) -> dict[str, Any]:
    return {"points": str(added.points), "sentence": added.sentence, "entries": [_piece(one) for one in added.pieces]}


def _piece(piece: Piece) -> dict[str, Any]:
    return {"key": piece.key, "title": piece.title, "word": piece.word}


def _veto(veto: Veto) -> dict[str, Any]:
    return {"condition": veto.condition, "grade": veto.grade, "word": veto.word, "key": veto.key}
