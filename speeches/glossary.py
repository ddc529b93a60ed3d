"""The office's own words laid over the reader's: they add to it, mean something else, or switch a word off. Pure."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from speeches.reading import Glossary
from speeches.reading.actors import ending
from speeches.states import Book


@dataclass(frozen=True)
class Word:
    """One term of the office."""

    book: str
    phrase: str
    means: tuple[str, ...] = ()
    off: bool = False


def overlay(base: Glossary, words: Iterable[Word]) -> Glossary:
    """`base` with the office's words over it; a word of the office stands for the one of the same spelling in `base`."""
    said = list(words)
    on = {book: tuple(w.phrase for w in said if w.book == book and not w.off) for book in Book}
    off = {book: tuple(w.phrase for w in said if w.book == book and w.off) for book in Book}
    themes = {w.phrase: w.means for w in said if w.book == Book.THEME}
    known = ending(base)
    return Glossary(
        actors=base.actors + tuple(p for p in (*on[Book.ACTOR], *on[Book.UNIT]) if not known.search(p)),
        themes=tuple((p, m) for p, m in base.themes if p not in themes)
        + tuple((p, m) for p, m in themes.items() if p in on[Book.THEME]),
        campaigns=tuple(dict.fromkeys(c for c in (*base.campaigns, *on[Book.CAMPAIGN]) if c not in off[Book.CAMPAIGN])),
        units=on[Book.UNIT],
        ordinary=off[Book.CAMPAIGN],
    )


def mark(glossary: Glossary) -> str:
    """A short mark that changes when anything changes that the reader goes by."""
    return hashlib.sha256(repr(glossary).encode()).hexdigest()[:16]


def built_in(glossary: Glossary, book: str) -> list[tuple[str, tuple[str, ...]]]:
    """The words that the reader brings along: (word, themes that it speaks for); none for actors and units, which are the office's."""
    if book == Book.THEME:
        return list(glossary.themes)
    return [(name, ()) for name in glossary.campaigns] if book == Book.CAMPAIGN else []


def theme_names(glossary: Glossary) -> list[str]:
    """Every theme that a word speaks for, in order of first mention."""
    return list(dict.fromkeys(name for _, names in glossary.themes for name in names))
