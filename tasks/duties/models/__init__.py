"""The library of standing duties, what is switched on where, and each unit's periods."""

from tasks.duties.models.library import StandingDuty
from tasks.duties.models.periods import DutyEntry, DutyPeriod, PeriodSet
from tasks.duties.models.plans import DutyPlan, DutyUnit

__all__ = ["DutyEntry", "DutyPeriod", "DutyPlan", "DutyUnit", "PeriodSet", "StandingDuty"]
