"""Names as people type them. Pure."""

import re
import unicodedata

INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")


def clean(text: str) -> str:
    """One line without control and invisible characters, blanks at the ends or doubled blanks inside."""
    visible = "".join(c if unicodedata.category(c) != "Cc" else " " for c in INVISIBLE.sub("", text))
    return re.sub(r"[ \u3000]+", " ", visible).strip()
