"""What the wall's pages show, gathered: a fixed number of queries, whatever the number of units."""

from datetime import date, datetime
from typing import Any

from django.utils import timezone

from tasks.supervision.lights import SHAPES, Color
from tasks.wall import trend
from tasks.wall.counting import GREEN, LATE, RED, SHORT, YELLOW, Counts, done, in_hand, total
from tasks.wall.exceptions import FIRST, red
from tasks.wall.matrix import Shown, matrix
from tasks.wall.moved import WEEK, Moved, since
from tasks.wall.place import Place
from tasks.wall.queries import Figures, begins, counted, course, figures

NAMES = {color.value: SHAPES[color] for color in SHORT}


def mark(place: Place, shown: Shown) -> tuple | None:
    """Names everything that the wall of a day is made from; None where the day is not counted ahead. One query."""
    days = counted([*trend.ends(shown.on, None), shown.on - WEEK])
    return (days, place.mark, shown.mark) if any(on == shown.on for on, *_ in days) else None


def wall(place: Place, shown: Shown) -> dict[str, Any]:
    """Everything on the wall of a day; without `found` where the day has not been counted."""
    found = figures(shown.on, units=place.all_pks, today=shown.today)
    if found is None:
        return {"found": None}
    return of_figures(place, shown, found)


def of_figures(place: Place, shown: Shown, found: Figures) -> dict[str, Any]:
    """The same from figures that are at hand."""
    table = matrix(place, found, shown)
    counts = total(found.together(place.tops).values())
    days = trend.ends(shown.on, begins())
    known = course(days[:-1], place.tops) | {shown.on: counts}
    return {
        "found": found.bare(),
        "made": made(found, shown.today),
        "matrix": table,
        "stats": _stats(place, shown, counts),
        "counts": counts,
        "legend": [(color.value, SHAPES[color], word) for color, word in SHORT.items()],
        "charts": trend.charts(days, known, NAMES),
        "course": trend.table(days, known),
        "uncounted": [on for on in days if on not in known],
    } | week(place, found, shown.today)


def brief(user, place: Place, shown: Shown, now: datetime) -> dict[str, Any]:
    """The two minutes: what is late in words, by unit with why, and what moved since a week before."""
    found = figures(shown.on, units=place.all_pks, today=shown.today)
    if found is None:
        return {"found": None}
    counts = total(found.together(place.tops).values())
    late = red(user, place, shown.on, shown.today)
    return {
        "found": found,
        "made": made(found, shown.today),
        "stands_still": found.stands_still(now),
        "counts": counts,
        "stats": _stats(place, shown, counts),
        "red": counts[RED],
        "red_units": _red_units(place, found),
        "yellow": counts[YELLOW],
        "in_hand": in_hand(counts),
        "done": done(counts),
        "late": counts[LATE],
        "stuck": late,
        "more": max(0, counts[RED] - sum(len(own) for _, own in late)) if counts[RED] > FIRST else 0,
        "all_red": shown.matters(place.base and place.base.pk, "", "red"),
        "rest": _rest(place, found, shown),
    } | week(place, found, shown.today)


def _red_units(place: Place, found: Figures) -> int:
    """How many of the lines of the wall show red; the unit's own matters are one of them."""
    lines = [found.below.get(unit.pk, {}) for unit in place.units] + ([found.own.get(place.base.pk, {})] if place.base else [])
    return sum(1 for themes in lines if total(themes.values())[RED])


def _rest(place: Place, found: Figures, shown: Shown) -> list[tuple[str, str, Counts]]:
    """Units without red that have something: name, address, counts."""
    rows = [(unit, total(found.below.get(unit.pk, {}).values())) for unit in place.units]
    return [(unit.short, shown.matters(unit.pk, "", ""), counts) for unit, counts in rows if not counts[RED] and sum(counts)]


def week(place: Place, found: Figures, today: date) -> dict[str, Any]:
    """What moved since a week before the day; nothing where that day has not been counted."""
    day = found.on - WEEK
    before = figures(day, units=place.all_pks, today=today)
    return {"week_before": day, "before": before and before.bare(), "moved": since(before, found, place) if before else Moved()}


def made(found: Figures, today: date) -> str:
    """How fresh the figures are."""
    if not found.made_at:
        return "打开时统计"
    at = timezone.localtime(found.made_at)
    return f"{at:%-m月%-d日 %H:%M} 推算" if found.on < today else f"{at:%H:%M} 汇总，其后的办理约十分钟内计入"


def _stats(place: Place, shown: Shown, counts: Counts) -> list[dict[str, Any]]:
    """Five figures with what stands behind them."""
    pk = place.base and place.base.pk
    rows = (
        ("在办", in_hand(counts), "", False),
        ("■ 逾期", counts[RED], Color.RED.value, bool(counts[RED])),
        ("▲ 临近", counts[YELLOW], Color.YELLOW.value, False),
        ("● 正常", counts[GREEN], Color.GREEN.value, False),
        ("✓ 已办结", done(counts), "done", False),
    )
    late = f"（补办 {counts[LATE]}）" if counts[LATE] else ""
    return [
        {"label": label + (late if light == "done" else ""), "figure": number, "alarm": alarm, "href": shown.matters(pk, "", light)}
        for label, number, light, alarm in rows
    ]


def up(place: Place, shown: Shown) -> list[tuple[str, str]]:
    """The way from the top to this unit: (name, address)."""
    return [(unit.short, shown.address(unit=unit.pk, open="", p="")) for unit in place.above]
