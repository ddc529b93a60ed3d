"""From the words of a speech to the units that answer for them: one row a directive, every item it became part of, its units and states."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Prefetch, Q

from speeches.models import Directive, Speech
from speeches.states import DirectiveState
from tasks.items.models import Assignment, Item, ItemSource
from tasks.items.queries import more_sources
from tasks.items.sources import Said, said
from tasks.items.states import State


@dataclass(frozen=True)
class Branch:
    """One item of a directive: which of its words the item answers, what else it answers, and its units by state in words."""

    item: Item
    words: str
    others: int
    units: int
    states: str


@dataclass(frozen=True)
class Root:
    """A confirmed directive and what grew out of it; no branch means 尚未列入清单."""

    directive: Directive
    branches: tuple[Branch, ...]


def trace(speech: Speech, user) -> list[Root]:
    """The confirmed directives of a speech in order; a fixed number of queries."""
    directives = speech.directives.filter(state=DirectiveState.CONFIRMED).select_related("section", "speech").order_by("start")
    grown = _branches(_items(speech, user))
    return [Root(d, tuple(grown[d.pk])) for d in directives]


def _items(speech: Speech, user) -> Iterable[Item]:
    """The items within reach that answer a directive of the speech, as their first or merged into them."""
    own = Q(directive__speech=speech) | Exists(ItemSource.objects.filter(item=OuterRef("pk"), directive__speech=speech))
    found = (
        Item.objects.visible_to(user).filter(own).select_related("responsibility_list", "directive__speech", "directive__section")
    )
    given = Prefetch("assignments", Assignment.objects.visible_to(user), to_attr="given")
    return found.prefetch_related(given, more_sources()).order_by("responsibility_list", "number")


def _branches(items: Iterable[Item]) -> dict[int, list[Branch]]:
    """The branches by directive."""
    grown = defaultdict(list)
    for item in items:
        answered = said(item)
        for one in answered:
            grown[one.directive.pk].append(_branch(item, one, len(answered) - 1))
    return grown


def _branch(item: Item, one: Said, others: int) -> Branch:
    counts = Counter(a.state for a in item.given)
    words = "、".join(f"{state.label}{counts[state]}" for state in State if counts[state])
    part = "" if one.words == one.directive.text.strip() else one.words
    return Branch(item, part, others, len(item.given), words or "未下达")
