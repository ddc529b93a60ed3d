"""Dates as forms take them."""

from datetime import date

from django import forms

LAST_YEAR = 2100


def sensible(day: date | None) -> date | None:
    """A due date that a calendar can hold; raises ValidationError with what to do."""
    if day and day.year > LAST_YEAR:
        raise forms.ValidationError(f"完成时限不能晚于 {LAST_YEAR} 年。请核对年份。")
    return day


class DateInput(forms.DateInput):
    """The browser's own date picker."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")
