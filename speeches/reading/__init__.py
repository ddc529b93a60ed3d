"""Reading: from the text of a speech to its outline, its pieces and its directives. Pure functions, no clock, no database."""

from speeches.reading.due import due, weekday
from speeches.reading.glossary import DEFAULT, Glossary
from speeches.reading.reader import read
from speeches.reading.rules import RULES
from speeches.reading.shapes import Directive, Piece, Reading, Section

__all__ = ["DEFAULT", "RULES", "Directive", "Glossary", "Piece", "Reading", "Section", "due", "read", "weekday"]
