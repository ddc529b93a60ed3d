"""What a prepared decision is going to change, field by field, before it is in force."""

from tasks.items.actions.amending import units_of, unpacked
from tasks.items.editions import Difference, differences
from tasks.items.models import Change, Item, Kind
from tasks.items.snapshots import kept, said_units


def foretell(change: Change) -> Difference | None:
    """The item as it stands beside what the line makes of it; None for what is new or withdrawn, and where nothing differs."""
    if change.kind != Kind.AMEND:
        return None
    item = Item.objects.get(pk=change.item_id)
    before, (fields, steps) = kept(item), unpacked(change.values)
    for name, value in fields.items():
        setattr(item, name, value)
    new = {"units": said_units(units_of(change).items()), "milestones": [f"{on:%Y-%m-%d} {title}" for on, title in sorted(steps)]}
    found = differences([before], [kept(item) | new])
    return found[0] if found else None
