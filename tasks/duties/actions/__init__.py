"""What people do with standing duties: keep the library, switch on and off, say what was done, check by sample."""

from tasks.duties.actions.changing import change_rule
from tasks.duties.actions.checking import check, excuse
from tasks.duties.actions.doing import say_done
from tasks.duties.actions.keeping import add, amend, retire
from tasks.duties.actions.opening import open_periods
from tasks.duties.actions.switching import Switched, switch_off, switch_on

__all__ = [
    "Switched",
    "add",
    "amend",
    "change_rule",
    "check",
    "excuse",
    "open_periods",
    "retire",
    "say_done",
    "switch_off",
    "switch_on",
]
