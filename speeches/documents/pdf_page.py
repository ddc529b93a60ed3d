"""One page of a PDF to lines, by the places of its letters where pypdf knows them, else in the order of the file."""

from collections.abc import Iterator

from pypdf import PageObject
from pypdf._text_extraction._layout_mode import _fixed_width_page as layout
from pypdf._text_extraction._layout_mode._text_state_manager import TextStateManager
from pypdf.errors import LimitReachedError
from pypdf.generic import ContentStream, DictionaryObject, NameObject, NullObject, NumberObject

from speeches.documents.pdf_lines import Piece, lines_of
from speeches.documents.shapes import Unreadable

# More drawing than any page of words; pypdf would be busy with it for minutes.
MAX_CONTENT = 8 * 1024 * 1024
# What a Chinese letter is wide where its font says nothing (ISO 32000-1, 9.7.4.3); pypdf would take half of it.
FULL_WIDTH = NameObject("/DW"), NumberObject(1000)


def page_lines(page: PageObject) -> list[str]:
    """The lines of a page; raises Unreadable(bomb).

    The places come from inner parts of the pinned pypdf; should they fail, its public way is taken.
    """
    drawing = page.get("/Contents")
    if drawing is None:
        return []
    content = ContentStream(drawing.get_object(), page.pdf, "bytes")
    if len(content.get_data()) > MAX_CONTENT:
        raise Unreadable("bomb")
    if has_forms(page):  # words in nested drawings are only found by the public way
        return page.extract_text().splitlines()
    try:
        pieces = list(_pieces(page, content))
    except LimitReachedError:
        raise
    except Exception:
        pieces = [None]
    return page.extract_text().splitlines() if pieces == [None] else lines_of(pieces, float(page.mediabox.right))


def has_forms(page: PageObject) -> bool:
    """Does the page draw nested forms?"""
    return any(drawn.get("/Subtype") == "/Form" for drawn in _drawn(page))


def has_pictures(page: PageObject) -> bool:
    """Does the page show pictures?"""
    return any(drawn.get("/Subtype") == "/Image" for drawn in _drawn(page))


def _drawn(page: PageObject) -> list[DictionaryObject]:
    """What the page may draw besides words."""
    return _resources(page, "/XObject")


def _resources(page: PageObject, kind: str) -> list[DictionaryObject]:
    """The page's resources of a kind (/Font, /XObject), broken ones left out."""
    resources = page.get("/Resources", NullObject()).get_object()
    named = resources.get(kind, NullObject()).get_object() if isinstance(resources, DictionaryObject) else None
    found = (one.get_object() for one in named.values()) if isinstance(named, DictionaryObject) else ()
    return [one for one in found if isinstance(one, DictionaryObject)]


def _widen(page: PageObject) -> None:
    """Give the fonts of Chinese letters the width that they have by the standard."""
    for font in _resources(page, "/Font"):
        for below in font.get("/DescendantFonts", ()):
            below.get_object().setdefault(*FULL_WIDTH)


def _pieces(page: PageObject, content: ContentStream) -> Iterator[Piece | None]:
    """The shown strings with their places; one None when a font cannot be placed."""
    _widen(page)
    operations = iter(content.operations)
    fonts, state, shown = page._layout_mode_fonts(), TextStateManager(), []
    while (operation := next(operations, None)) is not None:
        operands, operator = operation
        if operator in (b"BT", b"q"):
            shown += layout.recurse_to_target_op(operations, state, b"ET" if operator == b"BT" else b"Q", fonts, False)[1]
        elif operator == b"cm":
            state.add_cm(*operands)
        elif operator == b"Tf":
            layout.set_font_operation(state, fonts, operands)
        else:
            state.set_state_param(operator, operands)
    if any(one.rotated or one.flip_vertical or not one.font.interpretable for one in shown):
        yield None
        return
    for one in shown:
        if one.text:
            yield Piece(one.text, one.tx, one.displaced_tx, one.ty, one.font_height)
