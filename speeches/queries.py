"""Questions about speeches that pages and higher rooms ask."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q

from accounts.models import Unit
from speeches.accuracy import Fates
from speeches.carving import BY_HAND
from speeches.glossary import Word, mark, overlay
from speeches.models import Directive, Piece, Speech, Term
from speeches.reading import DEFAULT, Glossary
from speeches.states import Book, DirectiveState, PieceKind, SpeechState


@dataclass(frozen=True)
class Coverage:
    """How many pieces are decided."""

    decided: int
    total: int

    @property
    def complete(self) -> bool:
        """True when a list may be drawn up."""
        return self.total > 0 and self.decided == self.total

    @property
    def left(self) -> int:
        """Still undecided."""
        return self.total - self.decided


def coverage(speech: Speech) -> Coverage:
    """Count the decided pieces of a speech; blank lines do not count."""
    pieces = Piece.objects.filter(speech=speech).worded()
    counts = pieces.aggregate(total=Count("pk"), decided=Count("pk", filter=~Q(decided_kind="")))
    return Coverage(counts["decided"], counts["total"])


def counts_by_kind(speech: Speech) -> list[tuple[str, int]]:
    """(kind in words, how many pieces) as decided, else as proposed; in the order of the kinds, those without any left out."""
    counts: Counter[str] = Counter()
    for kind, decided, number in speech.pieces.worded().order_by().values_list("kind", "decided_kind").annotate(Count("pk")):
        counts[decided or kind] += number
    return [(kind.label, counts[kind]) for kind in PieceKind if counts[kind]]


def named_units(names: Iterable[str]) -> dict[str, Unit]:
    """The units that these words name, by name, by the office's own short names, or by short name.

    A short name that two units share names neither, unless the office's glossary says which.
    """
    wanted = set(names) - {""}
    found: dict[str, list[Unit]] = {}
    for unit in Unit.objects.current().filter(Q(name__in=wanted) | Q(short_name__in=wanted)).order_by("path") if wanted else ():
        for name in {unit.name, unit.short_name} & wanted:
            found.setdefault(name, []).append(unit)
    ours = Term.objects.of(Book.UNIT).filter(off=False, phrase__in=wanted, unit__dissolved_on=None) if wanted else ()
    said = {term.phrase: term.unit for term in ours.select_related("unit")} if wanted else {}
    full = {name: units[0] for name, units in found.items() if units[0].name == name}
    return {name: units[0] for name, units in found.items() if len(units) == 1} | said | full


def expand_actor(directive: Directive) -> list[Unit]:
    """The units that the directive's actor means here, by the glossary; [] when it names none or the term is unknown."""
    return units_of(directive.actor)


def units_of(phrase: str) -> list[Unit]:
    """Units of the kinds that the glossary gives for the phrase; among them only the uppermost answer."""
    term = Term.objects.actors().filter(phrase=phrase).first() if phrase else None
    if term is None:
        return []
    chosen: list[Unit] = []
    for unit in Unit.objects.current().filter(kind__in=term.means).order_by("path"):
        if not chosen or not unit.path.startswith(chosen[-1].path):
            chosen.append(unit)
    return chosen


def unit_counts(directives: list[Directive]) -> dict[str, int]:
    """How many units each actor of these directives means: actor -> count, in two queries."""
    return counts_of(Term.objects.actors().filter(phrase__in={d.actor for d in directives}))


def counts_of(terms: Iterable[Term]) -> dict[str, int]:
    """How many units each term means now: phrase -> count; one query for the units."""
    units = list(Unit.objects.current().order_by("path").values_list("path", "kind"))
    counts = {}
    for term in terms:
        last, counts[term.phrase] = None, 0
        for path, kind in units:
            if kind in term.means and not (last and path.startswith(last)):
                last, counts[term.phrase] = path, counts[term.phrase] + 1
    return counts


def piece_counts() -> dict[tuple[str, str], int]:
    """(proposed kind, decided kind) -> number of decided pieces that hold words, over all speeches; one query."""
    found = Piece.objects.worded().exclude(decided_kind="").values_list("kind", "decided_kind").annotate(number=Count("pk"))
    return {(kind, decided): number for kind, decided, number in found.order_by()}


def fates() -> Fates:
    """What people did with the reader's directives, over all speeches; one query."""
    decided = Directive.objects.exclude(state=DirectiveState.PROPOSED).values_list("state", "sources", "proposal")
    counts, fields = Counter(), Counter()
    for state, sources, proposal in decided:
        by_hand = [name for name, source in sources.items() if source == BY_HAND]
        rejected = state == DirectiveState.REJECTED
        counts["rejected" if rejected else "added" if not proposal else "changed" if by_hand else "kept"] += 1
        fields.update(by_hand if proposal and not rejected else ())
    names = {name: str(Directive._meta.get_field(name).verbose_name) for name in fields}
    shown = tuple((names[name], number) for name, number in fields.most_common())
    return Fates(counts["kept"], counts["changed"], counts["rejected"], counts["added"], shown)


def office_glossary() -> Glossary:
    """What the reader goes by in this office: its own words and the office's over them; one query."""
    rows = Term.objects.order_by("book", "phrase").values_list("book", "phrase", "means", "off")
    return overlay(DEFAULT, (Word(book, phrase, tuple(means), off) for book, phrase, means, off in rows))


def read_before(user, glossary: Glossary) -> list[Speech]:
    """Speeches under review that were read by other words than these, each with `left`, its undecided sentences; oldest first."""
    undecided = Count("pieces", filter=Q(pieces__decided_kind=""))  # blank lines are decided from the start
    found = Speech.objects.visible_to(user).filter(state=SpeechState.READ).exclude(glossary=mark(glossary))
    return list(found.defer("text").annotate(left=undecided).filter(left__gt=0).order_by("pk"))
