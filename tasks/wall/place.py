"""Which units stand on a wall: one unit with those directly below it, or the topmost within reach. Each line counts all below it."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q

from accounts.access import posts_of
from accounts.models import Unit
from accounts.units.models import below
from tasks.items.models import sees_all


@dataclass(frozen=True)
class Place:
    """`base`: the unit whose wall it is (None: several stand side by side); `above`: the way up to it; `units`: its lines, in the
    office's order. `parents` are those of the lines that have units below them."""

    base: Unit | None
    above: list[Unit]
    units: list[Unit]
    parents: frozenset[int]

    @property
    def tops(self) -> list[Unit]:
        """The units whose counts together are the whole."""
        return [self.base] if self.base else self.units

    @property
    def reach(self) -> Q:
        """Assignments of the whole."""
        found = Q(pk__in=[])
        for top in self.tops:
            found |= below(top, "unit__")
        return found

    @property
    def mark(self) -> tuple:
        """Everything that a wall shows of the units."""
        said = [(unit.pk, unit.name, unit.short, unit.kind) for unit in ([self.base] if self.base else []) + self.units]
        return (bool(self.base), *said, self.parents)

    @property
    def all_pks(self) -> list[int]:
        """Everything that counts are wanted of."""
        return [unit.pk for unit in ([self.base] if self.base else []) + self.units]


def tops_of(user) -> list[Unit]:
    """The topmost units within the person's reach."""
    if sees_all(user):
        return list(Unit.objects.filter(parent=None))
    found = sorted(Unit.objects.reached_by(posts_of(user)), key=lambda unit: unit.path)
    return [one for n, one in enumerate(found) if not any(one.path.startswith(top.path) for top in found[:n])]


def place_of(user, pk: int | None, on: date) -> Place | None:
    """The wall of the unit `pk` (of whatever is topmost, when none is named); None beyond the person's reach."""
    tops = tops_of(user)
    if pk is None and len(tops) != 1:
        return Place(None, [], tops, frozenset(_parents(tops)))
    base = Unit.objects.filter(pk=pk).first() if pk is not None else tops[0]
    if base is None or not any(base.path.startswith(top.path) for top in tops):
        return None
    ways = [base.path[:end] for end in range(5, len(base.path), 5)]
    within = [path for path in ways if any(path.startswith(top.path) for top in tops)]
    above = list(Unit.objects.filter(path__in=within).order_by("path")) if within else []
    present = Q(dissolved_on=None) | Q(dissolved_on__gt=on)
    units = list(Unit.objects.filter(present, parent=base).order_by("order", "path"))
    return Place(base, above, units, frozenset(_parents(units)))


def _parents(units: list[Unit]) -> set[int]:
    """Those that have units below them."""
    children = Unit.objects.filter(parent=OuterRef("pk"))
    return set(Unit.objects.filter(Exists(children), pk__in=[unit.pk for unit in units]).values_list("pk", flat=True))
