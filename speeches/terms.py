"""Terms in words, and what was done to them."""

from accounts.models import Entry, UnitKind
from speeches.models import Term
from speeches.states import Book

AT_MOST = 30


def in_words(term: Term) -> str:
    """What a term means, as people read it."""
    if term.book == Book.ACTOR:
        said = "、".join(UnitKind(kind).label for kind in term.means if kind in UnitKind.values)
    elif term.book == Book.UNIT:
        said = term.unit.name if term.unit else ""
    else:
        said = "、".join(term.means) or ("活动名称" if term.book == Book.CAMPAIGN else "不归类")
    return f"停用（{said}）" if term.off else said


def history(book: str) -> list[Entry]:
    """The latest changes of a glossary, removed terms too; newest first."""
    acts = [f"{verb}{Book(book).label}" for verb in ("增加", "修改", "删除")]
    found = Entry.objects.filter(target_type=Term._meta.label_lower, act__in=acts)
    return list(found.select_related("by").order_by("-id")[:AT_MOST])
