"""From the words of a speech to the units that answer for them: one row a directive, its items, their units and states."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Prefetch

from speeches.models import Directive, Speech
from speeches.states import DirectiveState
from tasks.items.models import Assignment, Item
from tasks.items.states import State


@dataclass(frozen=True)
class Branch:
    """One item of a directive with the number of its units by state, in words."""

    item: Item
    units: int
    states: str


@dataclass(frozen=True)
class Root:
    """A confirmed directive and what grew out of it; no branch means 尚未列入清单."""

    directive: Directive
    branches: tuple[Branch, ...]


def trace(speech: Speech, user) -> list[Root]:
    """The confirmed directives of a speech in order; a fixed number of queries."""
    own = Assignment.objects.visible_to(user)
    items = Item.objects.visible_to(user).select_related("responsibility_list")
    items = items.prefetch_related(Prefetch("assignments", own, to_attr="given")).order_by("number")
    directives = speech.directives.filter(state=DirectiveState.CONFIRMED).select_related("section", "speech")
    directives = directives.prefetch_related(Prefetch("items", items, to_attr="grown")).order_by("start")
    return [Root(d, tuple(_branch(item) for item in d.grown)) for d in directives]


def _branch(item: Item) -> Branch:
    counts = Counter(a.state for a in item.given)
    words = "、".join(f"{state.label}{counts[state]}" for state in State if counts[state])
    return Branch(item, len(item.given), words or "未下达")
