"""Seal a file with a key: AES-256-GCM in blocks, each bound to its place, so that a cut, swapped or altered file is refused.

Form: MAGIC, 16 random bytes (the salt of this file's own key, HKDF-SHA256), then blocks of BLOCK bytes with a tag of 16 bytes each;
the nonce is the block's number and whether it is the last (the STREAM construction of Hoang, Reyhanitabar, Rogaway and Vizár).
"""

import base64
import binascii
import hashlib
import hmac
import secrets
from collections.abc import Iterator
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

MAGIC = b"DJBACKUP1\n"
BLOCK, TAG, SALT = 1 << 20, 16, 16


class BadKey(ValueError):
    """The key is no key."""


class Damaged(ValueError):
    """The sealed bytes were altered, or belong to another key."""


def new_key() -> str:
    """32 random bytes as text."""
    return base64.urlsafe_b64encode(secrets.token_bytes(32)).decode()


def read_key(text: str) -> bytes | None:
    """The 32 bytes of a key, None for an empty text."""
    if not text:
        return None
    try:
        key = base64.urlsafe_b64decode(text)
    except (binascii.Error, ValueError) as error:
        raise BadKey from error
    if len(key) != 32:
        raise BadKey
    return key


def mark(key: bytes | None) -> str:
    """Which key it is, without telling it: 12 hex digits, "" for none."""
    return hmac.new(key, b"which key is it", hashlib.sha256).hexdigest()[:12] if key else ""


def stamp(key: bytes, data: bytes) -> str:
    """A code (hex) that only the holder of the key can make for the data."""
    return hmac.new(_derived(key, b"", b"manifest"), data, hashlib.sha256).hexdigest()


def seal(source: BinaryIO, target: BinaryIO, key: bytes) -> None:
    """Read plain bytes, write sealed ones."""
    salt = secrets.token_bytes(SALT)
    cipher = AESGCM(_derived(key, salt, b"file"))
    target.write(MAGIC + salt)
    for number, last, block in _blocks(source, BLOCK):
        target.write(cipher.encrypt(_nonce(number, last), block, None))


def unseal(source: BinaryIO, target: BinaryIO, key: bytes) -> None:
    """Read sealed bytes, write plain ones; Damaged when a block is not what was written."""
    head = source.read(len(MAGIC) + SALT)
    if len(head) < len(MAGIC) + SALT or not head.startswith(MAGIC):
        raise Damaged
    cipher = AESGCM(_derived(key, head[len(MAGIC) :], b"file"))
    for number, last, block in _blocks(source, BLOCK + TAG):
        try:
            target.write(cipher.decrypt(_nonce(number, last), block, None))
        except InvalidTag as error:
            raise Damaged from error


def _blocks(source: BinaryIO, size: int) -> Iterator[tuple[int, bool, bytes]]:
    """Number, whether it is the last, and the bytes; an empty source has one empty block."""
    number, block = 0, source.read(size)
    while True:
        following = source.read(size)
        yield number, not following, block
        if not following:
            return
        number, block = number + 1, following


def _nonce(number: int, last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([last])


def _derived(key: bytes, salt: bytes, purpose: bytes) -> bytes:
    return HKDF(SHA256(), 32, salt, purpose).derive(key)
