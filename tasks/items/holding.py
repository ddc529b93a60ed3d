"""What still lies in a unit's hands. Asked by accounts.units.actions.dissolve (settings.STILL_IN_HAND)."""

from accounts.models import Unit
from tasks.items.models import Assignment


def open_matters(unit: Unit) -> str:
    """Why the unit cannot be dissolved yet, in figures only; empty when nothing is open. History stays under its own name."""
    count = Assignment.objects.filter(unit=unit).open().count()
    return f"还有在办事项{count}项。请先由党建办作出变更决定，把这些事项交给承接的单位，再撤销。" if count else ""
