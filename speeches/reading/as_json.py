"""A reading as the plain object that `manage.py read_speech --json` prints."""

from typing import Any

from speeches.reading.shapes import Directive, Reading

PRINTED = (
    "text", "start", "end", "section", "ordinal", "title", "actor", "lead_units", "deadline", "due_on", "recurrence",
    "regulations", "themes", "strength", "sources",
)  # fmt: skip


def as_json(reading: Reading) -> dict[str, Any]:
    """Only the agreed fields; dates in ISO form; sections of the top level."""
    return {
        "title": reading.title,
        "speaker": reading.speaker,
        "meeting": reading.meeting,
        "date": reading.date.isoformat() if reading.date else None,
        "sections": [{"no": s.no, "title": s.title} for s in reading.sections if s.level == 1],
        "pieces": [{"start": p.start, "end": p.end, "kind": p.kind, "rule": p.rule} for p in reading.pieces],
        "directives": [_directive(d) for d in reading.directives],
    }


def _directive(one: Directive) -> dict[str, Any]:
    values = {name: getattr(one, name) for name in PRINTED}
    plain = {name: list(v) if isinstance(v, tuple) else v for name, v in values.items()}
    return plain | {"due_on": one.due_on.isoformat() if one.due_on else None}
