"""The course of a year as bars, one for each month's end: geometry only. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from tasks.wall.counting import SHORT, Counts, done

# One picture, in the units of its viewBox; on a phone one unit is one pixel.
WIDTH, HEIGHT, TOP, FOOT = 340, 112, 18, 18


@dataclass(frozen=True)
class Bar:
    """One day: where its bar stands, and the number over it. Without a number the day has not been counted."""

    on: date
    label: str
    number: int | None
    x: float
    y: float
    width: float
    height: float
    last: bool

    @property
    def over(self) -> float:
        """Where the number stands."""
        return round(self.y - 4, 1)

    @property
    def middle(self) -> float:
        """Where the texts stand."""
        return round(self.x + self.width / 2, 1)


@dataclass(frozen=True)
class Chart:
    """One light through the year, on a scale of its own, which is named."""

    color: str
    shape: str
    word: str
    bars: list[Bar]
    most: int

    @property
    def sentence(self) -> str:
        """The picture in words, for whoever does not see it."""
        return f"{self.word}：" + "，".join(f"{bar.label} {bar.number}" for bar in self.bars if bar.number is not None)


def ends(on: date, since: date | None) -> list[date]:
    """The month ends of the year before the day, from the first day of all on, and the day itself."""
    firsts = [date(on.year, month, 1) - timedelta(1) for month in range(2, on.month + 1)]
    return [day for day in firsts if (since or day) <= day < on] + [on]


NAMED = [(color.value, "已办结" if place == 3 else word) for place, (color, word) in enumerate(SHORT.items())]


def table(days: list[date], counted: Mapping[date, Counts]) -> list[tuple[date, list[tuple[int | None, str]]]]:
    """The same numbers by day, each with the word of its light; None where a day has not been counted."""
    return [(on, [(_number(counted, on, place), word) for place, (_, word) in enumerate(NAMED)]) for on in days]


def _number(counted: Mapping[date, Counts], on: date, place: int) -> int | None:
    """Of one of the four pictures; the last adds up what is done."""
    if on not in counted:
        return None
    return done(counted[on]) if place == 3 else counted[on][place]


def charts(days: list[date], counted: Mapping[date, Counts], shapes: Mapping[str, str]) -> list[Chart]:
    """A picture for each light: red, yellow, green, and what is done."""
    found = []
    for place, (color, word) in enumerate(NAMED):
        numbers = [_number(counted, on, place) for on in days]
        most = max((n for n in numbers if n is not None), default=0)
        found.append(Chart(color, shapes[color], word, _bars(days, numbers, most), most))
    return found


def _bars(days: list[date], numbers: list[int | None], most: int) -> list[Bar]:
    step = WIDTH / max(len(days), 6)
    room = HEIGHT - TOP - FOOT
    bars = []
    for place, (on, number) in enumerate(zip(days, numbers, strict=True)):
        height = round(room * (number or 0) / most, 1) if most else 0.0
        last = place == len(days) - 1
        label = f"{on.month}.{on.day}" if last else f"{on.month}月"
        x, width = round(place * step + step * 0.16, 1), round(step * 0.68, 1)
        bars.append(Bar(on, label, number, x, round(HEIGHT - FOOT - height, 1), width, height, last))
    return bars
