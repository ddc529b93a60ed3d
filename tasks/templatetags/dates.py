"""Dates as people in an office write them."""

from datetime import date

from django import template

register = template.Library()
WEEKDAYS = "一二三四五六日"


@register.simple_tag
def due(day: date | None, on: date | None = None) -> str:
    """「12-01 周二」, with 「还有3天」 or 「逾期2天」 when the day `on` is given; 「未定」 without a date."""
    if day is None:
        return "未定"
    year = "" if on is None or day.year == on.year else f"{day:%Y}-"
    text = f"{year}{day:%m-%d} 周{WEEKDAYS[day.weekday()]}"
    if on is None:
        return text
    left = (day - on).days
    return f"{text} · {'今天' if left == 0 else f'还有{left}天' if left > 0 else f'逾期{-left}天'}"
