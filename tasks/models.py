"""The register in which Django finds the models of this app's rooms."""

from tasks.assessment.models import (
    Appeal,
    Correction,
    Cycle,
    Feedback,
    Ruling,
    Scheme,
    Snapshot,
    SnapshotCheck,
    SnapshotPart,
    UnitScore,
)
from tasks.ballots.models import Appraisal, AppraisalCall, Ballot, Mark, Vote, VoterGroup, VotingCode
from tasks.bulletins.models import Bulletin, BulletinStep, Receipt
from tasks.bylink.models import Feed, HeldAct
from tasks.days.models import CalendarYear, Day
from tasks.desk.models import Comment, SavedFilter
from tasks.dual_responsibility.models import AskedCheckpoint, Checkpoint, WorkOrder
from tasks.duties.models import DutyEntry, DutyPeriod, DutyPlan, DutyUnit, StandingDuty
from tasks.duty_reports.models import DutyCall, DutyReport, SignedReport, TypedReport
from tasks.errands.models import Errand
from tasks.exchange.models import Difference, Layout, Reply, Sheet, SheetRow
from tasks.items.models import Assignment, Item, ItemUnit, Move, ResponsibilityList
from tasks.progress.models import Draft, Evidence, Former, Report, Voided
from tasks.rectification.models import FollowUp, Recurrence
from tasks.reports.models import Export
from tasks.results.models import ResultUse
from tasks.review.models import Submission
from tasks.supervision.acts.models import Excuse, Instruction, Talk, Visit
from tasks.supervision.models import DutyReminder, Policy, Reminder, Urge
from tasks.supervision.orders.models import NumberBook, Order, OrderProof, OrderStep, Waiver
from tasks.wall.models import WallDay, WallRow

__all__ = [
    "Appeal",
    "Correction",
    "Difference",
    "Layout",
    "Receipt",
    "Reply",
    "Sheet",
    "SheetRow",
    "Appraisal",
    "AppraisalCall",
    "Assignment",
    "Ballot",
    "Bulletin",
    "BulletinStep",
    "Mark",
    "Vote",
    "VoterGroup",
    "VotingCode",
    "Comment",
    "CalendarYear",
    "Cycle",
    "Day",
    "DutyCall",
    "DutyEntry",
    "DutyPeriod",
    "DutyPlan",
    "DutyReminder",
    "DutyReport",
    "SignedReport",
    "TypedReport",
    "DutyUnit",
    "Draft",
    "Errand",
    "Evidence",
    "Feed",
    "Feedback",
    "HeldAct",
    "Former",
    "Item",
    "ItemUnit",
    "Move",
    "Policy",
    "Reminder",
    "Report",
    "ResponsibilityList",
    "Ruling",
    "Scheme",
    "Snapshot",
    "SnapshotCheck",
    "SnapshotPart",
    "ResultUse",
    "SavedFilter",
    "StandingDuty",
    "Submission",
    "UnitScore",
    "Urge",
    "Excuse",
    "Export",
    "FollowUp",
    "Recurrence",
    "Voided",
    "Instruction",
    "Talk",
    "Visit",
    "NumberBook",
    "Order",
    "OrderStep",
    "OrderProof",
    "Waiver",
    "WallDay",
    "WallRow",
    "AskedCheckpoint",
    "Checkpoint",
    "WorkOrder",
]
