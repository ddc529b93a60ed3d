"""What happens to a speech: received, read, and decided piece by piece."""

from speeches.actions.deciding import amend, confirm, reject, restore
from speeches.actions.describing import describe, seen
from speeches.actions.encoding import decode_again, why_not
from speeches.actions.glossary import add_term, change_term, remove_term
from speeches.actions.reading import read
from speeches.actions.receiving import enter_text, receive
from speeches.actions.rereading import Reread, reread
from speeches.actions.secrecy import refuse_secret
from speeches.actions.shaping import mark, merge, split
from speeches.actions.sorting import decide_pieces, reopen_pieces, sort_pieces

__all__ = [
    "Reread",
    "add_term",
    "amend",
    "change_term",
    "confirm",
    "decide_pieces",
    "decode_again",
    "describe",
    "enter_text",
    "mark",
    "merge",
    "read",
    "receive",
    "refuse_secret",
    "reread",
    "reject",
    "remove_term",
    "reopen_pieces",
    "restore",
    "seen",
    "sort_pieces",
    "split",
    "why_not",
]
