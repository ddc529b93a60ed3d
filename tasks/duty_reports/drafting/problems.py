"""三、存在的主要问题和不足, as the records show them; the person's own words follow. Pure."""

from collections.abc import Iterator

from tasks.duty_reports.content import Source, Statement
from tasks.duty_reports.drafting.wording import all_behind, behind, day, named
from tasks.duty_reports.facts import Facts
from tasks.items.states import State


def statements(facts: Facts) -> Iterator[Statement]:
    """One sentence for each kind of shortcoming that is on record."""
    found = [*_matters(facts), *_duties(facts), *_checks(facts)]
    if not found:
        found = [Statement("problems.none", "未见逾期、退回、缺报和核查不符的记录，其他问题由本人对照检查后填写。")]
    yield from found


def _matters(facts: Facts) -> Iterator[Statement]:
    own = facts.own
    late = [one for one in facts.matters if one.overdue(facts.on)]
    if late:
        text = f"{named(one.title for one in late)}逾期尚未办结。"
        yield Statement("problems.overdue", text, all_behind(late, facts))
    failed = [one for one in own if one.state == State.TERMINATED]
    if failed:
        text = f"{named(one.title for one in failed)}未完成结案。"
        yield Statement("problems.failed", text, all_behind(failed, facts))
    slow = [one for one in own if one.late and not one.excuse]
    if slow:
        text = f"{named(one.title for one in slow)}办结时已超过时限。"
        sources = tuple(behind(one, facts, f"逾期{(one.delivered_on - one.due_on).days}天") for one in slow)
        yield Statement("problems.late", text, sources)
    back = [one for one in own if one.returned]
    if back:
        reasons = "；".join(dict.fromkeys(each.reason.rstrip("。") for one in back for each in one.returned))
        text = f"{named(one.title for one in back)}提请办结后被退回，退回理由：{reasons}。"
        yield Statement("problems.returned", text, all_behind(back, facts))


def _duties(facts: Facts) -> Iterator[Statement]:
    if not facts.is_secretary:
        return
    gaps = [(duty, [turn.name for turn in duty.turns if not turn.done_on and turn.due_on <= facts.last]) for duty in facts.duties]
    gaps = [(duty, names) for duty, names in gaps if names]
    if gaps:
        said = "；".join(f"{duty.title}缺{'、'.join(names)}" for duty, names in gaps)
        count = sum(len(names) for _, names in gaps)
        sources = tuple(Source(f"{duty.title}：{'、'.join(names)}无记录", "duties:unit", duty.unit) for duty, names in gaps)
        yield Statement("problems.duties", f"经常性工作缺报{count}次：{said}。", sources)


def _checks(facts: Facts) -> Iterator[Statement]:
    wrong = [one for one in facts.checks if not one.conforms]
    if wrong:
        sources = tuple(
            Source(f"{day(one.on, facts)}实地核查“{one.title}”：{one.word}", "desk:assignment", one.matter) for one in wrong
        )
        text = f"实地核查发现与所报情况不完全相符{len(wrong)}次，涉及{named(dict.fromkeys(one.title for one in wrong))}。"
        yield Statement("problems.checks", text, sources)
