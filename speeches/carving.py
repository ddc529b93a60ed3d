"""The values of a directive that is cut out of another, joined from two, or made by hand from words. Pure: nothing is invented."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from speeches.reading import DEFAULT, Glossary, themes, titles

SAID, LISTED, INFERRED, BY_HAND = "原文", "词表", "推定", "人工"
LISTS = ("lead_units", "support_units", "regulations", "campaigns", "themes", "duty", "four_manage", "four_key")
NAMED = ("lead_units", "support_units", "regulations", "campaigns")
TIMES = ("deadline", "recurrence")
STRENGTHS = ("prohibition", "hard", "standing", "soft")


SENTENCE_END = re.compile("[。；！？;!?]+[”’」』）)]*\\n*|\\n+")


def sentences(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The sentences (parted by 。；！？ or a line's end) of a span; they tile it."""
    stops = [m.end() for m in SENTENCE_END.finditer(text, start, end)]
    places = [start, *(stop for stop in stops if stop < end), end]
    return [span for span in zip(places, places[1:], strict=False) if text[span[0] : span[1]]]


def clipped(spans: Iterable[Iterable[int]], start: int, end: int) -> list[list[int]]:
    """What of the spans lies between start and end."""
    cut = ([max(a, start), min(b, end)] for a, b in spans)
    return [[a, b] for a, b in cut if a < b]


def fresh(words: str, glossary: Glossary = DEFAULT) -> dict[str, Any]:
    """The values of a directive that a person marked in the text: only what its own words say."""
    title, source = titles.title(words, None)
    values: dict[str, Any] = {name: [] for name in NAMED} | {"actor": "", "deadline": "", "recurrence": "", "due_on": None}
    values |= {"title": title, "strength": themes.strength(words)} | _tags(words, glossary)
    sources = {"title": source, "strength": INFERRED} | {n: LISTED for n in ("themes", "duty") if values[n]}
    return values | {"sources": sources | {n: SAID for n in ("four_manage", "four_key") if values[n]}}


def part(values: Mapping[str, Any], words: str, *, heads: bool, glossary: Glossary = DEFAULT) -> dict[str, Any]:
    """What of a directive's values stays with one part of its words (`heads`: the part that keeps its title and number).

    A value that was read from the words stays where they stand; one that a person typed, or that comes from the heading
    above, holds for both parts.
    """
    sources = dict(values["sources"])
    kept = fresh(words, glossary)
    shared = {name for name, source in sources.items() if source in (BY_HAND, INFERRED)}
    for name in NAMED:
        kept[name] = [one for one in values[name] if name in shared or one in words]
    for name in TIMES:
        kept[name] = values[name] if name in shared or values[name] in words else ""
    kept["due_on"] = values["due_on"] if kept["deadline"] or sources.get("due_on") == BY_HAND else None
    kept["actor"] = values["actor"]
    own = {n: sources[n] for n in (*NAMED, *TIMES, "due_on") if kept[n] and n in sources}
    if kept["actor"]:
        own["actor"] = sources.get("actor", SAID) if kept["actor"] in words else INFERRED
    if heads:
        kept["title"] = values["title"]
        own["title"] = sources.get("title", INFERRED)
    return kept | {"sources": kept["sources"] | own}


def joined(first: Mapping[str, Any], second: Mapping[str, Any]) -> dict[str, Any]:
    """Two neighbours as one: lists run together, both deadlines stay readable, the earlier day counts, the stronger word binds."""
    values: dict[str, Any] = {name: list(dict.fromkeys([*first[name], *second[name]])) for name in LISTS}
    for name in TIMES:
        values[name] = "；".join(dict.fromkeys(one for one in (first[name], second[name]) if one))[:60]
    values["due_on"] = min((day for day in (first["due_on"], second["due_on"]) if day), default=None)
    values["actor"] = first["actor"] or second["actor"]
    values["title"] = first["title"]
    values["strength"] = min(first["strength"], second["strength"], key=STRENGTHS.index)
    return values | {"sources": dict(second["sources"]) | dict(first["sources"])}


def _tags(words: str, glossary: Glossary) -> dict[str, list[str]]:
    """Themes and the tags of the responsibility system, by the words themselves."""
    return {
        "themes": list(themes.themes(words, glossary)),
        "duty": list(themes.duty(words)),
        "four_manage": list(themes.four_manage(words)),
        "four_key": list(themes.four_key(words)),
    }
