"""How dates, matters and lists of things are said. Pure."""

from collections.abc import Iterable
from datetime import date

from tasks.duty_reports.content import Source
from tasks.duty_reports.facts import Facts, Matter
from tasks.items.states import State

NAMED = 5


def day(on: date | None, facts: Facts) -> str:
    """「9月3日」, with the year where it is not that of the period's end."""
    if on is None:
        return ""
    return f"{on:%-m月%-d日}" if on.year == facts.to_on.year else f"{on:%Y年%-m月%-d日}"


def named(titles: Iterable[str]) -> str:
    """「“甲”“乙”等7项」: the first few by name."""
    titles = list(titles)
    shown = "".join(f"“{title}”" for title in titles[:NAMED])
    return f"{shown}等{len(titles)}项" if len(titles) > NAMED else shown


def behind(one: Matter, facts: Facts, *extra: str) -> Source:
    """A matter as a source: due date, submission, approval, closing, and what `extra` says of it."""
    said = [f"时限{day(one.due_on, facts)}"]
    if one.approved_on:
        said.append(f"{day(one.delivered_on, facts)}提请办结，{day(one.approved_on, facts)}{one.approved_by}审核通过")
    if one.closed_off_on:
        said.append(f"{day(one.closed_off_on, facts)}{one.closed_off_by}核验销号")
    if not one.done and one.state != State.SUPPORTED:
        said.append(f"现为“{one.word}”")
    return Source(f"{one.name}：{'，'.join([*said, *filter(None, extra)])}", "desk:assignment", one.pk)


def all_behind(rows: Iterable[Matter], facts: Facts) -> tuple[Source, ...]:
    """Each of them as a source."""
    return tuple(behind(one, facts) for one in rows)


def of_which(parts: Iterable[tuple[str, int]]) -> str:
    """「，其中甲3项、乙1项」 of what there is."""
    said = "、".join(f"{word}{count}项" for word, count in parts if count)
    return f"，其中{said}" if said else ""
