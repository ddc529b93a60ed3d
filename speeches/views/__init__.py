"""Pages of a speech."""

from speeches.views.accuracy import accuracy
from speeches.views.encoding import encoding
from speeches.views.glossary import remove_term, reread, term, terms
from speeches.views.importing import describe, enter, new
from speeches.views.library import detail, list_, original, text
from speeches.views.shaping import mark, merge, split
from speeches.views.sorting import pieces, reopen
from speeches.views.workbench import confirm, edit, reject, restore, review

__all__ = [
    "accuracy",
    "confirm",
    "describe",
    "detail",
    "edit",
    "encoding",
    "enter",
    "list_",
    "mark",
    "merge",
    "new",
    "original",
    "pieces",
    "reject",
    "remove_term",
    "reopen",
    "reread",
    "restore",
    "review",
    "split",
    "term",
    "terms",
    "text",
]
