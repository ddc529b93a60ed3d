"""The table of a speech's directives as an official Word document."""

from io import BytesIO

from speeches.models import Directive, Speech
from tasks.reports.directives import deadline, directives, listed, place
from tasks.reports.official import add_centered, add_text, add_title, as_bytes, new_document
from tasks.reports.official_tables import add_table

HEAD = ("序号", "位置", "原文", "责任主体", "时限", "依据", "类别")
WIDTHS = (11, 30, 92, 32, 26, 28, 20)


def render(speech: Speech) -> BytesIO:
    """The file: who spoke, where and when under the title, the directives as a table."""
    title = f"《{speech.title}》指示一览"
    document = new_document(title, landscape=True)
    add_title(document, title)
    said = [speech.speaker, speech.meeting, f"{speech.given_on:%Y年%-m月%-d日}" if speech.given_on else ""]
    if any(said):
        add_centered(document, "　".join(filter(None, said)))
    rows = [_cells(number, one) for number, one in enumerate(directives(speech), 1)]
    if rows:
        add_table(document, HEAD, rows, WIDTHS)
    else:
        add_text(document, "没有识别出指示。")
    return as_bytes(document)


def _cells(number: int, d: Directive) -> list[object]:
    actor = d.actor or listed(d.lead_units) or "文中未写明"
    return [number, place(d), d.text.strip(), actor, deadline(d), "".join(f"《{r}》" for r in d.regulations), listed(d.themes)]
