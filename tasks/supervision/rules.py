"""The office's rules of supervision as plain data. Pure; every value is a setting of the office (PRODUCT 2.5)."""

from dataclasses import asdict, dataclass, fields
from typing import Any


@dataclass(frozen=True)
class Rules:
    """Thresholds in days (calendar days unless named workdays) and hours of the office's own time."""

    yellow_days: int = 7
    due_steps: tuple[int, ...] = (7, 3, 1)
    overdue_steps: tuple[int, ...] = (1,)
    acknowledge_after_workdays: int = 2
    review_within_workdays: int = 5
    digest_hour: int = 9
    window: tuple[int, int] = (8, 18)
    return_grace_workdays: int = 5
    order_after_days: int = 7
    talk_after_days: int = 14
    decide_within_workdays: int = 3
    duty_days: int = 3

    def as_dict(self) -> dict[str, Any]:
        """Plain JSON values."""
        return asdict(self)

    @classmethod
    def from_dict(cls, values: dict[str, Any]) -> "Rules":
        """The rules that `as_dict` wrote; unknown names are ignored, missing ones take the default."""
        known = {f.name for f in fields(cls)}
        kept = {name: tuple(value) if isinstance(value, list) else value for name, value in values.items() if name in known}
        return cls(**kept)


DEFAULT = Rules()
