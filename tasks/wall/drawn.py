"""What was drawn from figures that were not counted anew since. Kept in this process, the newest few; it can be forgotten at any time."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any

# A table of a hundred units is some 200 KB of text.
MOST = 32
_kept: OrderedDict[Hashable, dict[str, Any]] = OrderedDict()


def drawn(key: Hashable | None, draw: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """What `draw` gave under this key, which has to name everything that it looks at; without a key it is drawn each time."""
    if key is None:
        return draw()
    found = _kept.get(key)
    if found is None:
        found = _kept[key] = draw()
        while len(_kept) > MOST:
            _kept.popitem(last=False)
    return found


def forget() -> None:
    """Everything."""
    _kept.clear()
