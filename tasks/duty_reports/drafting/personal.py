"""本人履职情况: what the person did, by dated rows in the own name; months and kinds without a row are named. Pure."""

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

from tasks.duty_reports.content import Source, Statement
from tasks.duty_reports.drafting.wording import day
from tasks.duty_reports.facts import Deed, Facts

# What a leader is expected to do, and the labels of the rows that show it.
EXPECTED = (
    ("谋划", ("一起谋划",)),
    ("部署交办", ("一起部署", "交办")),
    ("检查核查", ("一起检查", "实地核查")),
    ("谈心谈话", ("提醒谈话",)),
)


def statements(facts: Facts) -> Iterator[Statement]:
    """Counts by kind, the months without any, the kinds without any."""
    if facts.since > facts.from_on:
        yield Statement("personal.since", f"本人自{facts.since:%Y年%-m月%-d日}起任现职。")
    if not facts.deeds:
        yield Statement("personal.none", "未见本人签收、办理、谋划、部署、检查、谈话的记录。")
        return
    counts = Counter(deed.label for deed in sorted(facts.deeds, key=lambda deed: deed.on))
    said = "、".join(f"{label}{count}次" for label, count in counts.most_common())
    for_each = tuple(_source(label, facts) for label, _ in counts.most_common())
    yield Statement("personal.deeds", f"有本人{said}的记录。", for_each)
    months = [name for name in _months(facts) if name not in {_month(deed) for deed in facts.deeds}]
    if months:
        said = "、".join(f"{month}月" if year == facts.to_on.year else f"{year}年{month}月" for year, month in months)
        yield Statement("personal.months", f"未见{said}的本人记录。")
    bare = [words for words, labels in EXPECTED if not any(counts[label] for label in labels)]
    if bare:
        yield Statement("personal.missing", f"未见本人{'、'.join(bare)}的记录。")


def _source(label: str, facts: Facts) -> Source:
    rows = sorted((deed for deed in facts.deeds if deed.label == label), key=lambda deed: deed.on)
    said = "；".join(f"{day(deed.on, facts)}{f'“{deed.title}”' if deed.title else ''}" for deed in rows)
    only = rows[0].matter if len({deed.matter for deed in rows}) == 1 else 0
    return Source(f"{label}{len(rows)}次：{said}", "desk:assignment" if only else "", only)


def _months(facts: Facts) -> list[tuple[int, int]]:
    """Whole months of the period in post that are over."""
    first, last = max(facts.from_on, facts.since), min(facts.last, facts.until or facts.last)
    start = first.year * 12 + first.month - (1 if first.day == 1 else 0)
    after = last + timedelta(days=1)
    return [(place // 12, place % 12 + 1) for place in range(start, after.year * 12 + after.month - 1)]


def _month(deed: Deed) -> tuple[int, int]:
    return deed.on.year, deed.on.month
