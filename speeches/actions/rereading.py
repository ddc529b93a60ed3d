"""The glossary has changed: read a speech under review again, for what nobody has decided or shaped yet."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import F, Max

from accounts.conflict import Refused
from accounts.trail.actions import record
from speeches import glossary as words
from speeches.actions.rows import directive_row, piece_rows, proposal_of, values_of
from speeches.actions.settling import hold, is_the_readers
from speeches.models import Directive, Piece, Speech
from speeches.queries import office_glossary
from speeches.reading import read as read_text
from speeches.recutting import parts, within
from speeches.states import BLANK, SpeechState

ASIDE = 1_000_000


@dataclass(frozen=True)
class Reread:
    """How many undecided directives and sentences outside directives are now others."""

    directives: int
    pieces: int


@dataclass
class Part:
    """A part of the text as it stands and as it is read now."""

    pieces: list[Piece]
    directives: list[Directive]
    new_pieces: list
    new_directives: list

    @property
    def is_free(self) -> bool:
        """Nobody has decided, typed or cut anything here."""
        undecided = all(not p.decided_kind or p.rule == BLANK for p in self.pieces)
        return undecided and all(is_the_readers(d) for d in self.directives)

    @property
    def is_cut_alike(self) -> bool:
        """Only kinds and values can differ."""
        old, new = ([[(one.start, one.end) for one in row] for row in rows] for rows in self._rows)
        return old == new

    @property
    def _rows(self) -> tuple:
        return (self.pieces, self.directives), (self.new_pieces, self.new_directives)


@transaction.atomic
def reread(*, speech: Speech, now: datetime, by) -> Reread:
    """重新识别未判定的语句 by the glossary as it is now; decisions, typed values and cuts of people stay as they are."""
    speech = hold(speech.pk)
    if speech.state != SpeechState.READ:
        raise Refused("这篇讲话没有未判定的语句，不需要重新识别。")
    glossary = office_glossary()
    found = read_text(speech.text, on=speech.given_on, glossary=glossary)
    directives, pieces = 0, 0
    recut = [part for part in _parts(speech, found) if part.is_free and not _is_done(part)]
    for part in recut:
        changed = _change(part, now, by) if part.is_cut_alike else _replace(speech, part, now, by)
        directives, pieces = directives + changed.directives, pieces + changed.pieces
    if any(not part.is_cut_alike for part in recut):
        _number(speech)
    Speech.objects.filter(pk=speech.pk).update(glossary=words.mark(glossary))
    record(act="重新识别", target=speech, after={"directives": directives, "pieces": pieces}, at=now, by=by)
    return Reread(directives, pieces)


def _parts(speech: Speech, found) -> list[Part]:
    """The text in parts that both readings cut alike at their borders."""
    old = list(speech.pieces.order_by("start")), list(speech.directives.order_by("start"))
    new = list(found.pieces), list(found.directives)
    cuts = [tuple([(one.start, one.end) for one in row] for row in rows) for rows in (old, new)]
    spans = parts(len(speech.text), *cuts)
    return [Part(*rows) for rows in zip(*(within(row, spans) for row in (*old, *new)), strict=True)]


def _is_done(part: Part) -> bool:
    """Read as before."""
    if not part.is_cut_alike:
        return False
    same = all((p.kind, p.rule) == (n.kind, n.rule) for p, n in zip(part.pieces, part.new_pieces, strict=True))
    return same and all(not _differences(d, n) for d, n in zip(part.directives, part.new_directives, strict=True))


def _differences(directive: Directive, one) -> dict:
    """The columns that are read otherwise now, with their new values."""
    told = values_of(one) | {"sources": dict(one.sources)}
    return {name: value for name, value in told.items() if getattr(directive, name) != value}


def _change(part: Part, now: datetime, by) -> Reread:
    """Other values or kinds in the same cut: the rows stay, so that addresses and buttons still lead to them."""
    directives = [(d, n, told) for d, n in zip(part.directives, part.new_directives, strict=True) if (told := _differences(d, n))]
    for directive, one, told in directives:
        before = {name: getattr(directive, name) for name in told}
        proposal = proposal_of(one, values_of(one))
        Directive.objects.filter(pk=directive.pk).update(**told, proposal=proposal, version=F("version") + 1)
        record(act="重新识别指示", target=directive, before=before, after=told, at=now, by=by)
    changed = [(p, n) for p, n in zip(part.pieces, part.new_pieces, strict=True) if (p.kind, p.rule) != (n.kind, n.rule)]
    for piece, one in changed:
        Piece.objects.filter(pk=piece.pk).update(kind=one.kind, rule=one.rule)
    return Reread(len(directives), sum(piece.directive_id is None for piece, _ in changed))


def _replace(speech: Speech, part: Part, now: datetime, by) -> Reread:
    """Another cut: the old rows go, new ones come; `_number` puts the pieces in order afterwards."""
    for old in part.directives:
        record(act="重新识别指示", target=old, before={"title": old.title, "start": old.start, "end": old.end}, at=now, by=by)
    Piece.objects.filter(pk__in=[p.pk for p in part.pieces]).delete()
    Directive.objects.filter(pk__in=[d.pk for d in part.directives]).delete()
    order = (speech.directives.aggregate(last=Max("order"))["last"] or 0) + 1
    sections = list(speech.sections.all())
    made = [directive_row(speech, order + n, one, sections) for n, one in enumerate(part.new_directives)]
    Directive.objects.bulk_create(made)
    rows = Piece.objects.bulk_create(piece_rows(speech, part.new_pieces, made, first=ASIDE + part.new_pieces[0].start))
    for new in made:
        record(act="重新识别指示", target=new, after={"title": new.title, "start": new.start, "end": new.end}, at=now, by=by)
    return Reread(max(len(made), len(part.directives)), sum(row.directive is None and row.rule != BLANK for row in rows))


def _number(speech: Speech) -> None:
    """The pieces in the order of their places, from 0: all out of the way first, because numbers are unique."""
    pieces = list(speech.pieces.order_by("start"))
    speech.pieces.update(order=F("order") + 2 * ASIDE)
    for order, piece in enumerate(pieces):
        piece.order = order
    Piece.objects.bulk_update(pieces, ["order"], batch_size=500)
