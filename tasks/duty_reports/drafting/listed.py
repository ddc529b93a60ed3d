"""责任清单落实情况: due, done, on time, returned, milestones, extensions. Pure."""

from collections import Counter
from collections.abc import Iterator

from tasks.duty_reports.content import Source, Statement
from tasks.duty_reports.drafting.wording import all_behind, behind, day, of_which
from tasks.duty_reports.facts import Charge, Facts, Matter
from tasks.items.states import Part, State


def statements(facts: Facts) -> Iterator[Statement]:
    """Figures of the matters that were due or delivered in the period."""
    whose = "本单位" if facts.is_secretary else "本人分管的"
    if not facts.is_secretary:
        yield from _charge(facts)
    if not facts.own:
        yield Statement("listed.none", f"未见{whose}责任清单事项的记录。")
        return
    due = [one for one in facts.own if one.done or one.state == State.TERMINATED or one.due_on <= facts.last]
    if not due:
        yield Statement("listed.not_due", f"{whose}责任清单事项{len(facts.own)}项均未到期。", all_behind(facts.own, facts))
        return
    yield _done(whose, due, facts)
    yield from _timely([one for one in due if one.done], facts)
    yield from _returned(due, facts)
    yield from _milestones(facts)
    yield from _extended(facts)
    if not facts.is_secretary:
        yield from _four(facts)


def _done(whose: str, due: list[Matter], facts: Facts) -> Statement:
    done, parts = [one for one in due if one.done], Counter(one.part for one in due)
    left = f"，未办结{len(due) - len(done)}项" if len(due) > len(done) else ""
    kinds = of_which([("牵头", parts[Part.LEAD])]) if parts[Part.LEAD] else ""
    closed = sum(one.closed_off_on is not None for one in done)
    checked = f"（已核验销号{closed}项）" if closed else ""
    text = f"{whose}责任清单事项，考核期内应办结{len(due)}项{kinds}，经审核办结{len(done)}项{checked}{left}。"
    return Statement("listed.done", text, all_behind(due, facts))


def _timely(done: list[Matter], facts: Facts) -> Iterator[Statement]:
    """Late ones stand with how late and why it was excused."""
    if not done:
        return
    late = [one for one in done if one.late]
    text = f"已办结的{len(done)}项中，按时限提请办结{len(done) - len(late)}项"
    if not late:
        yield Statement("listed.timely", f"{text}。", all_behind(done, facts))
        return
    excused = sum(bool(one.excuse) for one in late)
    forgiven = f"（其中{excused}项经认定有正当理由）" if excused else ""
    sources = tuple(behind(one, facts, f"逾期{(one.delivered_on - one.due_on).days}天", one.excuse) for one in late)
    yield Statement("listed.timely", f"{text}，逾期办结{len(late)}项{forgiven}。", sources)


def _returned(due: list[Matter], facts: Facts) -> Iterator[Statement]:
    rows = [one for one in due if one.returned]
    if not rows:
        return
    times, left = sum(len(one.returned) for one in rows), [one for one in rows if not one.done]
    rest = f"，{len(left)}项尚未补办通过" if left else "，均已补办通过"
    text = f"提请办结后被退回{len(rows)}项{times}次{rest}。"
    sources = tuple(
        behind(one, facts, *(f"{day(back.on, facts)}{back.by}退回：{back.reason.rstrip('。')}" for back in one.returned))
        for one in rows
    )
    yield Statement("listed.returned", text, sources)


def _milestones(facts: Facts) -> Iterator[Statement]:
    """Those whose day came in the period."""
    steps = [(one, step) for one in facts.own for step in one.steps if facts.from_on <= step.on <= facts.last]
    if not steps:
        return
    kept = sum(step.reached_on is not None and step.reached_on <= step.on for _, step in steps)
    late = sum(step.reached_on is not None and step.reached_on > step.on for _, step in steps)
    left = len(steps) - kept - late
    rest = "".join(f"，{word}{count}个" for word, count in (("逾期完成", late), ("尚未完成", left)) if count)
    said: dict[Matter, list[str]] = {}
    for one, step in steps:
        reached = f"{day(step.reached_on, facts)}完成" if step.reached_on else "尚未完成"
        said.setdefault(one, []).append(f"节点“{step.title}”（{day(step.on, facts)}）{reached}")
    sources = tuple(behind(one, facts, *words) for one, words in said.items())
    yield Statement("listed.milestones", f"到期节点{len(steps)}个，按日完成{kept}个{rest}。", sources)


def _extended(facts: Facts) -> Iterator[Statement]:
    rows = [one for one in facts.own if one.extensions]
    if rows:
        times = sum(one.extensions for one in rows)
        sources = tuple(behind(one, facts, f"延期{one.extensions}次") for one in rows)
        yield Statement("listed.extended", f"经同意延期{len(rows)}项{times}次。", sources)


def _charge(facts: Facts) -> Iterator[Statement]:
    """What the leader is in charge of, and which of these fields have no item."""
    if not facts.charge:
        yield Statement("listed.charge", "未见本人分管领域的登记。")
        return
    themes = {one.theme for one in facts.own}
    bare = list(dict.fromkeys(one.what for one in facts.charge if one.is_field and one.what not in themes))
    missing = f"，其中{'、'.join(bare)}未见列入责任清单的事项" if bare else ""
    sources = tuple(Source(f"分管登记：{one.what}，{_span(one)}") for one in facts.charge)
    yield Statement("listed.charge", f"本人分管{'、'.join(dict.fromkeys(one.what for one in facts.charge))}{missing}。", sources)


def _span(one: Charge) -> str:
    end = f"至{one.until:%Y年%-m月%-d日}" if one.until else "起"
    return f"{one.since:%Y年%-m月%-d日}{end}"


def _four(facts: Facts) -> Iterator[Statement]:
    """四管: how many matters touch each, and which have none."""
    counts = Counter(tag for one in facts.own for tag in one.four_manage)
    if not counts:
        return
    there = "、".join(f"{tag}{counts[tag]}项" for tag in FOUR if counts[tag])
    bare = [tag for tag in FOUR if not counts[tag]]
    missing = f"，{'、'.join(bare)}未见对应事项" if bare else ""
    rows = tuple(behind(one, facts, "、".join(one.four_manage)) for one in facts.own if one.four_manage)
    yield Statement("listed.four", f"按“四管”看，涉及{there}{missing}。", rows)


FOUR = ("管思想", "管工作", "管作风", "管纪律")
