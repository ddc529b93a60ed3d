"""Pages of the desk: where each person begins, one matter with its whole life, the list of all matters, search."""

from tasks.desk.views.bulk import bulk, carry_out
from tasks.desk.views.matter import assignment, item
from tasks.desk.views.matters import matters, suggest
from tasks.desk.views.notes import comment
from tasks.desk.views.saved import forget, saved
from tasks.desk.views.search import search
from tasks.desk.views.today import home, overview_, today
from tasks.desk.views.words import relatives, trace

__all__ = [
    "assignment", "bulk", "carry_out", "comment", "forget", "home", "item", "matters", "overview_", "relatives", "saved", "search",
    "suggest", "today", "trace",
]  # fmt: skip
