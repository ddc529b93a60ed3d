"""结果运用情况 of a year as a Word document: how often by kind, then each use by unit. For those who may read the records."""

from io import BytesIO

from tasks.reports.official import add_centered, add_heading, add_note, add_text, add_title, as_bytes, new_document
from tasks.reports.official_tables import add_table
from tasks.results.queries import Year
from tasks.results.states import PEOPLE_DECIDE, SPEECH

LINES = (("序号", 12), ("单位", 30), ("所用结果", 44), ("用途", 22), ("运用情况", 74), ("运用单位", 26), ("日期", 25))


def title_of(year: int) -> str:
    """The paper's title."""
    return f"{year}年考核结果运用情况"


def render(found: Year, scope: str) -> BytesIO:
    """The file."""
    document = new_document(title_of(found.year), landscape=True)
    add_title(document, title_of(found.year))
    add_centered(document, f"（{scope}）")
    add_text(document, f"按照讲话健全“{SPEECH}”的要求，本年考核结果运用{len(found.lines)}次，涉及{found.units}个单位。")
    add_heading(document, "一、按用途", 1)
    add_table(document, ["用途", "次数"], [[label, count] for label, count in found.counts], [60, 30])
    add_heading(document, "二、按单位", 1)
    rows = [
        [number, line.unit.name, line.result, line.get_use_display(), line.words, line.used_by, f"{line.on:%Y-%m-%d}"]
        for number, line in enumerate(found.lines, 1)
    ]
    if rows:
        add_table(document, [label for label, _ in LINES], rows, [width for _, width in LINES])
    else:
        add_text(document, "本年没有记录。")
    add_note(document, PEOPLE_DECIDE)
    return as_bytes(document)
