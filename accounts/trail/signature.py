"""Ed25519 (RFC 8032, 5.1.7), verification only: the standard library has none, and the check must run where nothing is installed."""

from __future__ import annotations

import hashlib

P = 2**255 - 19
Q = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
BASE_Y = 4 * pow(5, P - 2, P) % P


def signed(key: str, text: bytes, signature: str) -> bool:
    """True when the signature (hex) of the text was made with the key (hex, 32 bytes)."""
    try:
        public, mark = bytes.fromhex(key), bytes.fromhex(signature)
    except (TypeError, ValueError):
        return False
    a, r = _point(public), _point(mark[:32])
    s = int.from_bytes(mark[32:], "little")
    if len(mark) != 64 or signature != mark.hex() or a is None or r is None or s >= Q:
        return False
    h = int.from_bytes(hashlib.sha512(mark[:32] + public + text).digest(), "little") % Q
    left, right = _times(s, _point(BASE_Y.to_bytes(32, "little"))), _plus(r, _times(h, a))
    return (left[0] * right[2] - right[0] * left[2]) % P == 0 and (left[1] * right[2] - right[1] * left[2]) % P == 0


def _point(raw: bytes) -> tuple | None:
    y, sign = int.from_bytes(raw, "little") & ((1 << 255) - 1), raw[-1] >> 7 if len(raw) == 32 else 2
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    x = x if (x * x - square) % P == 0 else x * pow(2, (P - 1) // 4, P) % P
    if sign == 2 or y >= P or (x * x - square) % P or (x == 0 and sign):
        return None
    x = P - x if x & 1 != sign else x
    return x, y, 1, x * y % P


def _plus(p: tuple, q: tuple) -> tuple:
    a, b = (p[1] - p[0]) * (q[1] - q[0]) % P, (p[1] + p[0]) * (q[1] + q[0]) % P
    c, d = 2 * p[3] * q[3] * D % P, 2 * p[2] * q[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def _times(n: int, point: tuple) -> tuple:
    total = (0, 1, 1, 0)
    while n:
        total = _plus(total, point) if n & 1 else total
        point, n = _plus(point, point), n >> 1
    return total
