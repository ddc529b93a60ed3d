"""The pages of 通报."""

from tasks.bulletins.views.acting import acknowledge, decide, discard, publish, submit, take_back
from tasks.bulletins.views.drafting import correct, edit, result, supervision
from tasks.bulletins.views.reading import bulletin, bulletins

__all__ = [
    "acknowledge",
    "bulletin",
    "bulletins",
    "correct",
    "decide",
    "discard",
    "edit",
    "publish",
    "result",
    "submit",
    "supervision",
    "take_back",
]
