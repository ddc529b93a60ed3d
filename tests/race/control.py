"""The control: in the drill's own process the guards are taken away, so that the drill must see doubles and lost words.

An UPDATE that names a row and what is expected of it (state, version) forgets what is expected; SELECT … FOR UPDATE locks nothing.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db.models import QuerySet
from django.db.models.lookups import Exact


@contextmanager
def without_guards() -> Iterator[None]:
    """Take the guards away for a while, from all threads."""
    guarded, locked = QuerySet.update, QuerySet.select_for_update

    def update(rows: QuerySet, **values: object) -> int:
        children = rows.query.where.children
        names = [one.rhs for one in children if isinstance(one, Exact) and one.lhs.target.primary_key]
        if len(names) == 1 and len(children) > 1:
            rows = rows.model._base_manager.filter(pk=names[0])
        return guarded(rows, **values)

    update.alters_data = True
    QuerySet.update, QuerySet.select_for_update = update, lambda rows, *words, **more: rows.all()
    try:
        yield
    finally:
        QuerySet.update, QuerySet.select_for_update = guarded, locked
