"""The directives of a speech as the rows of a table, for Excel and Word alike."""

from speeches.models import Directive, Speech
from speeches.states import DirectiveState

STRENGTHS = {"hard": "硬性", "soft": "一般", "standing": "常态", "prohibition": "禁止"}
NO_DEADLINE = "文中无时限"


def directives(speech: Speech) -> list[Directive]:
    """In the order of the text, without what was found to be none; one query."""
    found = speech.directives.exclude(state=DirectiveState.REJECTED).select_related("section", "speech")
    return list(found.order_by("start"))


def place(directive: Directive) -> str:
    """Where the words stand."""
    return " ".join(filter(None, [str(directive.section or ""), directive.ordinal]))


def deadline(directive: Directive) -> str:
    """As said, and the day when there is one."""
    day = f"{directive.due_on:%Y年%-m月%-d日}" if directive.due_on else ""
    if directive.deadline and day:
        return f"{directive.deadline}（{day}）"
    return directive.deadline or day or NO_DEADLINE


def listed(values: list[str]) -> str:
    """Several values in one cell."""
    return "、".join(values)
