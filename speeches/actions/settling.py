"""What the acts of deciding share: hold the speech, fix the kinds of pieces, and say when nothing is open any more."""

from datetime import datetime

from django.db.models import Case, F, Value, When

from speeches.carving import BY_HAND
from speeches.models import Directive, Piece, Speech
from speeches.states import DIRECTIVE_KINDS, DirectiveState, PieceKind, SpeechState

KIND_OF = {
    "hard": PieceKind.HARD,
    "soft": PieceKind.SOFT,
    "standing": PieceKind.STANDING,
    "prohibition": PieceKind.PROHIBITION,
}


def hold(speech_id: int) -> Speech:
    """Lock the speech until the transaction ends: of two last decisions at once, one must see the other's."""
    return Speech.objects.select_for_update().get(pk=speech_id)


def fix(pieces, kind: str | None, now: datetime, by) -> int:
    """Fix the kind of pieces; None takes each one's proposal. What the reader proposed stays beside it."""
    return pieces.worded().update(decided_kind=kind or F("kind"), decided_at=now, decided_by=by)


def fix_as_demand(directive: Directive, now: datetime, by) -> None:
    """The words of a confirmed directive are demands: as the reader said, else of the directive's own strength."""
    proposed = When(kind__in=DIRECTIVE_KINDS, then=F("kind"))
    kind = Case(proposed, default=Value(KIND_OF.get(directive.strength, PieceKind.SOFT)))
    directive.pieces.worded().update(decided_kind=kind, decided_at=now, decided_by=by)


def reopen(pieces) -> int:
    """Undecided again."""
    return pieces.worded().update(decided_kind="", decided_at=None, decided_by=None)


def settle(speech: Speech) -> None:
    """已判定 when nothing is open, 待判定 otherwise."""
    state = SpeechState.READ if Piece.objects.filter(speech=speech).worded().open().exists() else SpeechState.DECIDED
    Speech.objects.filter(pk=speech.pk, state__in=[SpeechState.READ, SpeechState.DECIDED]).update(state=state)
    speech.state = state


def is_the_readers(directive: Directive) -> bool:
    """Undecided, and as the reader cut it."""
    own = directive.proposal.get("start"), directive.proposal.get("end")
    typed = BY_HAND in directive.sources.values()
    return directive.state == DirectiveState.PROPOSED and own == (directive.start, directive.end) and not typed
