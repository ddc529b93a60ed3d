"""What people do in this room; each act leaves a trail row in its transaction."""

from tasks.dual_responsibility.actions.charging import end_charge, follow_all, give_charge, pass_charge
from tasks.dual_responsibility.actions.ordering import issue_orders
from tasks.dual_responsibility.actions.stepping import ask_steps, must_lead, take_back, take_step

__all__ = [
    "ask_steps",
    "end_charge",
    "follow_all",
    "give_charge",
    "issue_orders",
    "must_lead",
    "pass_charge",
    "take_back",
    "take_step",
]
