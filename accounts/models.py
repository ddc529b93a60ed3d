"""The register in which Django finds the models of this app's rooms."""

from accounts.acting.models import Acting
from accounts.backups.models import Run
from accounts.erasing.models import ErasedEntry, Erasure
from accounts.factors.models import Passkey
from accounts.feedback.models import FeedbackTicket
from accounts.files.models import DayUse, StoredFile
from accounts.glass.models import BrokenGlass
from accounts.guesses.models import Guesses
from accounts.health.models import Pulse
from accounts.identities.models import Identity
from accounts.letters.models import Letter, LetterState, Mute
from accounts.passwords.models import UsedPassword
from accounts.sessions.models import Session
from accounts.trail.models import Entry
from accounts.units.models import Portfolio, Post, Unit
from accounts.units.states import UnitKind
from accounts.users.models import User

__all__ = [
    "Acting",
    "BrokenGlass",
    "DayUse",
    "Entry",
    "ErasedEntry",
    "Erasure",
    "FeedbackTicket",
    "Guesses",
    "Identity",
    "Letter",
    "LetterState",
    "Mute",
    "Passkey",
    "Portfolio",
    "Post",
    "Pulse",
    "Run",
    "Session",
    "StoredFile",
    "Unit",
    "UnitKind",
    "UsedPassword",
    "User",
]
