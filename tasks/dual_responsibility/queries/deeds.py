"""What leaders did in person, from dated rows that were written anyway, each with the matter, its theme and its 四管."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from accounts.roles import Role
from tasks.dual_responsibility.models import Checkpoint
from tasks.dual_responsibility.rules import managed
from tasks.dual_responsibility.states import Step
from tasks.duties.models import DutyEntry
from tasks.items.models import Approval
from tasks.supervision.acts.models import Instruction, Talk
from tasks.supervision.presence.queries import LABELS, SOURCES, Source

# Beside what the record of presence looks at: the four steps, and what county leaders do.
MORE = (
    Source(Checkpoint, "", act="step"),
    Source(Approval, "审定责任清单", who="decided_by", when="decided_at", timed=True, matter=""),
    Source(Instruction, "批示", who="said_by__user"),
)
# What stands for a deed that concerns no matter.
TITLES = {DutyEntry: ("period__duty__title", "period__unit"), Approval: ("responsibility_list__title",)}
STEPS = {step.value: f"一起{step.label}" for step in Step}


@dataclass(frozen=True)
class Deed:
    """One dated act of a person. `matter` is the assignment it concerns; a talk names none, so that few eyes see it."""

    on: date
    label: str
    title: str = ""
    matter: int | None = None
    unit: int | None = None
    theme: str = ""
    manages: tuple[str, ...] = ()
    talk: int | None = None


def deeds(users: Iterable[int], first: date, last: date) -> dict[int, list[Deed]]:
    """Every act of these people on these days, newest first: one query for a source. An act taken back is none."""
    wanted, found = set(users), defaultdict(list)
    for source in (*SOURCES, *MORE):
        rows = source.model.objects.filter(source.within(first, last), **{f"{source.who}__in": wanted})
        if source.model is Checkpoint:
            rows = rows.standing()
        for user, when, said, pk, *about in rows.values_list(*_columns(source)):
            on = timezone.localdate(when) if source.timed else when
            label = LABELS.get(said) or STEPS.get(said) or source.label or "办理"
            found[user].append(_deed(source, on, label, pk, about))
    for rows in found.values():
        rows.sort(key=lambda deed: (deed.on, deed.label), reverse=True)
    return found


def _columns(source: Source) -> list[str]:
    names = [source.who, source.when, source.act or "pk", "pk"]
    if source.matter:
        item = f"{source.matter}__item"
        return [*names, source.matter, f"{source.matter}__unit", f"{item}__title", f"{item}__theme", f"{item}__four_manage"]
    return [*names, *TITLES.get(source.model, ())]


def _deed(source: Source, on: date, label: str, pk: int, about: list) -> Deed:
    if source.matter:
        matter, unit, title, theme, said = about
        return Deed(on, label, title, matter, unit, theme, managed(said, theme))
    title, unit = [*about, "", None][:2] if len(about) < 2 else about
    return Deed(on, label, title, unit=unit, talk=pk if source.model is Talk else None)


def in_post(post, found: Iterable[Deed], first: date, last: date) -> list[Deed]:
    """Those of the days on which the post was held; of a unit's leader those about his unit, for he may lead another one too."""
    last = min(last, post.valid_to or last)
    found = [deed for deed in found if max(first, post.valid_from) <= deed.on <= last]
    if post.role == Role.COUNTY_LEADER:
        return found
    return [deed for deed in found if deed.unit in (None, post.unit_id)]


def in_words(found: Iterable[Deed]) -> str:
    """「签收3次、报进展5次」."""
    return "、".join(f"{label}{count}次" for label, count in Counter(deed.label for deed in found).most_common())
