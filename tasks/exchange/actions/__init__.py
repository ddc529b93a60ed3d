"""What people do with sheets: keep layouts, send a sheet out, bring it back, and take what they accept."""

from tasks.exchange.actions.clearing import clear
from tasks.exchange.actions.layouts import discard, save_layout
from tasks.exchange.actions.returning import read, receive
from tasks.exchange.actions.sending import ask, make
from tasks.exchange.actions.taking import begin, choose, take_some

__all__ = ["ask", "begin", "choose", "clear", "discard", "make", "read", "receive", "save_layout", "take_some"]
