"""The name of an uploaded file: shown, never used as a path."""

import re

from speeches.documents.shapes import KINDS, Unreadable

UNSEEN = re.compile(r"[\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
MAX_LENGTH = 120


def clean_name(name: str) -> str:
    """The last part of the name without control and direction marks, shortened; raises Unreadable(unsupported)."""
    shown = UNSEEN.sub("", name.replace("\\", "/").rsplit("/", 1)[-1]).strip()
    stem, dot, extension = shown.rpartition(".")
    if not dot or not stem.strip(". ") or extension.lower() not in KINDS:
        raise Unreadable("unsupported")
    return f"{stem[:MAX_LENGTH]}.{extension.lower()}"
