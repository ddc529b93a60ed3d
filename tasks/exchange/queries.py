"""What stands in the rows of a sheet: values in the spelling of the comparison, in a fixed number of queries for each chunk."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from django.db.models import Count, OuterRef, Prefetch, Q, QuerySet, Subquery

from accounts.access import may
from accounts.models import Unit
from accounts.roles import Permission
from accounts.sheets.text import visible
from tasks.exchange.models import Layout, Reply
from tasks.exchange.states import Kind, Outcome, Verdict
from tasks.exchange.values import Units
from tasks.items.models import Assignment, Item, ItemUnit, ResponsibilityList
from tasks.items.queries import more_sources
from tasks.items.sources import all_places, all_words
from tasks.items.states import ListState, Part
from tasks.items.steps import written
from tasks.progress.models import Report

CHUNK = 500
CELL_LIMIT = 32_000
# Rows of a comparison on one page, and how many faults a page lists.
ROWS, TOLD = 40, 300
Row = tuple[int, dict[str, str]]


def snapshot(user, listed: ResponsibilityList, kind: str, *, fills: bool) -> Iterator[list[Row]]:
    """All rows of a sheet in chunks: (target, values by column key). A sheet to be filled in holds only what its reader may fill."""
    targets = items_of(user, listed) if kind == Kind.ITEMS else ledger_of(user, listed, fills=fills)
    chunk: list = []
    for one in targets.iterator(chunk_size=CHUNK):
        chunk.append(one)
        if len(chunk) == CHUNK:
            yield _values(kind, chunk)
            chunk = []
    if chunk:
        yield _values(kind, chunk)


def size(user, listed: ResponsibilityList, kind: str, *, fills: bool) -> int:
    """How many rows a sheet will have."""
    return items_of(user, listed).count() if kind == Kind.ITEMS else ledger_of(user, listed, fills=fills).count()


def current(user, listed: ResponsibilityList, kind: str, targets: Iterable[int]) -> dict[int, dict[str, str]]:
    """The same values now, of those `targets` that the user may fill."""
    return {pk: values for pk, (_, values) in standing(user, listed, kind, targets).items()}


def standing(
    user, listed: ResponsibilityList, kind: str, targets: Iterable[int]
) -> dict[int, tuple[Item | Assignment, dict[str, str]]]:
    """The rows themselves with these values, read together: whoever acts on a row by its version acts on what the values say."""
    found = items_of(user, listed) if kind == Kind.ITEMS else ledger_of(user, listed, fills=True)
    known = list(found.filter(pk__in=list(targets)))
    return {row.pk: (row, values) for row, (_, values) in zip(known, _values(kind, known), strict=True)}


def items_of(user, listed: ResponsibilityList) -> QuerySet[Item]:
    """The items of a list within reach, in order."""
    found = Item.objects.visible_to(user).filter(responsibility_list=listed)
    linked = ("responsibility_list", "directive__speech", "directive__section", "checker", "leader__unit", "leader__user")
    return found.select_related(*linked).prefetch_related(more_sources(), "milestones").order_by("number")


def ledger_of(user, listed: ResponsibilityList, *, fills: bool) -> QuerySet[Assignment]:
    """The assignments of a list: those that are not yet over and on which the user reports (support units do not), or all within reach."""
    mine = Assignment.objects.actable_by(user, Permission.REPORT_PROGRESS).open().exclude(part=Part.SUPPORT)
    found = mine if fills else Assignment.objects.visible_to(user)
    last = Report.objects.filter(assignment=OuterRef("pk")).order_by("-id")
    found = found.filter(item__responsibility_list=listed)
    found = found.select_related("item__checker", "unit", "leader__user", "leader__unit")
    found = found.annotate(last_report=Subquery(last.values("pk")[:1]), last_text=Subquery(last.values("text")[:1]))
    found = found.prefetch_related("item__milestones", Prefetch("ticks", to_attr="ticked"), "measurements")
    return found.order_by("item__number", "unit__path")


def unit_names() -> Units:
    """Each name and short name of a unit → its full name; None where a short name stands for several."""
    found: dict[str, str | None] = {}
    units = list(Unit.objects.current())
    for unit in units:
        if unit.short_name and unit.short_name != unit.name:
            found[unit.short_name] = None if unit.short_name in found else unit.name
    return found | {unit.name: unit.name for unit in units}


def may_fill(user, listed: ResponsibilityList, kind: str) -> bool:
    """True when the user may fill in such a sheet of this list: the office a draft, the units what was given to them."""
    if kind == Kind.ITEMS:
        return listed.state == ListState.DRAFT and may(user, Permission.DRAW_UP)
    return listed.state == ListState.ISSUED and may(user, Permission.REPORT_PROGRESS)


def layouts(kinds: Iterable[str]) -> QuerySet[Layout]:
    """The office's layouts for these kinds, the default of each first."""
    return Layout.objects.filter(kind__in=list(kinds))


def replies(user, listed: ResponsibilityList) -> QuerySet[Reply]:
    """What a person has handed in for a list, with how much was taken."""
    taken = Count("differences", filter=Q(differences__outcome=Outcome.TAKEN))
    return Reply.objects.filter(responsibility_list=listed, received_by=user).annotate(taken=taken)


