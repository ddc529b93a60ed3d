"""票号: twelve characters on a letter or slip, kept as a keyed hash. A dump of the database without SECRET_KEY cannot try codes out."""

import secrets
import unicodedata

from django.utils.crypto import salted_hmac

# Without those that look like another (0 O, 1 I L, 2 Z, 5 S, 8 B, U V): 24 signs, twelve of them are 55 bits.
SIGNS = "34679ACDEFGHJKMNPQRTUWXY"
LENGTH = 12
SALT = "tasks.ballots.code"


def new_code() -> str:
    """K7QF-4MXA-9TRD."""
    return written("".join(secrets.choice(SIGNS) for _ in range(LENGTH)))


def written(typed: str) -> str:
    """A code as letters and slips show it, whatever strokes or slashes stood in what was typed."""
    signs = plain(typed)
    return "-".join(signs[i : i + 4] for i in range(0, len(signs), 4))


def plain(typed: str) -> str:
    """A code as it was meant: small or full-width letters, strokes and other marks make no difference."""
    return "".join(sign for sign in unicodedata.normalize("NFKC", typed).upper() if sign.isalnum())


def digest(typed: str) -> str:
    """The keyed hash of a code."""
    return salted_hmac(SALT, plain(typed), algorithm="sha256").hexdigest()
