"""The office's rules of supervision as plain data. Pure; every value is a setting of the office (PRODUCT 2.5)."""

import json
from dataclasses import asdict, dataclass, fields
from hashlib import sha256
from typing import Any


@dataclass(frozen=True)
class Rules:
    """Thresholds in days (calendar days unless named workdays) and hours of the office's own time.

    After the last of `overdue_steps` the reminder is repeated every `repeat_days`, `repeat_times` at most. From which step on the
    leader in charge hears too, and the office's administrators (0: never), say `leader_after_days` and `office_after_days`.
    More 通报 than `bulletins_a_year` need a reason.
    """

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
    repeat_days: int = 0
    repeat_times: int = 0
    leader_after_days: int = 1
    office_after_days: int = 0
    bulletins_a_year: int = 12

    @property
    def overdue_ladder(self) -> tuple[int, ...]:
        """All steps after the due date with the repetitions, the earliest first."""
        steps = tuple(sorted(self.overdue_steps))
        if not steps or not self.repeat_days:
            return steps
        return steps + tuple(steps[-1] + n * self.repeat_days for n in range(1, self.repeat_times + 1))

    @property
    def mark(self) -> str:
        """A short mark of all values: whoever saves shows by it which rules were tried before."""
        return sha256(json.dumps(self.as_dict(), sort_keys=True).encode()).hexdigest()[:16]

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
