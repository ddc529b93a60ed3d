"""From a candidate to a directive: its fields, each with where it came from."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from speeches.reading import actors, deadlines, demands, regulations, themes, titles
from speeches.reading.candidates import Candidate
from speeches.reading.due import due
from speeches.reading.flat import Flat
from speeches.reading.glossary import Glossary
from speeches.reading.page import Page
from speeches.reading.shapes import Directive

SAID, LISTED, INFERRED = "原文", "词表", "推定"


@dataclass(frozen=True)
class Reader:
    """What the fields of every directive of a text are read with."""

    text: str
    flat: Flat
    page: Page
    glossary: Glossary
    on: date | None
    is_workday: Callable[[date], bool]


def directive(reader: Reader, candidate: Candidate, before: Directive | None = None) -> Directive:
    """Read the fields out of the words of a candidate; `before` is the directive before it."""
    page = reader.page
    start, end = reader.flat.original(candidate.start, candidate.end)
    body = page.words(candidate.start, candidate.end)
    sources: dict[str, str] = {}
    actor = _actor(page, candidate, before, sources)
    title, sources["title"] = titles.title(page.words(*_after_mark(candidate)), _own_title(page, candidate), actor)
    lead, support = _units(page.words(*_after_mark(candidate)), candidate)
    if not lead and actor in reader.glossary.units:
        lead = (actor,)
    raw, rhythm = _times(body, candidate, sources)
    due_on = due(raw, reader.on, reader.is_workday) if raw else None
    values = {
        "lead_units": lead,
        "support_units": support,
        "recurrence": rhythm,
        "regulations": regulations.regulations(body),
        "campaigns": regulations.campaigns(body, reader.glossary),
        "themes": themes.themes(body, reader.glossary) or themes.FALLBACK,
        "duty": themes.duty(body),
        "four_manage": themes.four_manage(body),
        "four_key": themes.four_key(body),
    }
    listed = {"themes": LISTED, "duty": LISTED}
    if values["themes"] is themes.FALLBACK:
        listed["themes"] = INFERRED
    sources |= {name: listed.get(name, SAID) for name, found in values.items() if found}
    if due_on:
        sources["due_on"] = SAID if f"{due_on.year}年" in (raw or "") else INFERRED
    sources["strength"] = INFERRED
    return Directive(
        text=reader.text[start:end],
        start=start,
        end=end,
        section=_section(candidate),
        ordinal=_ordinal(reader, candidate),
        title=title,
        actor=actor,
        deadline=raw,
        due_on=due_on,
        strength=themes.strength(page.masked[candidate.start : candidate.end]),
        sources=sources,
        demands=tuple(reader.flat.original(a, b) for a, b in demands.split(page, candidate.start, candidate.end)),
        **values,
    )


def _ordinal(reader: Reader, candidate: Candidate) -> str | None:
    """The number as printed: 一要, （一）, 1．"""
    if candidate.row:
        return candidate.row.no or None
    mark = candidate.node.mark
    if not (candidate.point and mark):
        return None
    start, end = reader.flat.original(mark.start, mark.start + len(mark.printed))
    return (
        reader.text[start:end].strip(" ，、：")[:20] if mark.spoken or mark.family == "nth" else reader.text[start:end].strip()[:20]
    )


def _after_mark(candidate: Candidate) -> tuple[int, int]:
    start = candidate.node.body if candidate.point and candidate.start == candidate.node.start else candidate.start
    return start, candidate.end


def _own_title(page: Page, candidate: Candidate) -> str | None:
    node = candidate.node
    if not (candidate.point and node.title):
        return None
    own = page.words(*node.title).removeprefix(node.mark.verb if node.mark.verb != "是" else "")
    return own if node.title[1] < candidate.end - 1 else None


def _section(candidate: Candidate) -> str | None:
    top = candidate.node.top
    return section_no(top.mark.printed) if top.mark and top.is_section else None


def section_no(printed: str) -> str:
    """一、 → 一, 1． → 1, 第一， → 第一; （一） keeps its brackets."""
    return printed.strip(" 、.．，：是") if printed[0] in "（(" else printed.strip(" 、.．，：）是")


def _actor(page: Page, candidate: Candidate, before: Directive | None, sources: dict[str, str]) -> str | None:
    start, end = _after_mark(candidate)
    if _own_title(page, candidate):
        start = candidate.node.title[1]
    found: str | None = None
    for sentence in page.sentences(start, end)[:3]:
        if page.chars[sentence.start] in "（〔":
            continue
        clauses = [page.masked[a:b].strip("，：；。\n") for a, b in sentence.clauses]
        found = actors.actor(clauses, page.actor_end)
        if found:
            break
    if found and "※" not in found:
        sources["actor"] = SAID
        return found
    if not (candidate.carries and before and before.actor):
        return None
    sources["actor"] = INFERRED
    return before.actor


def _units(body: str, candidate: Candidate) -> tuple[tuple[str, ...], tuple[str, ...]]:
    lead, support = actors.units(body)
    if candidate.row:
        lead = tuple(actors.names(candidate.row.lead)) or lead
        support = tuple(actors.names(candidate.row.support)) or support
    return lead, support


def _times(body: str, candidate: Candidate, sources: dict[str, str]) -> tuple[str | None, str | None]:
    raw, rhythm = deadlines.deadline(body), deadlines.recurrence(body)
    if candidate.row and candidate.row.time:
        said, often = deadlines.cell_time(candidate.row.time)
        raw, rhythm = said or (None if often else raw), rhythm or often
    if raw:
        sources["deadline"] = SAID
    elif not rhythm or not candidate.point:
        raw = deadlines.heading_deadline(candidate.heading) if candidate.heading else None
        raw = raw or (deadlines.heading_deadline(candidate.lead_in) if candidate.lead_in else None)
        if raw:
            sources["deadline"] = INFERRED
    return raw, rhythm
