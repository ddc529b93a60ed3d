"""The responsibility list as an official Word document: the notice, and the list as its attachment."""

from io import BytesIO

from tasks.reports import letterhead
from tasks.reports.notice import EMPTY, HEAD, WIDTHS, Notice
from tasks.reports.official import add_centered, add_note, add_text, add_title, as_bytes, new_document
from tasks.reports.official_tables import add_table


def render(notice: Notice) -> BytesIO:
    """The file."""
    document = new_document(notice.heading or notice.title, landscape=not notice.organ)
    if notice.organ:
        _letter(document, notice)
    add_title(document, notice.title)
    if notice.subtitle:
        add_centered(document, notice.subtitle)
    if not notice.organ:
        for text in notice.paragraphs:
            add_text(document, text)
    if notice.rows:
        add_table(document, HEAD, notice.rows, WIDTHS)
        if notice.note:
            add_note(document, notice.note)
    else:
        add_text(document, EMPTY)
    return as_bytes(document)


def _letter(document, notice: Notice) -> None:
    """The notice itself, on its own pages."""
    letterhead.add_masthead(document, notice.masthead)
    letterhead.add_number(document, notice.number)
    add_title(document, notice.heading)
    letterhead.add_addressee(document, notice.to)
    for text in notice.paragraphs:
        add_text(document, text)
    letterhead.add_attachments(document, notice.title)
    letterhead.add_signature(document, notice.organ, notice.date)
    letterhead.begin_attachment(document)
