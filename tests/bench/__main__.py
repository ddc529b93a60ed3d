"""make bench: what reading costs, as ratios taken side by side in one run (medians of alternated rounds, process time).

The limit is the cheapest thing one could do with the same text: decode it and split it by one regular expression.
`reminders` is about planning and sending (reminders.py, a part of make bench), `pages` about pages in a large office (pages.py),
`wall` about 挂图作战 (wall.py), `scores` about a year's scores of all units (scores.py).
"""

import argparse
import io
import os
import re
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable

from docx import Document

from config.env import BASE_DIR
from speeches import documents
from speeches.documents.docx import read_docx
from speeches.reading import read
from tests.bench.pages import pages
from tests.bench.scores import scores
from tests.bench.shapes import shapes
from tests.bench.wall import wall

SEED = (BASE_DIR / "speeches" / "samples" / "00-seed-speech.txt").read_text(encoding="utf-8")
SPLIT = re.compile(r"[。！？；\n]")
ROUNDS = 7


def text_of(length: int, *, one_line: bool = False) -> str:
    """The seed over and over, each time with other numbers, cut at `length` characters."""
    copies = -(-length // len(SEED))
    text = "".join(SEED.replace("XX", f"{n:02d}") for n in range(copies))[:length]
    return text.replace("\n", "") if one_line else text


def seconds(act: Callable[[], object]) -> float:
    """Process time of one call."""
    began = time.process_time()
    act()
    return time.process_time() - began


def side_by_side(ours: Callable[[], object], limit: Callable[[], object], rounds: int = ROUNDS) -> tuple[float, float]:
    """Median seconds of both, in alternated rounds; the limit is repeated until it can be measured."""
    pairs = [(seconds(ours), seconds(lambda: [limit() for _ in range(20)]) / 20) for _ in range(rounds)]
    return statistics.median(p[0] for p in pairs), statistics.median(p[1] for p in pairs)


def reading() -> None:
    """Characters a second, against decoding and splitting."""
    print("识别正文（process time，中位数）")
    print(f"{'文本':<22}{'识别 秒':>10}{'字/秒':>12}{'解码+分句 秒':>14}{'倍数':>8}")
    for name, text in (
        ("3,000 字", text_of(3_000)),
        ("60,000 字", text_of(60_000)),
        ("60,000 字不分行", text_of(60_000, one_line=True)),
    ):
        data = text.encode()
        ours, limit = side_by_side(lambda text=text: read(text), lambda data=data: SPLIT.split(data.decode()))
        print(f"{name:<22}{ours:>10.3f}{len(text) / ours:>12,.0f}{limit:>14.5f}{ours / limit:>8.0f}")


def growth() -> None:
    """Time for each character as the text doubles; 1.0 is perfectly linear."""
    print("\n随长度的增长（每字用时，以 7,500 字为 1）")
    base = None
    for length in (7_500, 15_000, 30_000, 60_000, 120_000):
        text = text_of(length)
        each = statistics.median(seconds(lambda text=text: read(text)) for _ in range(5)) / len(text)
        base = base or each
        print(f"{length:>10,} 字 {each * 1e6:>8.2f} 微秒/字 {each / base:>6.2f}")


def memory() -> None:
    """The most memory of a process that reads 60,000 characters, above the same process that only loads the reader."""
    program = (
        "import resource, sys; from tests.bench.__main__ import text_of, read;\n"
        "text = text_of(60_000)\nif sys.argv[1] == 'read': read(text)\n"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
    )
    idle, busy = (
        int(subprocess.run([sys.executable, "-c", program, mode], capture_output=True, text=True, check=True, cwd=BASE_DIR).stdout)
        for mode in ("idle", "read")
    )
    print(f"\n内存：空载 {idle / 1024:.0f} MB，识别 60,000 字 {busy / 1024:.0f} MB，增加 {(busy - idle) / 1024:.0f} MB")


def word() -> None:
    """.docx to directives against python-docx reading the text; and once through the child process."""
    made = Document()
    for paragraph in text_of(60_000).split("\n"):
        made.add_paragraph(paragraph)
    out = io.BytesIO()
    made.save(out)
    data = out.getvalue()

    def plain() -> str:
        return "\n".join(p.text for p in Document(io.BytesIO(data)).paragraphs)

    ours, limit = side_by_side(lambda: read(read_docx(data).text), plain, rounds=5)
    began = time.perf_counter()
    read(documents.read(data, "讲话.docx").text)
    wall = time.perf_counter() - began
    print(
        f"\n.docx 60,000 字到指示：{ours:.3f} 秒；python-docx 只读文字：{limit:.3f} 秒；倍数 {ours / limit:.1f}；经子进程全程 {wall:.2f} 秒"
    )


def reminders() -> None:
    """In a process of its own, which sets Django up for a database of its own."""
    env = os.environ | {"LOCAL": "1", "DJANGO_SETTINGS_MODULE": "config.settings"}
    subprocess.run([sys.executable, "-u", "-W", "ignore", "-m", "tests.bench.reminders"], cwd=BASE_DIR, env=env, check=True)


def files_of_a_report(rows: int, *, province: bool) -> None:
    """In a process of its own, as pages."""
    env = os.environ | {"LOCAL": "1", "DJANGO_SETTINGS_MODULE": "config.settings"}
    program = f"from tests.bench.reports import main; main({rows}, province={province})"
    subprocess.run([sys.executable, "-u", "-W", "ignore", "-c", program], cwd=BASE_DIR, env=env, check=True)


def main(words: list[str]) -> None:
    """Everything but the pages and the wall, or the part that is named."""
    said = argparse.ArgumentParser(prog="tests.bench")
    parts = said.add_subparsers(dest="part")
    parts.add_parser("reading")
    parts.add_parser("reminders")
    office = parts.add_parser("pages")
    office.add_argument("--units", type=int, default=2000)
    office.add_argument("--items", type=int, default=100_000)
    office.add_argument(
        "--keep", action="store_true", help="use the offices that DATABASE_URL's server has kept, or fill and keep them"
    )
    chart = parts.add_parser("wall")
    chart.add_argument("--large", default="", help="units,assignments in place of 2000,1000000")
    chart.add_argument("--keep", action="store_true", help="as for pages")
    marks = parts.add_parser("scores")
    marks.add_argument("--large", default="", help="as for wall")
    marks.add_argument("--keep", action="store_true", help="as for pages")
    files = parts.add_parser("reports")
    files.add_argument("--rows", type=int, default=100_000)
    files.add_argument("--province", action="store_true", help="gathering a list of 1,000,000 assignments in 2,000 units")
    asked = vars(said.parse_args(words))
    part = asked.pop("part")
    if part == "pages":
        return pages(**asked)
    if part == "wall":
        return wall(**asked)
    if part == "scores":
        return scores(**asked)
    if part == "reports":
        return files_of_a_report(**asked)
    if part != "reminders":
        reading()
        growth()
        linear = shapes(seconds)
        memory()
        word()
        print(f"\n本次运行最大内存 {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB\n", flush=True)
        if not linear:
            sys.exit("有一种写法的用时随长度增长过快")
    if part != "reading":
        reminders()


if __name__ == "__main__":
    main(sys.argv[1:])
