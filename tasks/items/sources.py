"""Every sentence that an item answers: its first directive's words, then those of each directive that was merged into it."""

from collections.abc import Sequence
from dataclasses import dataclass

from speeches.models import Directive
from tasks.items.models import Item


@dataclass(frozen=True)
class Said:
    """One directive and the stretches of it that the item answers ([[start, end], …], code points of the speech, end exclusive)."""

    directive: Directive
    spans: Sequence[Sequence[int]]

    @property
    def words(self) -> str:
        """The words themselves."""
        text = self.directive.speech.text
        return "".join(text[start:end] for start, end in self.spans).strip()

    @property
    def place(self) -> str:
        """Where they stand; empty where the speech has no headings."""
        section = self.directive.section
        return f"{section} {self.directive.ordinal}".strip() if section else ""


def said(item: Item) -> list[Said]:
    """All of them, in the order in which they came together; reads `directive` and the prefetched `more_sources`."""
    first = [Said(item.directive, item.spans)] if item.directive else []
    return [*first, *(Said(more.directive, more.spans) for more in item.more_sources.all())]


def all_words(item: Item) -> str:
    """The words of all of them, one after the other on lines of their own."""
    return "\n".join(one.words for one in said(item))


def all_places(item: Item) -> str:
    """Their places, each once."""
    return "；".join(dict.fromkeys(one.place for one in said(item) if one.place))
