"""What one cell of the wall counts: matters by light. Lists of five numbers, so that thousands of them are cheap to add and keep."""

from collections.abc import Iterable, Mapping

from tasks.supervision.lights import SHAPES, Color

# The places in a list of counts. What was 撤销 or 终止 is on no wall.
RED, YELLOW, GREEN, DONE, LATE = range(5)
COLORS = (Color.RED, Color.YELLOW, Color.GREEN, Color.GREY, Color.DONE_LATE)
PLACES = {color.value: place for place, color in enumerate(COLORS)}
# Short enough for a cell; the last two are one there.
SHORT = {Color.RED: "逾期", Color.YELLOW: "临近", Color.GREEN: "正常", Color.GREY: "办结"}

Counts = list[int]
Themes = dict[str, Counts]


def nothing() -> Counts:
    """A cell without matters."""
    return [0, 0, 0, 0, 0]


def add(into: Themes, more: Mapping[str, Iterable[int]]) -> None:
    """Add theme by theme."""
    for theme, counts in more.items():
        known = into.get(theme)
        into[theme] = list(counts) if known is None else [a + b for a, b in zip(known, counts, strict=True)]


def total(themes: Iterable[Iterable[int]]) -> Counts:
    """All themes together."""
    return [sum(each) for each in zip(nothing(), *themes, strict=True)]


def in_hand(counts: Counts) -> int:
    """Still open."""
    return counts[RED] + counts[YELLOW] + counts[GREEN]


def done(counts: Counts) -> int:
    """Done, in time or late."""
    return counts[DONE] + counts[LATE]


def worst(counts: Counts) -> tuple[Color, int] | None:
    """The light that wants attention most, and how many show it; None without matters."""
    for place in (RED, YELLOW, GREEN):
        if counts[place]:
            return COLORS[place], counts[place]
    return (Color.GREY, done(counts)) if done(counts) else None


def words(counts: Counts) -> str:
    """「逾期 3、临近 1、正常 5、已办结 8（补办 2）」."""
    said = [f"{SHORT[color]} {counts[place]}" for place, color in enumerate(COLORS[:DONE]) if counts[place]]
    if done(counts):
        late = f"（补办 {counts[LATE]}）" if counts[LATE] else ""
        said.append(f"已办结 {done(counts)}{late}")
    return "、".join(said) or "没有事项"


def shape(color: Color) -> str:
    """The shape of a light."""
    return SHAPES[color]


def summed(own: Mapping[int, Themes], paths: Mapping[int, str]) -> dict[int, Themes]:
    """Each unit's counts with all below it; `paths` are those of all units (five characters a level)."""
    by_path = {path: pk for pk, path in paths.items()}
    below: dict[int, Themes] = {}
    for pk, themes in own.items():
        path = paths[pk]
        for end in range(5, len(path) + 1, 5):
            if above := by_path.get(path[:end]):
                add(below.setdefault(above, {}), themes)
    return below
