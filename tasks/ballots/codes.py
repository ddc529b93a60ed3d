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
    plain = "".join(secrets.choice(SIGNS) for _ in range(LENGTH))
    return "-".join(plain[i : i + 4] for i in range(0, LENGTH, 4))


def digest(typed: str) -> str:
    """The keyed hash of a code; small or full-width letters and strokes make no difference."""
    plain = "".join(sign for sign in unicodedata.normalize("NFKC", typed).upper() if sign.isalnum())
    return salted_hmac(SALT, plain, algorithm="sha256").hexdigest()
