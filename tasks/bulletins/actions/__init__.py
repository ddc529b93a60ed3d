"""What people do with a 通报: draft and edit, have it approved, publish it, 签收."""

from tasks.bulletins.actions.deciding import approve, discard, send_back, submit, take_back
from tasks.bulletins.actions.drafting import draft, draft_correction, edit
from tasks.bulletins.actions.publishing import acknowledge, publish

__all__ = [
    "acknowledge",
    "approve",
    "discard",
    "draft",
    "draft_correction",
    "edit",
    "publish",
    "send_back",
    "submit",
    "take_back",
]
