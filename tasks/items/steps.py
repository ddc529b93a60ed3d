"""Milestones and dates as an office types them. Pure."""

import re
from datetime import date

DAY = r"(\d{4})\s*(?:[-./年])\s*(\d{1,2})\s*(?:[-./月])\s*(\d{1,2})\s*日?"
LINE = re.compile(rf"^{DAY}(?:[\s:：,，]\s*|(?=\D))(.+)$")
HALF = str.maketrans("０１２３４５６７８９．／－　", "0123456789./- ")
MOST = 20
LONGEST = 60


class Odd(ValueError):
    """A line that cannot be read; the message is a Chinese sentence."""


def steps(text: str) -> list[tuple[date, str]]:
    """One milestone a line: a date, then what is reached; raises Odd with the line's number and what to do."""
    found: dict[tuple[date, str], None] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip():
            found[_step(number, line.strip().translate(HALF))] = None
    if len(found) > MOST:
        raise Odd(f"节点最多 {MOST} 个，现有 {len(found)} 个。请删减。")
    return sorted(found)


def _step(number: int, line: str) -> tuple[date, str]:
    match = LINE.match(line)
    if not match:
        raise Odd(f"第{number}行“{line[:30]}”不能识别。请按“2026-03-31 完成方案”的样式填写。")
    year, month, day, title = match.groups()
    try:
        on = date(int(year), int(month), int(day))
    except ValueError:
        raise Odd(f"第{number}行的日期“{year}-{month}-{day}”不存在。请核对。") from None
    if not 2000 <= on.year <= 2100:
        raise Odd(f"第{number}行的年份须在 2000 至 2100 之间。请核对。")
    if len(title.strip()) > LONGEST:
        raise Odd(f"第{number}行的节点最多 {LONGEST} 个字，现有 {len(title.strip())} 个字。请删减。")
    return on, title.strip()


def written(found: list[tuple[date, str]]) -> str:
    """Milestones as text, one a line."""
    return "\n".join(f"{on:%Y-%m-%d} {title}" for on, title in found)
