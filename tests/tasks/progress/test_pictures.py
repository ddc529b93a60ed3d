"""Images of strangers are opened by a child with limits: whatever they hold, the answer is a small JPEG or nothing, soon."""

import io
import struct
import time
import zlib
from pathlib import Path

import pytest
from PIL import Image

from tasks.progress.pictures import child, isolation, thumb
from tests.tasks.unit_day import picture


def bomb(width: int, height: int) -> bytes:
    """A PNG that says it is huge; its rows are all there, well packed."""
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    packer = zlib.compressobj(9)
    rows = b"".join(packer.compress(b"\0" * (width + 1) * 100) for _ in range(height // 100)) + packer.flush()

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def test_a_photograph_becomes_small_and_upright():
    photo = Image.new("RGB", (1200, 800), "red")
    exif = Image.Exif()
    exif[0x0112] = 6  # held upright
    out = io.BytesIO()
    photo.save(out, "JPEG", exif=exif)
    with Image.open(io.BytesIO(thumb(out.getvalue()))) as small:
        assert (small.size, len(small.getexif())) == ((320, 480), 0)


def test_what_the_decoder_alone_would_open_is_too_large_for_the_child():
    huge = bomb(9_000, 9_000)
    assert len(huge) < 200_000
    with Image.open(io.BytesIO(huge)) as alone:
        alone.load()
        assert alone.width * alone.height > child.PIXELS
    began = time.monotonic()
    assert (thumb(huge), time.monotonic() - began < isolation.PATIENCE) == (None, True)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"GIF89a" + b"\0" * 40,
        picture()[:40],
        b"\xff\xd8\xff" + b"\0" * 99,
        picture().replace(b"IDAT", b"XDAT"),
        picture(kind="GIF"),
    ],
    ids=["empty", "gif", "cut", "no image", "no data", "not allowed"],
)
def test_whatever_cannot_be_shown_has_no_picture(data):
    assert thumb(data) is None


def test_a_child_that_hangs_dies_or_says_too_much_has_said_nothing(tmp_path: Path):
    for words in ("import time; time.sleep(9)", "raise SystemExit(1)", "import os; os.kill(os.getpid(), 9)", "print('no picture')"):
        program = tmp_path / "child.py"
        program.write_text(words)
        assert thumb(picture(), seconds=1, program=program) is None
