"""The office's own words: who is meant by 各级党组织, short names of units, campaigns, and which word speaks for which theme."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import F

from accounts.conflict import Stale
from accounts.trail.actions import record
from speeches.models import Term
from speeches.terms import in_words

CHANGEABLE = ("means", "unit", "off")


@transaction.atomic
def add_term(*, book: str, phrase: str, values: Mapping[str, Any], by) -> Term:
    """A new term. Raises ValidationError when the phrase stands in the book already, or when it means nothing."""
    term = Term(book=book, phrase=phrase.strip(), **{name: values[name] for name in CHANGEABLE if name in values})
    term.full_clean()
    term.save(force_insert=True)
    record(act=f"增加{term.get_book_display()}", target=term, after={"phrase": term.phrase} | _said(term), by=by)
    return term


@transaction.atomic
def change_term(*, term: Term, version: int, values: Mapping[str, Any], by) -> Term:
    """What a term means from now on; lists that were drafted before keep the units they have."""
    before = _said(term)
    told = {name: values[name] for name in CHANGEABLE if name in values}
    if Term.objects.filter(pk=term.pk, version=version).update(version=F("version") + 1, **told) != 1:
        theirs = in_words(Term.objects.get(pk=term.pk)) if Term.objects.filter(pk=term.pk).exists() else "（已删除）"
        mine = in_words(Term(book=term.book, phrase=term.phrase, **told))
        raise Stale(f"{term.get_book_display()}“{term.phrase}”刚被他人修改。", mine=mine, theirs=theirs)
    term.refresh_from_db()
    record(act=f"修改{term.get_book_display()}", target=term, before=before, after=_said(term), by=by)
    return term


@transaction.atomic
def remove_term(*, term: Term, version: int, by) -> None:
    """Strike a term; what the reader knows by itself holds again."""
    record(act=f"删除{term.get_book_display()}", target=term, before={"phrase": term.phrase} | _said(term), by=by)
    if Term.objects.filter(pk=term.pk, version=version).delete()[0] != 1:
        raise Stale(f"{term.get_book_display()}“{term.phrase}”刚被他人修改。")


def _said(term: Term) -> dict[str, Any]:
    """What it means, for the trail: the words as people read them."""
    return {"means": in_words(term)}
