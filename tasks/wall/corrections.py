"""What was entered later and reaches back to past days: their figures have to be counted anew."""

from datetime import date, timedelta
from hashlib import sha256
from typing import Any

from django.db.models import Max, Min, Model

from accounts.models import Unit
from tasks.items.models import Amendment, Assignment, DueChange, ResponsibilityList, Tick

# What may name an earlier day than the one on which it was written, and the column of that day.
BACKDATED: dict[str, tuple[type[Model], str]] = {
    "given": (Assignment, "assigned_on"),
    "due": (DueChange, "on"),
    "ticked": (Tick, "on"),
}
LATELY = timedelta(days=31)


def seen() -> dict[str, Any]:
    """How far the tables have come, and how the units stand under one another."""
    found: dict[str, Any] = {name: _last(model) for name, (model, _) in BACKDATED.items()}
    found["amended"] = Amendment.objects.exclude(edition=None).count()
    last = _last(Unit)
    return found | {"units": last, "tree": _tree(last)}


def reaches_back(before: dict[str, Any], today: date) -> date | None:
    """The earliest past day that is touched by what came since `seen` answered `before`."""
    days = [
        model.objects.filter(pk__gt=before[name], **{f"{column}__lt": today}).aggregate(day=Min(column))["day"]
        for name, (model, column) in BACKDATED.items()
    ]
    if Amendment.objects.exclude(edition=None).count() != before["amended"]:
        lately = ResponsibilityList.objects.filter(amendments__decided_on__gte=today - LATELY)
        days.append(lately.aggregate(day=Min("issued_on"))["day"])
    if _tree(before["units"]) != before["tree"]:
        days.append(Assignment.objects.aggregate(day=Min("assigned_on"))["day"])
    return min((day for day in days if day and day < today), default=None)


def _last(model: type[Model]) -> int:
    return model.objects.aggregate(last=Max("pk"))["last"] or 0


def _tree(last: int) -> str:
    """A short mark of which of the first units stands under which."""
    pairs = Unit.objects.filter(pk__lte=last).order_by("pk").values_list("pk", "path")
    return sha256(repr(list(pairs)).encode()).hexdigest()[:16]
