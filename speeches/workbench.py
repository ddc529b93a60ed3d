"""What the review page shows: the speech cut into pairs, its words on the left and beside them what is to be decided."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from accounts.models import Unit
from speeches import doubt
from speeches.carving import sentences
from speeches.models import Directive, Piece, Speech
from speeches.queries import named_units, unit_counts
from speeches.reading import RULES
from speeches.states import BLANK, DirectiveState, PieceKind

STRENGTHS = {"hard": "指示·硬", "soft": "指示·软", "standing": "指示·常态", "prohibition": "禁止"}


@dataclass
class Tile:
    """One piece with its words and the rule's sentence."""

    piece: Piece
    text: str

    @property
    def kind(self) -> str:
        """The kind that holds now."""
        return self.piece.decided_kind or self.piece.kind

    @property
    def label(self) -> str:
        """The kind in words."""
        return PieceKind(self.kind).label

    @property
    def why(self) -> str:
        """The rule that decided it, as a sentence."""
        return RULES.get(self.piece.rule, self.piece.rule)

    @cached_property
    def doubt(self) -> doubt.Doubt | None:
        """The reader's doubt about a sentence outside directives that nobody has decided."""
        return None if self.piece.decided_kind else doubt.of_piece(self.piece.rule, self.text)

    @property
    def is_blank(self) -> bool:
        """No words."""
        return self.piece.rule == BLANK


@dataclass(frozen=True)
class Run:
    """Neighbouring words of one kind, with the word for the margin."""

    text: str
    kind: str
    label: str


@dataclass
class Pair:
    """Words and what is to be decided about them: a directive with its card, or a paragraph outside all directives."""

    tiles: list[Tile] = field(default_factory=list)
    directive: Directive | None = None
    units: int | None = None
    named: dict[str, Unit] = field(default_factory=dict)
    next: Directive | None = None

    @property
    def key(self) -> str:
        """The anchor of the pair."""
        return f"d{self.directive.pk}" if self.directive else f"s{self.tiles[0].piece.pk}"

    @property
    def words(self) -> str:
        """The text of the pair, as it stands in the speech."""
        return "".join(tile.text for tile in self.tiles)

    @property
    def span(self) -> str:
        """Where the words stand, as the text page takes it."""
        return f"{self.tiles[0].piece.start}-{self.tiles[-1].piece.end}"

    @property
    def runs(self) -> list[Run]:
        """The words grouped by kind; a directive is one run, whatever its pieces are."""
        if self.directive and self.directive.state != DirectiveState.REJECTED:
            return [Run(self.words, self.directive.strength, STRENGTHS.get(self.directive.strength, "指示"))]
        runs: list[Run] = []
        for tile in self.tiles:
            if runs and (runs[-1].kind == tile.kind or tile.is_blank):
                runs[-1] = Run(runs[-1].text + tile.text, runs[-1].kind, runs[-1].label)
            else:
                runs.append(Run(tile.text, "blank" if tile.is_blank else tile.kind, "" if tile.is_blank else tile.label))
        return runs

    @property
    def worded(self) -> list[Tile]:
        """The tiles that hold words."""
        return [tile for tile in self.tiles if not tile.is_blank]

    @property
    def sentences(self) -> list[tuple[int, str, Tile]]:
        """The sentences of the pair: (where it begins, its words, the tile that it is part of)."""
        found = []
        for tile in self.worded:
            for start, end in sentences(tile.text, 0, len(tile.text)):
                found.append((tile.piece.start + start, tile.text[start:end].strip(), tile))
        return found

    @property
    def open(self) -> list[Tile]:
        """The tiles that are undecided."""
        return [tile for tile in self.worded if not tile.piece.decided_kind]

    @property
    def decided_by(self):
        """Who decided the paragraph (one of them, when several did)."""
        return next((tile.piece.decided_by for tile in self.worded if tile.piece.decided_by), None)

    @property
    def counts(self) -> list[tuple[str, int]]:
        """(kind in words, number of sentences)."""
        return list(Counter(tile.label for tile in self.worded).items())

    @property
    def state(self) -> str:
        """The CSS word of the paragraph or the directive."""
        return self.directive.state if self.directive else "proposed" if self.open else "settled"

    @cached_property
    def doubt(self) -> doubt.Doubt | None:
        """The reader's strongest doubt about what is undecided here."""
        if self.state != DirectiveState.PROPOSED:
            return None
        if self.directive:
            rules = {tile.piece.rule for tile in self.tiles}
            return doubt.of_directive(self.words, rules, vars(self.directive), self.directive.sources)
        return self.doubted.doubt if self.doubted else None

    @cached_property
    def doubted(self) -> Tile | None:
        """The sentence outside directives that is most in doubt."""
        found = [] if self.directive else [tile for tile in self.open if tile.doubt]
        return max(found, key=lambda tile: tile.doubt.weight, default=None)

    @property
    def is_doubtful(self) -> bool:
        """Worth a look before the others."""
        return self.doubt is not None and self.doubt.weight >= doubt.PLAIN

    @property
    def strength(self) -> str:
        """The directive's force in words."""
        return STRENGTHS.get(self.directive.strength, "指示") if self.directive else ""

    @property
    def lead(self) -> list[tuple[str, Unit | None]]:
        """The units named as lead, each with the unit of the tree that it is (None: not found)."""
        return [(name, self.named.get(name)) for name in self.directive.lead_units] if self.directive else []

    @property
    def support(self) -> list[tuple[str, Unit | None]]:
        """The units named as support, likewise."""
        return [(name, self.named.get(name)) for name in self.directive.support_units] if self.directive else []


def pairs(speech: Speech) -> list[Pair]:
    """The speech as pairs; joined, their words give it back."""
    directives = {d.pk: d for d in speech.directives.select_related("section", "decided_by")}
    found: list[Pair] = []
    for piece in speech.pieces.select_related("decided_by"):
        owner = directives.get(piece.directive_id)
        tile = Tile(piece, speech.text[piece.start : piece.end])
        if not found or found[-1].directive is not owner or (owner is None and _ends(found[-1], tile)):
            found.append(Pair(directive=owner))
        found[-1].tiles.append(tile)
    _look_up(found, list(directives.values()))
    return found


def doubtful_first(cut: Sequence[Pair]) -> list[tuple[str, list[Pair]]]:
    """The doubtful ones, those with most doubt first, then the rest in the order of the text; each group with its heading."""
    doubtful = sorted((one for one in cut if one.is_doubtful), key=lambda one: -one.doubt.weight)
    return [("存疑的", doubtful), ("其余，按原文顺序", [one for one in cut if not one.is_doubtful])]


def _ends(pair: Pair, tile: Tile) -> bool:
    """A paragraph ends at a line's end; blank lines stay with the paragraph before them."""
    return pair.tiles[-1].text.endswith("\n") and not tile.is_blank and bool(pair.worded)


def _look_up(found: Sequence[Pair], directives: Sequence[Directive]) -> None:
    """The units that the words mean, and each directive's next one in its section."""
    cards = [pair for pair in found if pair.directive]
    counts = unit_counts([pair.directive for pair in cards])
    named = named_units(name for p in cards for name in [*p.directive.lead_units, *p.directive.support_units])
    following = dict(zip(directives, directives[1:], strict=False))
    for pair in cards:
        pair.units, pair.named = counts.get(pair.directive.actor), named
        after = following.get(pair.directive)
        apart = after is None or after.section_id != pair.directive.section_id
        pair.next = None if apart or DirectiveState.REJECTED in (after.state, pair.directive.state) else after
