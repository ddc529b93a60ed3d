"""What the child does under its limits: reads a JSON line and the bytes, writes one JSON object. Every failure is a named refusal."""

import json
import os
import sys

from speeches.documents.opening import open_bytes
from speeches.documents.shapes import Unreadable


def answer(line: bytes, data: bytes) -> dict:
    """The document or the refusal, as plain values."""
    asked = json.loads(line)
    try:
        found = open_bytes(data, asked["name"], asked["encoding"])
    except Unreadable as refused:
        return {"code": refused.code, "message": refused.message}
    except (MemoryError, RecursionError):
        return {"code": "bomb", "message": ""}
    except Exception:  # the parsers raise dozens of kinds of errors on broken files
        return {"code": "broken", "message": ""}
    return {"text": found.text, "kind": found.kind, "encoding": found.encoding, "warnings": found.warnings}


if __name__ == "__main__":
    # Whatever a parser prints must not mix with the answer.
    with os.fdopen(os.dup(1), "w", encoding="ascii") as out:
        os.dup2(2, 1)
        json.dump(answer(sys.stdin.buffer.readline(), sys.stdin.buffer.read()), out)
