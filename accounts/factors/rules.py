"""Six figures that change every thirty seconds (TOTP, RFC 6238 with SHA-1 as every telephone knows it). Pure."""

import base64
import hmac
import struct
from urllib.parse import quote, urlencode

STEP, DIGITS = 30, 6
# Telephones' clocks are off by some seconds: one step before and one after are taken too.
DRIFT = 1


def code(secret: str, counter: int) -> str:
    """The figures of one step; `secret` is Base32, `counter` the number of steps since 1970."""
    digest = hmac.digest(base64.b32decode(secret, casefold=True), struct.pack(">Q", counter), "sha1")
    start = digest[-1] & 15
    number = int.from_bytes(digest[start : start + 4]) & 0x7FFFFFFF
    return f"{number % 10**DIGITS:0{DIGITS}}"


def matching(secret: str, typed: str, at: float, after: int = 0) -> int | None:
    """The step whose figures were typed, around the time `at` (Unix seconds); steps up to `after` were used before. None: no match."""
    now = int(at) // STEP
    steps = [step for step in range(now - DRIFT, now + DRIFT + 1) if step > after]
    hits = [step for step in steps if hmac.compare_digest(code(secret, step).encode(), typed.encode())]
    return hits[0] if hits else None


def address(secret: str, account: str, issuer: str) -> str:
    """The otpauth address that a telephone reads from the square code."""
    label = quote(f"{issuer}:{account}")
    return f"otpauth://totp/{label}?{urlencode({'secret': secret, 'issuer': issuer}, quote_via=quote)}"


def grouped(secret: str) -> str:
    """The secret in fours, to be typed where no camera is."""
    return " ".join(secret[i : i + 4] for i in range(0, len(secret), 4))


def plain(typed: str) -> str:
    """Figures as typed, without spaces and strokes; full-width figures become plain ones."""
    return "".join(str(int(c)) for c in typed if c.isdecimal())
