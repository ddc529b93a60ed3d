"""Files that nobody would send on purpose, and some that somebody would: seeded, so that each can be made again."""

import io
import zipfile
from collections.abc import Callable
from random import Random

from config.env import BASE_DIR
from tests.speeches.documents import bombs
from tests.speeches.documents.samples import body, docx, pdf, repacked

SEED = (BASE_DIR / "speeches" / "samples" / "00-seed-speech.txt").read_bytes()
LINES = SEED.decode().splitlines()
NAMES = ("讲话", "../../etc/passwd", "a\r\nSet-Cookie: x", "长" * 300, "con", "讲话\u202etxt", "讲话.docx.exe", "", "机密★")
ENDINGS = ("docx", "pdf", "txt", "doc", "xlsx", "png", "DOCX", "")
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 400
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 4096
Mutation = Callable[[bytes, Random], bytes]


def sources() -> dict[str, list[bytes]]:
    """Sound files by their true ending."""
    text = "\n".join(LINES[:6])
    return {
        "txt": [SEED, SEED.decode().encode("gb18030"), SEED.decode().encode("utf-16"), b"\xef\xbb\xbf" + SEED],
        "docx": [docx(*LINES), docx("一要抓落实。", "二要转作风。"), docx("=1+1", "<script>alert(1)</script>", "{{7*7}}")],
        "pdf": [pdf([[line[:30] for line in LINES[:12]]]), pdf([[text[:20]], [text[20:40]]])],
        "doc": [OLE, OLE + SEED],
        "png": [PNG],
    }


def flip(data: bytes, chance: Random) -> bytes:
    """Some bits turned."""
    out = bytearray(data)
    for _ in range(chance.randint(1, 40)):
        out[chance.randrange(len(out))] ^= 1 << chance.randrange(8)
    return bytes(out)


def cut(data: bytes, chance: Random) -> bytes:
    """The end missing."""
    return data[: chance.randrange(len(data))]


def swap(data: bytes, chance: Random) -> bytes:
    """Two halves exchanged."""
    at = chance.randrange(len(data))
    return data[at:] + data[:at]


def insert(data: bytes, chance: Random) -> bytes:
    """Foreign bytes in the middle."""
    at = chance.randrange(len(data))
    return data[:at] + chance.randbytes(chance.randint(1, 2000)) + data[at:]


def repeat(data: bytes, chance: Random) -> bytes:
    """A stretch many times."""
    at = chance.randrange(len(data))
    return data[:at] + data[at : at + 200] * chance.randint(2, 400) + data[at:]


def lie(data: bytes, chance: Random) -> bytes:
    """Four bytes somewhere say that something is huge (lengths, offsets, counts)."""
    at = chance.randrange(max(1, len(data) - 4))
    return data[:at] + b"\xff\xff\xff\x7f" + data[at + 4 :]


def inside(data: bytes, chance: Random) -> bytes:
    """One part of the archive damaged, the archive itself sound."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            name = chance.choice(archive.namelist())
            part = archive.read(name)
        return repacked(data, {name: chance.choice(PLAIN)(part or b"x", chance)})
    except (zipfile.BadZipFile, ValueError, OSError):
        return flip(data, chance)


def strange_xml(data: bytes, chance: Random) -> bytes:
    """A body that Word would never write."""
    inner = chance.choice(["<w:p>" * 5000, "<w:tbl/>" * 5000, "<w:p><w:r><w:t>要</w:t></w:r></w:p>" * 3000, "<w:p/>&x;", "]]>"])
    try:
        return repacked(data, {"word/document.xml": body(inner)})
    except zipfile.BadZipFile:
        return flip(data, chance)


PLAIN: tuple[Mutation, ...] = (flip, cut, swap, insert, repeat, lie)
ALL: tuple[Mutation, ...] = (*PLAIN, inside, inside, strange_xml)


def mutants(seed: int, count: int) -> "list[tuple[str, Callable[[], bytes]]]":
    """`count` files (name, maker): one in twenty a bomb, one in twenty sound, the others damaged, some under a wrong name."""
    chance, sound = Random(seed), sources()
    made: list[tuple[str, Callable[[], bytes]]] = []
    for number in range(count):
        kind = chance.choice(list(sound))
        data = chance.choice(sound[kind])
        ending = kind if chance.random() < 0.8 else chance.choice(ENDINGS)
        name = f"{chance.choice(NAMES) if chance.random() < 0.15 else f'讲话{number}'}.{ending}"
        if chance.random() < 0.05:
            bomb, bomb_name = chance.choice(BOMBS)
            made.append((bomb_name, bomb))
        elif chance.random() < 0.05:
            made.append((name, lambda data=data: data))
        else:
            how, own = chance.choice(ALL if kind == "docx" else PLAIN), Random(chance.random())
            made.append((name, lambda how=how, data=data, own=own: how(data, own)))
    return made


BOMBS: tuple[tuple[Callable[[], bytes], str], ...] = (
    *((make, "炸弹.docx") for make in (bombs.big_docx, bombs.slow_docx, bombs.many_parts, bombs.many_middle_parts)),
    *((make, "炸弹.docx") for make in (bombs.lying_sizes, bombs.nested_zip, bombs.link, bombs.locked_zip)),
    (lambda: repacked(bombs.GOOD, {"word/document.xml": bombs.LAUGH}), "炸弹.docx"),
    (lambda: repacked(bombs.GOOD, {"word/document.xml": bombs.entity("file:///etc/passwd")}), "炸弹.docx"),
    *((make, "炸弹.pdf") for make in (bombs.nested_flate, bombs.two_gigabytes, bombs.operators, bombs.brackets)),
    *((make, "炸弹.pdf") for make in (bombs.many_pages, bombs.circle, bombs.form_circle, bombs.wide_map)),
    (lambda: ("长" * 15_000_000).encode(), "一行.txt"),
    (lambda: ("一要抓落实。" * 200_000).encode(), "很多.txt"),
)
