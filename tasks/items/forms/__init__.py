"""Forms of the list room."""

from tasks.items.forms.acts import ActForm, MeasureForm
from tasks.items.forms.approving import AnswerForm, IssueForm, ProposeForm, TakeBackForm
from tasks.items.forms.changing import BudgetForm, DecideForm, NextForm
from tasks.items.forms.drafting import CampaignForm, DraftForm, SettleForm
from tasks.items.forms.items import DivideForm, ItemForm

__all__ = [
    "ActForm", "AnswerForm", "BudgetForm", "CampaignForm", "DecideForm", "DivideForm", "DraftForm", "IssueForm", "ItemForm", "MeasureForm", "NextForm",
    "ProposeForm", "SettleForm", "TakeBackForm",
]  # fmt: skip
