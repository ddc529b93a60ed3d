"""Reads about standing duties: the library, what is due, how all units stand, what to check."""

from tasks.duties.queries.board import Board, board
from tasks.duties.queries.library import UNUSED_AFTER, library, plans
from tasks.duties.queries.lines import Line, due_for, labels, lines, missing_now
from tasks.duties.queries.sample import SIZE, Sample, sample
from tasks.duties.queries.unit_year import DutyYear, unit_year

__all__ = [
    "SIZE", "UNUSED_AFTER", "Board", "DutyYear", "Line", "Sample", "board", "due_for", "labels", "library", "lines", "missing_now", "plans", "sample",
    "unit_year",
]  # fmt: skip
