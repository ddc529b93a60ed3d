"""A result as it is stored, kept in snapshots and shown. Pure."""

from typing import Any

from tasks.assessment.adjusting import Adjustment, Veto
from tasks.assessment.pieces import Piece
from tasks.assessment.scheme import Scheme
from tasks.assessment.scoring import Entry, Result, grade_of


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
            "entries": [_entry(entry) for entry in line.entries],
        }
        for line in result.lines
    ]
    said = {"sentence": result.sentence, "lines": lines, "left_out": [_entry(entry) for entry in result.left_out]}
    if result.without_facts:
        said["silent"] = list(result.without_facts)
    if result.adjustment:
        said["adjustment"] = _adjustment(result.adjustment)
    if result.vetoes:
        said |= {"vetoes": [_veto(one) for one in result.vetoes], "by_score": grade_of(result.total, scheme)}
    return said


def _entry(entry: Entry) -> dict[str, Any]:
    said = {"assignment": entry.assignment, "weight": str(entry.weight), "counted": entry.counted, "word": entry.word}
    if entry.key:
        said |= {"key": entry.key, "title": entry.title, "on": str(entry.on) if entry.on else None}
    return said


def _adjustment(added: Adjustment) -> dict[str, Any]:
    return {"points": str(added.points), "sentence": added.sentence, "entries": [_piece(one) for one in added.pieces]}


def _piece(piece: Piece) -> dict[str, Any]:
    return {"key": piece.key, "title": piece.title, "word": piece.word}


def _veto(veto: Veto) -> dict[str, Any]:
    return {"condition": veto.condition, "grade": veto.grade, "word": veto.word, "key": veto.key}
