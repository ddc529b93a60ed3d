"""The draft: items from confirmed directives, each with its own words marked, and the units that will answer for it."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max

from accounts.conflict import Refused
from accounts.models import Unit
from accounts.trail.actions import record
from speeches.models import Directive, Speech
from speeches.queries import expand_actor, named_units
from speeches.states import DirectiveState, SpeechState
from tasks.items.actions.fields import COPIED, add_units, put_milestones, shown
from tasks.items.actions.locking import must_be_draft
from tasks.items.models import Campaign, Item, ItemSource, ResponsibilityList
from tasks.items.states import Mode, Part, Source


@transaction.atomic
def draft(*, year: int, title: str, campaign: Campaign | None = None, speech: Speech | None = None, by) -> ResponsibilityList:
    """Begin an empty list of a year, or of a campaign in it."""
    drafted = ResponsibilityList(year=year, title=title, campaign=campaign, speech=speech)
    drafted.full_clean(exclude=["issued_by"])
    drafted.save(force_insert=True)
    said = {"year": year, "title": title} | ({"campaign": campaign.name} if campaign else {})
    record(act="起草清单", target=drafted, after=said | ({"speech": speech.title} if speech else {}), by=by)
    return drafted


@transaction.atomic
def draft_from_speech(*, speech: Speech, year: int, title: str, campaign: Campaign | None = None, by) -> ResponsibilityList:
    """Draft a list with one item for each confirmed directive, its units expanded from the actor by the glossary.

    Raises Refused while a piece of the speech is undecided.
    """
    if speech.state != SpeechState.DECIDED:
        raise Refused("讲话尚有语句未判定。请先在讲话评审页全部判定后再起草清单。")
    drafted = draft(year=year, title=title, campaign=campaign, speech=speech, by=by)
    for directive in speech.directives.filter(state=DirectiveState.CONFIRMED).select_related("speech"):
        draw_up(responsibility_list=drafted, directive=directive, by=by)
    return drafted


@transaction.atomic
def draw_up(
    *,
    responsibility_list: ResponsibilityList,
    directive: Directive | None = None,
    spans: Sequence[Sequence[int]] | None = None,
    units: Mapping[Unit, Part] | None = None,
    values: Mapping[str, Any] | None = None,
    milestones: Sequence[tuple[date, str]] = (),
    by,
) -> Item:
    """Add one item to a draft. Whatever `values` and `units` leave open is taken from the directive and its own words (`spans`)."""
    must_be_draft(responsibility_list)
    what = {"directive": directive, "spans": spans, "units": units, "values": values, "milestones": milestones}
    return add_item(responsibility_list=responsibility_list, act="列入清单", by=by, **what)


def add_item(
    *,
    responsibility_list: ResponsibilityList,
    directive: Directive | None = None,
    spans: Sequence[Sequence[int]] | None = None,
    units: Mapping[Unit, Part] | None = None,
    values: Mapping[str, Any] | None = None,
    milestones: Sequence[tuple[date, str]] = (),
    act: str,
    by,
) -> Item:
    """The item itself, whatever the list's state: for draw_up, and for a decision that adds to an issued list."""
    item = Item(responsibility_list=responsibility_list, number=_next_number(responsibility_list), source=Source.HAND)
    if directive:
        _take_from(directive, item, spans)
    for name, value in (values or {}).items():
        setattr(item, name, value)
    item.full_clean(exclude=COPIED)
    item.save(force_insert=True)
    if units is None:
        units = _parts_by_words(directive) if directive else {}
    if Part.LEAD in units.values() and item.mode != Mode.JOINT:
        Item.objects.filter(pk=item.pk).update(mode=Mode.JOINT)
        item.mode = Mode.JOINT
    if item.checker in units:
        raise Refused(f"“{item.checker}”是该事项的责任单位，不能核验自己。请另选核验单位。")
    add_units(item, units)
    if milestones:
        put_milestones(item, milestones)
    record(act=act, target=item, after=shown(item) | {"units": [u.name for u in units]}, by=by)
    return item


def keep_sources(item: Item, made: Item) -> None:
    """What was merged into `item` goes on in the item that continues it or is a part of it."""
    more = item.more_sources.all()
    ItemSource.objects.bulk_create(ItemSource(item=made, directive_id=one.directive_id, spans=one.spans) for one in more)


def _take_from(directive: Directive, item: Item, spans: Sequence[Sequence[int]] | None) -> None:
    """Fill the item from the directive's words and from what the office confirmed about them."""
    marked = [list(span) for span in spans or [(directive.start, directive.end)]]
    item.source, item.directive, item.spans = Source.DIRECTIVE, directive, marked
    item.requirement = "".join(directive.speech.text[start:end] for start, end in marked).strip()
    item.title = directive.title
    item.theme = directive.themes[0] if directive.themes else ""
    item.duty, item.four_manage, item.four_key = directive.duty, directive.four_manage, directive.four_key
    item.due_on, item.rhythm = directive.due_on, directive.recurrence


def _parts_by_words(directive: Directive) -> dict[Unit, Part]:
    """Units that the words name as lead and support; without them the actor's units, each for itself."""
    named = named_units([*directive.lead_units, *directive.support_units])
    parts = {named[name]: Part.SUPPORT for name in directive.support_units if name in named}
    leads = [named[name] for name in directive.lead_units if name in named]
    for position, unit in enumerate(leads):
        parts[unit] = Part.LEAD if position == 0 else Part.SUPPORT
    return parts or dict.fromkeys(expand_actor(directive), Part.EACH)


def _next_number(responsibility_list: ResponsibilityList) -> int:
    """The number after the last one."""
    return (responsibility_list.items.aggregate(last=Max("number"))["last"] or 0) + 1
