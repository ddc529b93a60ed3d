"""A person corrects where directives begin and end: mark words that were overlooked, split one, merge neighbours."""

from datetime import datetime

from django.db import transaction
from django.db.models import F, Max

from accounts.conflict import Refused, Stale
from accounts.trail.actions import record
from speeches import carving
from speeches.actions.deciding import must_not_be_listed, swap
from speeches.actions.settling import hold, reopen, settle
from speeches.models import Directive, Piece, Speech
from speeches.queries import office_glossary
from speeches.states import BLANK, DirectiveState

VALUES = ("title", "actor", "deadline", "due_on", "recurrence", "strength", "sources", *carving.LISTS)
ASIDE = 1_000_000
UNDECIDED = {"state": DirectiveState.PROPOSED, "decided_at": None, "decided_by": None}


@transaction.atomic
def mark(*, speech: Speech, piece: int, now: datetime, by) -> Directive:
    """列为指示: a piece that the reader took for something else becomes a directive of its own, to be confirmed."""
    speech = hold(speech.pk)
    one = speech.pieces.select_related("directive").filter(pk=piece).first()
    if one is None or one.directive_id or one.rule == BLANK:
        raise Stale("这句话刚被他人列入指示。", theirs=str(one.directive) if one and one.directive else "")
    values = carving.fresh(speech.text[one.start : one.end], office_glossary())
    section = speech.sections.filter(level=1, start__lte=one.start, end__gt=one.start).first()
    made = _make(speech, section=section, start=one.start, end=one.end, values=values)
    _own(made)
    record(act="列为指示", target=made, after={"title": made.title, "start": made.start, "end": made.end}, at=now, by=by)
    settle(speech)
    return made


@transaction.atomic
def split(*, directive: Directive, version: int, at: int, now: datetime, by) -> tuple[Directive, Directive]:
    """拆分 before the code point `at`, where a sentence or a piece begins; both parts are undecided and keep what their words say."""
    must_not_be_listed(directive, "拆分")
    speech = hold(directive.speech_id)
    end, text = directive.end, speech.text
    begins = {a for a, _ in carving.sentences(text, directive.start, end)} | set(directive.pieces.values_list("start", flat=True))
    if at not in begins - {directive.start}:
        raise Stale("这条指示刚被他人拆分或合并。", theirs=directive.title)
    values, demands = {name: getattr(directive, name) for name in VALUES}, directive.demands
    glossary = office_glossary()
    first = carving.part(values, text[directive.start : at], heads=True, glossary=glossary) | UNDECIDED
    swap(directive, version, end=at, demands=carving.clipped(demands, directive.start, at), **first)
    rest = carving.part(values, text[at:end], heads=False, glossary=glossary)
    made = _make(speech, section=directive.section, start=at, end=end, values=rest)
    Directive.objects.filter(pk=made.pk).update(demands=carving.clipped(demands, at, end))
    _cut(speech, at)
    _own(directive), _own(made)
    after = {"parts": [directive.title, made.title], "end": directive.end}
    record(act="拆分指示", target=directive, before={"title": values["title"], "end": end}, after=after, at=now, by=by)
    settle(speech)
    return directive, made


@transaction.atomic
def merge(*, directive: Directive, version: int, other: Directive, other_version: int, now: datetime, by) -> Directive:
    """合并: `other`, the next directive of the same section, joins `directive` with whatever stands between them."""
    must_not_be_listed(directive, "合并")
    must_not_be_listed(other, "合并")
    speech = hold(directive.speech_id)
    _must_be_neighbours(directive, other)
    swap(other, other_version)
    before = {"parts": [directive.title, other.title], "end": directive.end}
    values = carving.joined(*({name: getattr(one, name) for name in VALUES} for one in (directive, other)))
    swap(directive, version, end=other.end, demands=directive.demands + other.demands, **values, **UNDECIDED)
    Piece.objects.filter(directive=other).update(directive=directive)
    other.delete()
    _own(directive)
    record(act="合并指示", target=directive, before=before, after={"title": directive.title, "end": directive.end}, at=now, by=by)
    settle(speech)
    return directive


def _must_be_neighbours(directive: Directive, other: Directive) -> None:
    """Nothing but undirected words of the same section may stand between them."""
    same = (directive.speech_id, directive.section_id) == (other.speech_id, other.section_id)
    between = Directive.objects.filter(speech=directive.speech_id, start__gte=directive.end, end__lte=other.start)
    if not same or other.start < directive.end or between.exists():
        raise Refused("只能与同一部分中紧邻的后一条指示合并。")
    if DirectiveState.REJECTED in (directive.state, other.state):
        raise Refused("已认定为非指示的内容不能合并。请先撤回判定。")


def _make(speech: Speech, *, section, start: int, end: int, values: dict) -> Directive:
    """A new row behind the last one; the reader proposed nothing here, so its proposal is empty."""
    order = (speech.directives.aggregate(last=Max("order"))["last"] or 0) + 1
    made = Directive(speech=speech, section=section, order=order, start=start, end=end, demands=[[start, end]], **values)
    made.save(force_insert=True)
    return made


def _cut(speech: Speech, at: int) -> None:
    """Make `at` a border of pieces; they still tile the text, in order."""
    piece = speech.pieces.filter(start__lt=at, end__gt=at).first()
    if piece is None:
        return
    later = speech.pieces.filter(order__gt=piece.order)
    for shift in (ASIDE + 1, -ASIDE):  # order is unique: first out of the way, then home
        later.update(order=F("order") + shift)
        later = speech.pieces.filter(order__gt=ASIDE)
    speech.pieces.filter(pk=piece.pk).update(end=at)
    Piece.objects.create(speech=speech, order=piece.order + 1, start=at, end=piece.end, kind=piece.kind, rule=piece.rule)


def _own(directive: Directive) -> None:
    """Take all pieces of the span, undecided."""
    inside = Piece.objects.filter(speech=directive.speech_id, start__gte=directive.start, end__lte=directive.end)
    inside.update(directive=directive)
    reopen(inside)
