"""A leader's papers, 季度工作提示单 and 履责纪实表: what stands on them, for Word and PDF alike. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from tasks.dual_responsibility.states import Step
from tasks.reports.text import chinese_number

# Column widths in millimetres; the type area is 156 wide.
FACTS = (30, 126)


@dataclass(frozen=True)
class Part:
    """One chapter: a heading, what is said when there is nothing, and a table."""

    heading: str
    nothing: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...]


@dataclass(frozen=True)
class LeaderPaper:
    """Everything that stands on the paper. `foot`: lines below; `signed`: places left to the pen."""

    title: str
    under: str
    facts: tuple[tuple[str, str], ...]
    parts: tuple[Part, ...]
    note: str
    organ: str = ""
    date: str = ""
    signed: tuple[str, ...] = ()


def work_order(order, *, organ: str) -> LeaderPaper:
    """The paper of an issued work order (with post, user and unit at hand)."""
    said = order.content
    matters = ("事项", "类别", "时限", "状态"), (76, 28, 28, 24)
    parts = (
        ("逾期未办结的事项", "没有。", *matters, _matters(said["late"])),
        ("季度内到期的事项", "没有。", *matters, _matters(said["due"])),
        ("需要明确或补上的", "没有。", ("内容",), (156,), [(hole,) for hole in said["holes"]]),
        ("四个一起缺项", "没有。", ("事项", "情况"), (86, 70), [(title, gap) for title, gap, _ in said["steps"]]),
        ("经常性工作", "没有。", ("工作", "期", "时限"), (86, 36, 34), [tuple(line) for line in said["duties"]]),
    )
    post = order.to_post
    return LeaderPaper(
        title=f"{order.quarter}工作提示单",
        under=f"{post.unit.name}　{post.title or post.get_role_display()}　{post.user}",
        facts=(("分管", "、".join(said["charge"]) or "没有登记"),),
        parts=_numbered(parts),
        note="本单由系统按分管登记、责任清单、四个一起和经常性工作的记录列出，以印发当日为准；只作提示，不打分、不排名。",
        organ=organ,
        date=f"{order.issued_on:%Y年%-m月%-d日}",
    )


def record_sheet(record) -> LeaderPaper:
    """The paper of a leader's year (dual_responsibility.queries.record)."""
    post, until = record.post, f"{record.until:%Y年%-m月%-d日}"
    four = [
        (name, f"{matters}项", f"{deeds}次", f"{last:%-m月%-d日}" if last else "没有") for name, matters, deeds, last in record.four
    ]
    matters = [(one.item.title, one.item.theme or "—", f"{one.due_on:%Y-%m-%d}", result) for one, result in record.matters]
    steps = [
        (one.item.title, *(f"{taken[step].on:%-m月%-d日}" if step in taken else "—" for step in Step))
        for one, taken in record.steps
    ]
    deeds = [(f"{deed.on:%-m月%-d日}", deed.label, deed.title or "—") for deed in record.deeds]
    parts = (
        ("四管情况", "没有。", ("方面", "负责事项", "履责记录", "最近一次"), (36, 40, 40, 40), four),
        ("负责的事项", "本年没有由其负责的事项。", ("事项", "类别", "时限", "结果"), (58, 26, 26, 46), matters),
        ("四个一起", "没有登记。", ("事项", *(f"一起{step.label}" for step in Step)), (60, 24, 24, 24, 24), steps),
        ("履责记录", "没有本人的记录。", ("日期", "履责方式", "事项"), (28, 36, 92), deeds),
    )
    return LeaderPaper(
        title="领导干部“一岗双责”履责纪实表",
        under=f"（{record.year}年，截至{until}）",
        facts=(
            ("姓名", str(post.user)),
            ("单位、职务", f"{post.unit.name}　{post.title or post.get_role_display()}"),
            ("任职", f"{post.valid_from:%Y年%-m月%-d日}起" + (f"，{post.valid_to:%Y年%-m月%-d日}止" if post.valid_to else "")),
            ("分管", "\n".join(_charges(record.lines)) or "没有登记"),
        ),
        parts=_numbered(parts),
        note="本表由系统从办理、审核、核查、谈话、批示等有日期的记录中取得，没有另行填报。结果一栏，已审核的为核验结果。",
        signed=("本　人签字：", "核实人签字："),
    )


def _numbered(parts: Sequence[tuple]) -> tuple[Part, ...]:
    return tuple(
        Part(f"{chinese_number(number)}、{heading}", nothing, head, tuple(tuple(map(str, row)) for row in rows), widths)
        for number, (heading, nothing, head, widths, rows) in enumerate(parts, start=1)
    )


def _matters(lines: Sequence[Sequence]) -> list[tuple[str, ...]]:
    return [(title, theme or "—", due, state) for title, theme, due, state, _ in lines]


def _charges(lines: Sequence) -> list[str]:
    """Those of the same dates in one line: 「作风建设、减负（2025年2月1日起）」."""
    by_dates: dict[tuple, list[str]] = {}
    for line in lines:
        by_dates.setdefault((line.valid_from, line.valid_to), []).append(line.what)
    return [
        f"{'、'.join(names)}（{first:%Y年%-m月%-d日}{f'至{last:%Y年%-m月%-d日}' if last else '起'}）"
        for (first, last), names in by_dates.items()
    ]
