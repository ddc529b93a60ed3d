"""A directive before its fields are read: a span, the point or section it comes from, and what stands around it."""

from dataclasses import dataclass

from speeches.reading.outline import Node
from speeches.reading.rows import Row


@dataclass
class Candidate:
    """start and end in the flat text; `node` is the numbered point or the section it stands in.

    `carries`: it goes on in the sentence of the one before, so that an addressee named there still holds.
    """

    start: int
    end: int
    node: Node
    point: bool = False
    row: Row | None = None
    lead_in: str = ""
    heading: str = ""
    carries: bool = False