def comparison(reply: Reply, *, after: int) -> dict:
    """One page of a reply's differences behind the row `after`, whole rows together, and what stands before and behind it."""
    cells = reply.differences.filter(verdict__in=[Verdict.CHANGE, Verdict.CONFLICT])
    rows = list(cells.filter(row__gt=after).order_by("row").values_list("row", flat=True).distinct()[: ROWS + 1])
    here = rows[:ROWS]
    shown = list(cells.filter(row__in=here))
    counts = reply.differences.aggregate(
        changes=Count("pk", filter=Q(verdict=Verdict.CHANGE)),
        conflicts=Count("pk", filter=Q(verdict=Verdict.CONFLICT)),
        faults=Count("pk", filter=Q(verdict=Verdict.FAULT)),
        notices=Count("pk", filter=Q(verdict=Verdict.NOTICE)),
        chosen=Count("pk", filter=Q(accepted=True)),
        taken=Count("pk", filter=Q(outcome=Outcome.TAKEN)),
        refused=Count("pk", filter=Q(outcome=Outcome.REFUSED)),
    )
    told = reply.differences.filter(verdict__in=[Verdict.FAULT, Verdict.NOTICE])[:TOLD]
    earlier = Reply.objects.filter(digest=reply.digest, received_by=reply.received_by, pk__lt=reply.pk).exclude(pk=reply.pk).last()
    last = here[-1] if len(rows) > ROWS else 0
    return {"cells": shown, "counts": counts, "told": told, "next": last, "after": after, "earlier": earlier}


def _values(kind: str, targets: list) -> list[Row]:
    if kind == Kind.ITEMS:
        units = _units_of(targets)
        return [(item.pk, _text(_item(item, units[item.pk]))) for item in targets]
    return [(one.pk, _text(_assignment(one))) for one in targets]


def _units_of(items: list[Item]) -> dict[int, dict[str, list[str]]]:
    """Names of units by item and part: of a draft as planned, else as given."""
    found: dict[int, dict[str, list[str]]] = defaultdict(lambda: {part.value: [] for part in Part})
    drafts = bool(items) and items[0].responsibility_list.state == ListState.DRAFT
    model = ItemUnit if drafts else Assignment
    for one in model.objects.filter(item__in=items).select_related("unit").order_by("unit__path"):
        found[one.item_id][one.part].append(one.unit.name)
    return found


def _item(item: Item, units: dict[str, list[str]]) -> dict:
    """The cells of columns.ITEMS."""
    return {
        "number": item.number, "theme": item.theme, "title": item.title, "requirement": item.requirement, "target": item.target,
        "target_value": _figure(item.target_value), "target_measure": item.target_measure, "leader": item.leader,
        "milestones": written([(m.on, m.title) for m in item.milestones.all()]), "checker": item.checker.name if item.checker else "",
        "acceptance_criteria": item.acceptance_criteria, "proof_needed": item.proof_needed, "mode": item.get_mode_display(),
        "lead": "、".join(units[Part.LEAD] or units[Part.EACH]), "support": "、".join(units[Part.SUPPORT]),
        "level": item.get_level_display(), "rhythm": item.rhythm, "due_on": item.due_on, "weight": f"{item.weight.normalize():f}",
        "source": item.get_source_display(), "place": all_places(item), "words": all_words(item),
    }  # fmt: skip


def _assignment(one: Assignment) -> dict:
    """The cells of columns.LEDGER; `report` is the latest progress entry, so that a newer one is noticed."""
    item, measured = one.item, list(one.measurements.all())
    return {
        "number": item.number, "title": item.title, "requirement": item.requirement, "acceptance_criteria": item.acceptance_criteria,
        "target": item.target, "figure": _figure(item.target_value) + item.target_measure, "proof_needed": item.proof_needed,
        "measured": _figure(measured[-1].value) + item.target_measure if measured else "", "level": item.get_level_display(),
        "milestones": _steps(one), "checker": item.checker.name if item.checker else "",
        "unit": one.unit.name, "part": one.get_part_display(), "leader": one.leader, "state": one.get_state_display(),
        "assigned_on": one.assigned_on, "acknowledged_on": one.acknowledged_on, "first_due_on": one.first_due_on,
        "due_on": one.due_on, "last": one.last_text, "text": "", "percent": one.percent, "submitted_on": one.submitted_on,
        "completed_on": one.completed_on, "closed_off_on": one.closed_off_on, "report": one.last_report,
    }  # fmt: skip


def _figure(value: Decimal | None) -> str:
    return "" if value is None else f"{value.normalize():f}"


def _steps(one: Assignment) -> str:
    """The milestones one a line, with what the unit has ticked off."""
    done = {tick.milestone_id for tick in one.ticked}
    return "\n".join(f"{step}{'（已完成）' if step.pk in done else ''}" for step in one.item.milestones.all())


def _text(cells: dict) -> dict[str, str]:
    """Every value as the comparison spells it."""
    return {key: value.isoformat() if isinstance(value, date) else _short(value) for key, value in cells.items()}


def _short(value: object) -> str:
    return "" if value is None else visible(value)[:CELL_LIMIT]
