"""What people do with lists and items: draw up, amend, have approved, issue, change by decision, archive, and move assignments."""

from tasks.items.actions.amending import drop_change, prepare, put_addition, put_change, put_withdrawal
from tasks.items.actions.approving import endorse, propose, send_back, take_back
from tasks.items.actions.campaigns import begin_campaign
from tasks.items.actions.carrying import archive, draft_next
from tasks.items.actions.deciding import decide
from tasks.items.actions.drafting import draft, draft_from_speech, draw_up
from tasks.items.actions.editing import amend, remove, settle
from tasks.items.actions.foretelling import foretell
from tasks.items.actions.issuing import issue
from tasks.items.actions.moving import acknowledge, cancel, move, terminate
from tasks.items.actions.problems import take_in_problem
from tasks.items.actions.reaching import measure, tick
from tasks.items.actions.reshaping import divide, merge, split
from tasks.items.actions.weighing import set_budget

__all__ = [
    "acknowledge", "amend", "archive", "begin_campaign", "cancel", "decide", "divide", "draft", "draft_from_speech",
    "draft_next", "draw_up", "drop_change", "endorse", "foretell", "issue", "measure", "merge", "move", "prepare", "propose", "put_addition",
    "put_change", "put_withdrawal", "remove", "send_back", "set_budget", "settle", "split", "take_back", "take_in_problem", "terminate", "tick",
]  # fmt: skip
