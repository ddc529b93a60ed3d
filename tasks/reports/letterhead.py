"""The parts of an official letter in Word: masthead, number, red line, addressee, note of attachments, signature, attachment."""

from docx.document import Document as Doc
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from tasks.reports.official import BODY, HEAD, TITLE, add_blank, place_margins, space, write

RED = RGBColor(0xC0, 0, 0)
NARROW = Pt(20)
LARGEST, WIDTH = 48, 440  # points: the masthead's letters, and the width of the type area


def add_masthead(document: Doc, text: str) -> None:
    """发文机关标志: red, centred, its upper edge 35 mm below that of the type area; letters as large as the line allows."""
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    size = min(LARGEST, WIDTH // max(len(text), 1))
    space(paragraph, Pt(size * 1.2))
    paragraph.paragraph_format.space_before = Mm(32)  # and 3 mm of its own line
    run = write(paragraph, text, TITLE, Pt(size))
    run.font.color.rgb = RED
    for _ in range(2):
        add_blank(document, NARROW)


def add_number(document: Doc, number: str) -> None:
    """发文字号, and 4 mm below it the red line as wide as the type area."""
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    space(paragraph)
    write(paragraph, number, BODY)
    border, line = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "12"), ("space", "11"), ("color", "C00000")):
        line.set(qn(f"w:{name}"), value)
    border.append(line)
    paragraph._p.get_or_add_pPr().insert_element_before(border, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr")
    for _ in range(2):
        add_blank(document, NARROW)


def add_addressee(document: Doc, text: str) -> None:
    """主送机关: a line below the title, from the left edge."""
    add_blank(document)
    paragraph = document.add_paragraph()
    space(paragraph)
    write(paragraph, text, BODY)


def add_attachments(document: Doc, *names: str) -> None:
    """附件说明: a line below the text, two characters in; the names without a full stop."""
    add_blank(document)
    for number, name in enumerate(names, 1):
        label = ("附件：" if number == 1 else "　　　") + (f"{number}．" if len(names) > 1 else "")
        paragraph = document.add_paragraph()
        space(paragraph)
        _indent(paragraph, left=5, hanging=3)
        write(paragraph, f"{label}{name}", BODY)


def add_signature(document: Doc, organ: str, date: str) -> None:
    """发文机关署名 centred above 成文日期, which ends four characters before the right edge."""
    _hold(document)
    # The date's middle is what the name is centred on; both stand right, counted in half characters.
    half = len(date) + sum(character > "ÿ" for character in date)
    beyond = max((half - 2 * len(organ)) / 4, -3.5)
    for text, right in ((organ, 4 + beyond), (date, 4)):
        paragraph = document.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        space(paragraph)
        paragraph.paragraph_format.right_indent = Pt(16 * right)
        paragraph.paragraph_format.keep_with_next = text == organ
        write(paragraph, text, BODY)


def add_imprint(document: Doc, organ: str, date: str) -> None:
    """版记: 印发机关 and 印发日期 between two lines, at the lower edge of the last page's type area, in 四号."""
    paragraph = document.add_paragraph()
    space(paragraph)
    properties = paragraph._p.get_or_add_pPr()
    frame, border = OxmlElement("w:framePr"), OxmlElement("w:pBdr")
    for name, value in (("w", str(WIDTH * 20)), ("wrap", "notBeside"), ("vAnchor", "margin"), ("hAnchor", "margin")):
        frame.set(qn(f"w:{name}"), value)
    frame.set(qn("w:xAlign"), "center")
    frame.set(qn("w:yAlign"), "bottom")
    for side in ("top", "bottom"):
        line = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", "8"), ("space", "4"), ("color", "000000")):
            line.set(qn(f"w:{name}"), value)
        border.append(line)
    properties.insert_element_before(border, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr")
    properties.insert_element_before(frame, "w:widowControl", "w:pBdr", "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr")
    paragraph.paragraph_format.tab_stops.add_tab_stop(Pt(WIDTH - 14), WD_TAB_ALIGNMENT.RIGHT)
    paragraph.paragraph_format.left_indent = Pt(14)
    write(paragraph, f"{organ}\t{date}印发", BODY, Pt(14))


def _hold(document: Doc) -> None:
    """The signature never stands alone on a page: the last lines of the text go with it."""
    add_blank(document)
    for paragraph in document.paragraphs[-5:]:
        paragraph.paragraph_format.keep_with_next = True


def begin_attachment(document: Doc) -> None:
    """附件 begins on a landscape page of its own: the word in 黑体 from the left edge, the title on the third line."""
    section = document.add_section(WD_SECTION.NEW_PAGE)
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    place_margins(section, landscape=True)
    paragraph = document.add_paragraph()
    space(paragraph)
    write(paragraph, "附件", HEAD)
    add_blank(document)


def _indent(paragraph: Paragraph, *, left: int, hanging: int) -> None:
    """In characters, as Word's own dialog does it."""
    indent = paragraph._p.get_or_add_pPr().get_or_add_ind()
    for name, value in (
        ("leftChars", left * 100),
        ("left", left * 320),
        ("hangingChars", hanging * 100),
        ("hanging", hanging * 320),
    ):
        indent.set(qn(f"w:{name}"), str(value))
