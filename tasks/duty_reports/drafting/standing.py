"""经常性工作开展情况, of the unit: one sentence a duty. Pure."""

from collections.abc import Iterator

from tasks.duty_reports.content import Source, Statement
from tasks.duty_reports.drafting.wording import day
from tasks.duty_reports.facts import Duty, Facts, Turn


def statements(facts: Facts) -> Iterator[Statement]:
    """The first responsible person's report only: a leader's part in them stands among the own acts."""
    if not facts.is_secretary:
        return
    if not facts.duties:
        yield Statement("standing.none", "未见本单位启用经常性工作的记录。")
    for duty in facts.duties:
        yield _of(duty, facts)


def _of(duty: Duty, facts: Facts) -> Statement:
    due = [turn for turn in duty.turns if turn.done_on or turn.due_on <= facts.last]
    if not due:
        return Statement(f"standing.{duty.title}", f"{duty.title}：考核期内尚未到期。", (_source(duty, facts),))
    done = [turn for turn in due if turn.done_on]
    late = [turn for turn in done if turn.done_on > turn.due_on]
    missing = [turn.name for turn in due if not turn.done_on]
    refuted = sum(turn.refuted for turn in due)
    text = f"{duty.title}：应开展{len(due)}次，有开展记录{len(done)}次"
    text += f"（其中逾期{len(late)}次）" if late else ""
    text += f"，未见{'、'.join(missing)}的开展记录" if missing else ""
    text += f"，抽查不属实{refuted}次" if refuted else ""
    return Statement(f"standing.{duty.title}", f"{text}。", (_source(duty, facts),))


def _source(duty: Duty, facts: Facts) -> Source:
    said = "；".join(_turn(turn, facts) for turn in duty.turns)
    return Source(f"{duty.title}：{said}", "duties:unit", duty.unit)


def _turn(turn: Turn, facts: Facts) -> str:
    refuted = "，抽查不属实" if turn.refuted else ""
    if turn.done_on:
        return f"{turn.name}，{day(turn.done_on, facts)}开展（时限{day(turn.due_on, facts)}）{refuted}"
    missing = "无记录" if turn.due_on <= facts.last else "未到期"
    return f"{turn.name}，{missing}（时限{day(turn.due_on, facts)}）{refuted}"
