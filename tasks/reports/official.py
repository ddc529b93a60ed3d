"""Word documents in the look of official papers (GB/T 9704-2012): fonts, type area, line spacing, page numbers.

Fonts are named, not embedded; a reader without them substitutes its own.
"""

from io import BytesIO

from docx import Document
from docx.document import Document as Doc
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Emu, Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from tasks.reports.text import clean

TITLE, HEAD, SUBHEAD, BODY, PAGE = "方正小标宋简体", "黑体", "楷体_GB2312", "仿宋_GB2312", "宋体"
LATIN = "Times New Roman"
SIZES = {"title": Pt(22), "body": Pt(16), "table": Pt(12), "narrow": Pt(10.5), "page": Pt(14)}
HEADINGS = {1: HEAD, 2: SUBHEAD, 3: BODY}
SPACING = Pt(28)


def new_document(title: str, *, landscape: bool = False) -> Doc:
    """An empty A4 paper with the official type area and page numbers; `title` goes into its properties."""
    document = Document()
    document.core_properties.title = clean(title)
    document.core_properties.author = ""
    document.core_properties.comments = ""
    _fix_style(document.styles["Normal"], BODY, SIZES["body"])
    for level, font in HEADINGS.items():
        _fix_style(document.styles[f"Heading {level}"], font, SIZES["body"])
    _set_page(document, landscape)
    return document


def add_title(document: Doc, text: str) -> Paragraph:
    """The paper's title, centred."""
    paragraph = document.add_paragraph(style="Title" if "Title" in document.styles else None)
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    space(paragraph, Pt(32))
    _drop_border(paragraph)
    write(paragraph, text, TITLE, SIZES["title"])
    return paragraph


def add_centered(document: Doc, text: str) -> Paragraph:
    """A line under the title: document number, scope, date."""
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    space(paragraph)
    write(paragraph, text, SUBHEAD)
    return paragraph


def add_heading(document: Doc, text: str, level: int) -> Paragraph:
    """一、 in 黑体, （一） in 楷体, 1. in 仿宋; real headings, so that the reader's outline shows them."""
    paragraph = document.add_paragraph(style=f"Heading {level}")
    space(paragraph)
    _indent(paragraph)
    paragraph.paragraph_format.keep_with_next = True
    write(paragraph, text, HEADINGS[level], bold=level == 3)
    return paragraph


def add_text(document: Doc, text: str, *, label: str = "") -> Paragraph:
    """A paragraph of the body, first line two characters in; `label` stands in front in bold."""
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    space(paragraph)
    _indent(paragraph)
    if label:
        write(paragraph, label, BODY, bold=True)
    write(paragraph, text, BODY)
    return paragraph


def write(paragraph: Paragraph, text: object, font: str = BODY, size: Emu | None = None, *, bold: bool = False) -> Run:
    """One run with its font set for Chinese too (w:eastAsia), which Word otherwise ignores."""
    run = paragraph.add_run(clean(text))
    run.font.name, run.font.size, run.font.bold = LATIN, size or SIZES["body"], bold
    run.font.color.rgb = RGBColor(0, 0, 0)
    _east_asia(run._element.get_or_add_rPr(), font)
    return run


def add_note(document: Doc, text: str) -> Paragraph:
    """A note below a table, in its size."""
    paragraph = document.add_paragraph()
    space(paragraph, Pt(18))
    paragraph.paragraph_format.space_before = Pt(6)
    write(paragraph, text, BODY, SIZES["table"])
    return paragraph


def add_blank(document: Doc, height: Emu = SPACING) -> Paragraph:
    """An empty line."""
    paragraph = document.add_paragraph()
    space(paragraph, height)
    return paragraph


def as_bytes(document: Doc) -> BytesIO:
    """The file, ready to be sent."""
    out = BytesIO()
    document.save(out)
    out.seek(0)
    return out


def _fix_style(style, font: str, size: Emu) -> None:
    """Black, upright, in the official font."""
    style.font.name, style.font.size, style.font.italic = LATIN, size, False
    style.font.bold, style.font.color.rgb = False, RGBColor(0, 0, 0)
    _east_asia(style.element.get_or_add_rPr(), font)


def _east_asia(properties, font: str) -> None:
    """Name the font for every script, and let quotation marks be Chinese."""
    fonts = properties.get_or_add_rFonts()
    for script, name in (("ascii", LATIN), ("hAnsi", LATIN), ("eastAsia", font), ("cs", LATIN)):
        fonts.set(qn(f"w:{script}"), name)
    fonts.set(qn("w:hint"), "eastAsia")
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)


def space(paragraph: Paragraph, spacing: Emu = SPACING) -> None:
    """Exact line spacing, nothing between paragraphs."""
    form = paragraph.paragraph_format
    form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, spacing
    form.space_before = form.space_after = Pt(0)


def _indent(paragraph: Paragraph) -> None:
    """First line two characters in, in characters as Word's own dialog does it."""
    indent = paragraph._p.get_or_add_pPr().get_or_add_ind()
    indent.set(qn("w:firstLineChars"), "200")
    indent.set(qn("w:firstLine"), "640")


def _drop_border(paragraph: Paragraph) -> None:
    """The built-in title style underlines; official titles do not."""
    border = OxmlElement("w:pBdr")
    bottom = OxmlElement("w:bottom")
    bottom.set(qn("w:val"), "nil")
    border.append(bottom)
    properties = paragraph._p.get_or_add_pPr()
    properties.insert_element_before(border, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr")


def _set_page(document: Doc, landscape: bool) -> None:
    """A4; margins 37/35/28/26 mm (turned with the paper); page numbers outside, — 1 —."""
    section = document.sections[0]
    section.page_width, section.page_height = (Mm(297), Mm(210)) if landscape else (Mm(210), Mm(297))
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    place_margins(section, landscape=landscape)
    document.settings.odd_and_even_pages_header_footer = True
    _page_number(section.footer.paragraphs[0], WD_ALIGN_PARAGRAPH.RIGHT)
    _page_number(section.even_page_footer.paragraphs[0], WD_ALIGN_PARAGRAPH.LEFT)


def place_margins(section, *, landscape: bool) -> None:
    """37/35/28/26 mm; on a landscape page the type area is 225 × 156 mm all the same, in the middle of the longer side."""
    margins = (Mm(28), Mm(26), Mm(32), Mm(32)) if landscape else (Mm(37), Mm(35), Mm(28), Mm(26))
    section.top_margin, section.bottom_margin, section.left_margin, section.right_margin = margins
    section.footer_distance = Mm(18) if landscape else Mm(25)


def _page_number(paragraph: Paragraph, side: WD_ALIGN_PARAGRAPH) -> None:
    """— 1 — on the outer side, one character in."""
    paragraph.alignment = side
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = SIZES["page"]
    write(paragraph, "— ", PAGE, SIZES["page"])
    run = write(paragraph, "", PAGE, SIZES["page"])
    for kind, text in (("begin", ""), ("", "PAGE"), ("separate", ""), ("shown", "1"), ("end", "")):
        run._element.append(_field_part(kind, text))
    write(paragraph, " —", PAGE, SIZES["page"])


def _field_part(kind: str, text: str):
    """One part of a field as Word writes it."""
    if kind == "shown":
        part = OxmlElement("w:t")
        part.text = text
    elif kind:
        part = OxmlElement("w:fldChar")
        part.set(qn("w:fldCharType"), kind)
    else:
        part = OxmlElement("w:instrText")
        part.text = text
    return part
