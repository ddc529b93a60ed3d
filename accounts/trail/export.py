"""The trail for another machine: the rows as lines of JSON, a signed last line, and the program that checks them in one file."""

import zipfile
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from accounts.trail import anchors, signature, standalone
from accounts.trail.rows import rows
from accounts.trail.standalone import GENESIS, spell

PROGRAM = "verify_trail.pyz"
MAIN = "import sys\nfrom accounts.trail.standalone import main\nsys.exit(main(sys.argv[1:]))\n"


class Unreadable(Exception):
    """A row cannot be read; the message names it."""


def export(file: BinaryIO, now: datetime) -> tuple[int, str]:
    """Write every sealed row, then the signed head; returns the last number and seal."""
    number, seal = 0, GENESIS
    for row in rows(sealed=True):
        if row.values is None:
            raise Unreadable(f"链上第{row.number}号（编号{row.id}）无法读取，请先运行 manage.py verify_trail。")
        file.write((spell(row.values) + "\n").encode())
        number, seal = row.values["number"], row.values["seal"]
    file.write(anchors.sign("export", number, seal, now))
    return number, seal


def pack(path: Path) -> None:
    """The checking program: python3 runs the file as it is; the same bytes each time, so that its digest can be compared."""
    parts = {"__main__.py": MAIN, "accounts/__init__.py": "", "accounts/trail/__init__.py": ""}
    for module in (signature, standalone):
        parts[module.__name__.replace(".", "/") + ".py"] = Path(module.__file__).read_text(encoding="utf-8")
    with zipfile.ZipFile(path, "w") as packed:
        for name, text in parts.items():
            packed.writestr(zipfile.ZipInfo(name), text)
