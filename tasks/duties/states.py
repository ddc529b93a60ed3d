"""The words of standing duties: how often, how sure, what became of an entry. Pure."""

from django.db.models import TextChoices


class Period(TextChoices):
    """How often."""

    MONTH = "month", "每月"
    QUARTER = "quarter", "每季度"
    HALF_YEAR = "half_year", "每半年"
    YEAR = "year", "每年"
    EVENT = "event", "遇有情形时"


# The periods that return by the calendar, and how many months each takes.
MONTHS = {Period.MONTH: 1, Period.QUARTER: 3, Period.HALF_YEAR: 6, Period.YEAR: 12}
RHYTHMS = [(period.value, period.label) for period in MONTHS]


class Mark(TextChoices):
    """How sure the office may be of rule and article."""

    TEXT_READ = "text_read", "已核对原文"
    SECOND_HAND = "second_hand", "据转述，待核"
    RECALLED = "recalled", "待核"
    OWN = "own", "本单位自定"


class Due(TextChoices):
    """Which day of a period is the last."""

    END = "end", "本期最后一天"
    DAY = "day", "某月第N日"
    WORKDAY = "workday", "某月第N个工作日"


class Shift(TextChoices):
    """What happens when the last day is not a working day."""

    NONE = "none", "不调整"
    EARLIER = "earlier", "提前到前一工作日"
    LATER = "later", "顺延到后一工作日"


class Fate(TextChoices):
    """What became of a unit's entry."""

    STANDS = "stands", "已填报"
    REPLACED = "replaced", "已改写"
    CONFIRMED = "confirmed", "抽查属实"
    REFUTED = "refuted", "抽查不属实"


# The entries that make a period done.
STANDING = frozenset({Fate.STANDS, Fate.CONFIRMED})
