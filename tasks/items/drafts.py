"""Titles of items made from words of a speech. Pure."""

import re

LIMIT = 24
LEAD = re.compile(r"^[要须应将必须]+")


def title_of(words: str, ordinal: str = "") -> str:
    """The first clause of the words without its ordinal (三要), at most 24 characters; a longer clause is cut with ……."""
    text = words.strip().removeprefix(ordinal).strip()
    clauses = [part.strip() for part in re.split(r"[，。；：！？\n]", text) if part.strip()]
    if not clauses:
        return text[:LIMIT] or "未命名事项"
    title = LEAD.sub("", clauses[0]) or clauses[0]
    return title if len(title) <= LIMIT else f"{title[: LIMIT - 2]}……"
