"""What is sealed with a key comes back by it alone, whole or not at all."""

import io

import pytest

from accounts.backups import crypt, manifest
from accounts.backups.manifest import Facts, Manifest, Part

KEY, OTHER = crypt.read_key(crypt.new_key()), crypt.read_key(crypt.new_key())
SIZES = (0, 1, crypt.BLOCK - 1, crypt.BLOCK, crypt.BLOCK + 1, 2 * crypt.BLOCK)


def sealed(data: bytes, key: bytes = KEY) -> bytes:
    out = io.BytesIO()
    crypt.seal(io.BytesIO(data), out, key)
    return out.getvalue()


def opened(data: bytes, key: bytes = KEY) -> bytes:
    out = io.BytesIO()
    crypt.unseal(io.BytesIO(data), out, key)
    return out.getvalue()


@pytest.mark.parametrize("size", SIZES)
def test_what_was_sealed_comes_back(size):
    data = bytes(range(256)) * (size // 256 + 1)
    assert opened(sealed(data[:size])) == data[:size]


def test_the_same_bytes_are_sealed_differently_each_time_and_show_nothing_of_themselves():
    data = b"A" * 1000
    first, second = sealed(data), sealed(data)
    assert (first != second, b"AAAA" in first) == (True, False)


def test_any_changed_byte_is_refused():
    good = sealed(b"speech" * 20)
    for place in range(len(good)):
        bad = bytearray(good)
        bad[place] ^= 1
        with pytest.raises(crypt.Damaged):
            opened(bytes(bad))


def test_blocks_that_are_cut_off_swapped_or_doubled_are_refused():
    good = sealed(b"x" * (3 * crypt.BLOCK))
    head, size = len(crypt.MAGIC) + crypt.SALT, crypt.BLOCK + crypt.TAG
    blocks = [good[head + n * size : head + (n + 1) * size] for n in range(3)]
    for order in ((0, 1), (1, 0, 2), (0, 1, 1, 2), (0, 2), (0,), ()):
        with pytest.raises(crypt.Damaged):
            opened(good[:head] + b"".join(blocks[n] for n in order))


def test_another_key_opens_nothing():
    with pytest.raises(crypt.Damaged):
        opened(sealed(b"speech"), OTHER)


@pytest.mark.parametrize("text", ["abc", "密钥", "QUJD", "A" * 44 + "!"])
def test_what_is_no_key_is_refused(text):
    with pytest.raises(crypt.BadKey):
        crypt.read_key(text)


def test_the_mark_tells_keys_apart_and_the_stamp_binds_the_manifest_to_its_key():
    assert (crypt.mark(None), crypt.mark(KEY) == crypt.mark(OTHER), len(crypt.mark(KEY))) == ("", False, 12)
    assert len({crypt.stamp(KEY, b"a"), crypt.stamp(KEY, b"b"), crypt.stamp(OTHER, b"a")}) == 3


def test_a_manifest_is_read_as_it_was_written_and_anything_else_refused():
    part = Part("a/b.png", "files/ab/ab", 3, "d", 3, "d")
    one = Manifest("2026-11-30T02:30:00+08:00", "0.1.0", "", Facts("sqlite", {"t": 1}, {"a": ["0001"]}, 0, ""), part, (part,))
    assert manifest.read(manifest.written(one)) == one
    newer_form = manifest.written(one).replace(b'"form": 1', b'"form": 2')
    for data in (b"", b"[]", b"{}", b"\xff", newer_form, manifest.written(one).replace(b'"blob"', b'"blub"')):
        with pytest.raises(manifest.Unreadable):
            manifest.read(data)
