"""From facts to statements: plain sentences with figures and their sources; what is missing is named, nothing is praised. Pure."""

from tasks.duty_reports.content import Statement
from tasks.duty_reports.drafting import asked, before, listed, outlook, personal, problems, standing
from tasks.duty_reports.facts import Facts

PARTS = (before, listed, standing, asked, personal, problems, outlook)


def draft(facts: Facts) -> tuple[Statement, ...]:
    """All statements in the order of the outline."""
    return tuple(statement for part in PARTS for statement in part.statements(facts))
