"""What the office may say of a day. Pure."""

from datetime import date

from django.db.models import TextChoices

FIRST_YEAR, LAST_YEAR = 2020, 2040


class Said(TextChoices):
    """The office's word on one day; PLAIN takes it back."""

    WORK = "work", "上班"
    OFF = "off", "休息"
    PLAIN = "plain", "不另定（按国家安排或周末）"

    @classmethod
    def of(cls, working: bool | None) -> "Said":
        """The word for a row's value, None where there is no row."""
        return cls.PLAIN if working is None else cls.WORK if working else cls.OFF

    @property
    def working(self) -> bool | None:
        """The value of a row, None for no row."""
        return None if self == Said.PLAIN else self == Said.WORK


def in_range(day: date) -> bool:
    """Years that the table of days may hold."""
    return FIRST_YEAR <= day.year <= LAST_YEAR
