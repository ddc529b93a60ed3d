"""The commissioning speech, received, read and decided by the real actions."""

from pathlib import Path

from django.utils import timezone

from accounts.models import User
from speeches import actions
from speeches.models import Speech
from speeches.states import SpeechState

SEED = Path(__file__).parents[2] / "speeches" / "samples" / "00-seed-speech.txt"


def seed_speech(by: User) -> Speech:
    """The seed with every directive confirmed and every other piece decided by `by`."""
    now = timezone.now()
    title = "在县直机关党建座谈会上的讲话"
    received = actions.receive(data=SEED.read_bytes(), name=SEED.name, title=title, now=now, by=by)
    speech = actions.read(pk=received.pk, now=now)
    for directive in speech.directives.all():
        actions.confirm(directive=directive, version=directive.version, now=now, by=by)
    others = speech.pieces.filter(directive=None).values_list("pk", flat=True)
    actions.decide_pieces(speech=speech, pieces=others, kind=None, now=now, by=by)
    speech.refresh_from_db()
    assert speech.state == SpeechState.DECIDED
    return speech
