"""协办、督办和批示办理情况; only what there was. Pure."""

from collections.abc import Iterator

from tasks.duty_reports.content import Source, Statement
from tasks.duty_reports.drafting.wording import behind, day, named
from tasks.duty_reports.facts import Asked, Facts
from tasks.items.states import State


def statements(facts: Facts) -> Iterator[Statement]:
    """Support given to others, 督办单 and 批示 received."""
    if facts.supported:
        yield _support(facts)
    if facts.orders:
        yield _settled("orders", facts.orders, facts, "收到督办单", "份", "办结")
    if facts.instructions:
        yield _settled("instructions", facts.instructions, facts, "收到县委领导批示", "件", "答复")
    if not (facts.supported or facts.orders or facts.instructions):
        yield Statement("asked.none", "未见协办事项、督办单和批示的记录。")


def _support(facts: Facts) -> Statement:
    rows = facts.supported
    confirmed = [one for one in rows if one.state == State.SUPPORTED]
    waiting = [one for one in rows if one.state == State.TOLD]
    left = [one for one in rows if one.open and one not in waiting]
    text = f"协办事项{len(rows)}项，配合情况经牵头单位确认{len(confirmed)}项"
    text += f"，已说明待确认{len(waiting)}项" if waiting else ""
    text += f"，未见{named(one.title for one in left)}的配合情况" if left else ""
    sources = tuple(behind(one, facts, f"{day(one.confirmed_on, facts)}牵头单位确认" if one.confirmed_on else "") for one in rows)
    return Statement("asked.support", f"{text}。", sources)


def _settled(key: str, rows: tuple[Asked, ...], facts: Facts, what: str, measure: str, done: str) -> Statement:
    settled = [one for one in rows if one.settled_on]
    left = f"，未{done}{len(rows) - len(settled)}{measure}" if len(settled) < len(rows) else ""
    text = f"{what}{len(rows)}{measure}，已{done}{len(settled)}{measure}{left}。"
    return Statement(f"asked.{key}", text, tuple(_source(one, facts) for one in rows))


def _source(one: Asked, facts: Facts) -> Source:
    end = f"{day(one.settled_on, facts)}{one.word}" if one.settled_on else f"现为“{one.word}”"
    return Source(f"{one.name}：{day(one.on, facts)}，{end}", one.door, one.pk)
