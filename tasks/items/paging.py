"""Keyset pages: the place of a row stands in the address, so that the deepest page costs what the first one does."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db.models import Field, Model, Q, QuerySet
from django.http import QueryDict

SIZE = 50


@dataclass(frozen=True)
class Page:
    """The rows of one page, and the addresses of its neighbours (empty where there is none)."""

    rows: list
    first: str = ""
    previous: str = ""
    next: str = ""

    @property
    def links(self) -> dict[str, str]:
        """What parts/pager.html wants."""
        return {"first": self.first, "previous": self.previous, "next": self.next}


def page(found: QuerySet, query: QueryDict, *, order: Sequence[str], size: int = SIZE) -> Page:
    """The page of `found` that the address names by `after` or `before`; a place that makes no sense is the first page.

    `order` holds field names, all rising or all falling ("-id"), the last one unique.
    """
    names = [name.removeprefix("-") for name in order]
    falling = order[0].startswith("-")
    back = "before" in query and "after" not in query
    place = _place(found.model, names, query.get("before" if back else "after", ""))
    back = back and place is not None
    down = falling != back
    if place is not None:
        found = found.filter(_beyond(names, place, down))
    rows = list(found.order_by(*(("-" if down else "") + name for name in names))[: size + 1])
    more, rows = len(rows) > size, rows[:size]
    if back:
        rows.reverse()
    earlier, later = (more, True) if back else (place is not None, more)
    return Page(
        rows,
        first=address(query) if place is not None else "",
        previous=address(query, before=_written(rows[0], names)) if earlier and rows else "",
        next=address(query, after=_written(rows[-1], names)) if later and rows else "",
    )


def address(query: QueryDict, **values: Any) -> str:
    """This page's address with some parameters replaced; empty ones, and the place of the page, fall away."""
    kept = query.copy()
    for name in ("after", "before"):
        kept.pop(name, None)
    for name, value in values.items():
        kept[name] = value
    for name in [name for name in kept if not kept[name]]:
        del kept[name]
    return f"?{kept.urlencode()}"


def _beyond(names: list[str], place: list, down: bool) -> Q:
    """Rows behind `place`; the first condition is for the index, the second is the truth."""
    than = "lt" if down else "gt"
    if len(names) == 1:
        return Q(**{f"{names[0]}__{than}": place[0]})
    (first, second), (one, two) = names, place
    return Q(**{f"{first}__{than}e": one}) & (Q(**{f"{first}__{than}": one}) | Q(**{f"{second}__{than}": two}))


def _written(row: Model | dict[str, Any], names: list[str]) -> str:
    return "~".join(str(_value(row, name)) for name in names)


def _value(row: Model | dict[str, Any], name: str) -> Any:
    """Of an object, or of a row of QuerySet.values."""
    if isinstance(row, dict):
        return row[name]
    value: Any = row
    for part in name.split("__"):
        value = getattr(value, part)
    return value


def _place(model: type[Model], names: list[str], said: str) -> list | None:
    """What the address says, as values of the columns; None when it says nothing that they can hold."""
    parts = said.split("~")
    if not said or "\0" in said or len(parts) != len(names):
        return None
    try:
        return [_field(model, name).clean(part, None) for name, part in zip(names, parts, strict=True)]
    except (ValidationError, FieldDoesNotExist):
        return None


def _field(model: type[Model], name: str) -> Field:
    *way, last = name.split("__")
    for step in way:
        model = model._meta.get_field(step).related_model
    return model._meta.get_field(last)
