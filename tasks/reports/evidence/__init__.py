"""What the records of the other rooms show of each system that a speech may demand: one small function each, of one Scope."""

from collections.abc import Callable, Collection

from tasks.reports.evidence import following, lists, people, relief, results
from tasks.reports.evidence.scope import Scope
from tasks.reports.systems import System

# key (systems.SOUGHT) -> the function that answers. A further room is one more function here.
SOURCES: dict[str, Callable[[Scope], System]] = {
    "duty": people.duty,
    "posts": people.charge,
    "manage": people.manage,
    "key": people.key,
    "lists": lists.lists,
    "aims": lists.aims,
    "trail": lists.trail,
    "following": following.following,
    "assessing": results.assessing,
    "bulletins": results.bulletins,
    "rectifying": results.rectifying,
    "uses": results.uses,
    "team": people.team,
    "together": people.together,
    "relief": relief.relief,
}


EVERY = 4


def gathered(scope: Scope, wanted: Collection[str], told: Callable[[float], None] = lambda share: None) -> dict[str, System]:
    """The systems that are asked for; a fixed number of queries, whatever the number of units and matters. `told` hears a few times how far it is."""
    found = {}
    for n, (key, answer) in enumerate(SOURCES.items()):
        if key in wanted:
            found[key] = answer(scope)
        if n % EVERY == EVERY - 1:
            told((n + 1) / len(SOURCES))
    return found
