"""How much two demands say the same, in other words or not: cosine of character pairs, rare pairs weighing more. Pure.

Salton & McGill (1983), vector space with inverse document frequency; pairs of characters need no dictionary of words.
"""

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence

# Numbering, punctuation and the words that every demand has say nothing about what is demanded.
EMPTY = re.compile(r"[\s\W\d_]|[一二三四五六七八九十]+[要是、]|要|必须|应当|切实|进一步|不断|认真|坚持|加强|推动|各级|党组织")


def pairs(text: str) -> Counter[str]:
    """The character pairs of what is left of a demand."""
    kept = EMPTY.sub(" ", text)
    return Counter(run[n : n + 2] for run in kept.split() for n in range(len(run) - 1))


def nearest(text: str, others: Mapping[int, str], *, most: int = 3, floor: float = 0.2) -> list[tuple[int, float]]:
    """The keys of the `most` nearest texts with their likeness (0–1), best first, none below `floor`."""
    bags = {key: pairs(other) for key, other in others.items()}
    own = pairs(text)
    weights = _weights([own, *bags.values()])
    found = [(key, _cosine(own, bag, weights)) for key, bag in bags.items()]
    return sorted((one for one in found if one[1] >= floor), key=lambda one: (-one[1], one[0]))[:most]


def _weights(bags: Sequence[Counter[str]]) -> dict[str, float]:
    seen = Counter(pair for bag in bags for pair in bag)
    return {pair: math.log(1 + len(bags) / count) for pair, count in seen.items()}


def _cosine(one: Counter[str], other: Counter[str], weights: Mapping[str, float]) -> float:
    shared = sum(one[p] * other[p] * weights[p] ** 2 for p in one.keys() & other.keys())
    return shared / (_length(one, weights) * _length(other, weights)) if shared else 0.0


def _length(bag: Counter[str], weights: Mapping[str, float]) -> float:
    return math.sqrt(sum((count * weights[pair]) ** 2 for pair, count in bag.items()))


class Book:
    """Many texts prepared once, so that many others can be looked up in it: only texts that share a pair are compared."""

    def __init__(self, texts: Mapping[int, str]) -> None:
        self.bags = {key: pairs(text) for key, text in texts.items()}
        self.weights = _weights(list(self.bags.values()))
        self.lengths = {key: _length(bag, self.weights) for key, bag in self.bags.items()}
        self.holders: dict[str, list[int]] = {}
        for key, bag in self.bags.items():
            for pair in bag:
                self.holders.setdefault(pair, []).append(key)

    def nearest(self, text: str, *, but: frozenset[int] = frozenset(), floor: float = 0.5) -> tuple[int, float] | None:
        """The nearest text (none of `but`) with its likeness; None below `floor`. Pairs that the book does not know weigh as rare."""
        own = pairs(text)
        rare = math.log(1 + max(1, len(self.bags)))
        weights = {pair: self.weights.get(pair, rare) for pair in own}
        length = _length(own, weights)
        dots: Counter[int] = Counter()
        for pair, count in own.items():
            for key in self.holders.get(pair, ()):
                dots[key] += count * self.bags[key][pair] * weights[pair] ** 2
        found = [(dot / (length * self.lengths[key]), -key) for key, dot in dots.items() if key not in but]
        best = max(found, default=(0.0, 0))
        return (-best[1], best[0]) if best[0] >= floor else None
