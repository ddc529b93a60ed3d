"""The responsibility list, its items, and what each unit was given."""

from tasks.items.models.approvals import Answer, Approval
from tasks.items.models.assignments import Assignment, Move
from tasks.items.models.burdens import Budget, BurdenCheck
from tasks.items.models.campaigns import Campaign
from tasks.items.models.contributions import Contribution, Reply
from tasks.items.models.due_dates import Cause, DueChange
from tasks.items.models.editions import Amendment, Change, Edition, Kind
from tasks.items.models.items import Item, ItemUnit
from tasks.items.models.lists import ResponsibilityList, sees_all
from tasks.items.models.milestones import Measurement, Milestone, Tick
from tasks.items.models.requests import Extension, Objection, Outcome, Verdict
from tasks.items.models.sources import ItemSource

__all__ = [
    "Amendment", "Answer", "Approval", "Assignment", "Budget", "BurdenCheck", "Campaign", "Cause", "Change", "Contribution", "DueChange",
    "Edition", "Extension", "Item", "ItemSource", "ItemUnit", "Kind", "Measurement", "Milestone", "Move", "Objection", "Outcome",
    "Reply", "ResponsibilityList", "Tick", "Verdict", "sees_all",
]  # fmt: skip
