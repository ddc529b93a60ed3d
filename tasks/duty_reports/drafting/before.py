"""一、上年度问题整改情况: it comes first. Pure."""

from collections.abc import Iterator

from tasks.duty_reports.content import Source, Statement
from tasks.duty_reports.drafting.wording import day, named
from tasks.duty_reports.facts import Facts, Problem
from tasks.duty_reports.states import time_before


def statements(facts: Facts) -> Iterator[Statement]:
    """How many there were, how many are closed, which are not."""
    when, rows = time_before((facts.to_on - facts.from_on).days), facts.problems
    if not rows:
        yield Statement("before.none", f"未见{when}留存或反馈的问题和未办结事项的记录。")
        return
    settled = [one for one in rows if one.settled_on and not one.recurred]
    left = [one for one in rows if not one.settled_on or one.recurred]
    rest = f"，尚未销号{len(left)}项" if left else ""
    text = f"{when}留存或反馈的问题和未办结事项共{len(rows)}项，经核验销号{len(settled)}项{rest}。"
    yield Statement("before.all", text, tuple(_source(one, facts) for one in settled))
    if left:
        text = f"尚未销号的是{named(one.title for one in left)}。"
        yield Statement("before.left", text, tuple(_source(one, facts) for one in left))
    again = [one for one in rows if one.recurred]
    if again:
        text = f"{named(one.title for one in again)}销号以后又发生，已重新整改。"
        yield Statement("before.again", text, tuple(_source(one, facts) for one in again))


def _source(one: Problem, facts: Facts) -> Source:
    said = [one.origin] if one.origin else []
    said += [f"{day(one.found_on, facts)}提出"] if one.found_on else []
    said += [f"时限{day(one.due_on, facts)}"] if one.due_on else []
    said += [f"{day(one.settled_on, facts)}核验销号"] if one.settled_on else [f"现为“{one.word}”"]
    return Source(f"“{one.title}”：{'，'.join(said)}", one.door, one.pk)
