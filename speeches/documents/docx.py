"""A Word document to text (docs/documents.md declares what is read and what is left out)."""

import io
from collections.abc import Iterator

from docx import Document as open_docx
from docx.oxml.ns import qn
from lxml import etree

from speeches.documents import archive
from speeches.documents.numbering import Numbering
from speeches.documents.secrecy import refuse_marked
from speeches.documents.shapes import Document, Unreadable
from speeches.documents.word_body import Body
from speeches.documents.word_runs import Words
from speeches.documents.word_styles import Styles

SAFE = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
# The parser's own limits: memory, entities in a circle, depth and length.
EXHAUSTED = (etree.ErrorTypes.ERR_NO_MEMORY, etree.ErrorTypes.ERR_ENTITY_LOOP, 114)
OUTSIDE = "文件引用了外部内容，未读取。"
PICTURES = "文件含有图片，图片中的文字没有识别。"
EMBEDDED = "文件含有嵌入的对象（如表格、图表），其中的内容没有识别。"


def read_docx(data: bytes) -> Document:
    """The text of a .docx; raises Unreadable."""
    archive.check(data)
    opened = _opened(data)
    for root in _roots(opened.part.package):
        refuse_marked("\n".join("".join(paragraph.itertext()) for paragraph in root.iter(qn("w:p"), "{*}title", "{*}subject")))
    styles = Styles(opened)
    body = Body(Words(styles, _notes(opened, styles)), Numbering(opened, styles))
    text = "\n".join(body.lines(opened.element.body)).strip("\n")
    warnings = tuple(_warnings(opened))
    if not text.strip() and PICTURES in warnings:
        raise Unreadable("scan")
    return Document(text, "docx", None, warnings)


def _opened(data: bytes):
    try:
        return open_docx(io.BytesIO(data))
    except ValueError as error:  # the main part is of another kind, or the markup is broken
        if "macroEnabled" in str(error):
            raise Unreadable("unsupported", archive.MACROS) from error
        raise Unreadable("mismatch", archive.NOT_WORD) if "content type" in str(error) else Unreadable("broken") from error
    except etree.XMLSyntaxError as error:
        raise Unreadable("bomb" if error.code in EXHAUSTED else "broken") from error
    except KeyError as error:  # no main part
        raise Unreadable("mismatch", archive.NOT_WORD) from error


def _roots(package) -> Iterator:
    """The markup of every part: a secrecy mark may stand in a header, a comment or deleted words."""
    for part in package.iter_parts():
        if hasattr(part, "element"):
            yield part.element
        elif part.content_type.endswith("xml"):
            yield etree.fromstring(part.blob, SAFE)


def _notes(opened, styles: Styles) -> dict[tuple[str, str], str]:
    """Texts of footnotes and endnotes by kind and id; separators are no notes."""
    found, words = {}, Words(styles, {})
    for rel in opened.part.rels.values():
        kind = rel.reltype.rpartition("/")[2].removesuffix("s")
        if kind in ("footnote", "endnote") and not rel.is_external:
            for note in etree.fromstring(rel.target_part.blob, SAFE).iterchildren(qn(f"w:{kind}")):
                if note.get(qn("w:type")) in (None, "normal"):
                    lines = (words.of(paragraph) for paragraph in note.iter(qn("w:p")))
                    found[kind, note.get(qn("w:id"))] = " ".join(" ".join(lines).split())
    return found


def _warnings(opened) -> Iterator[str]:
    """What the file holds besides words."""
    rels = list(opened.part.package.iter_rels())
    kinds = {rel.reltype.rpartition("/")[2] for rel in rels}
    if any(rel.is_external and not rel.reltype.endswith("/hyperlink") for rel in rels):
        yield OUTSIDE
    if any(rel.reltype.endswith("/image") for rel in opened.part.rels.values()):
        yield PICTURES
    if kinds & {"oleObject", "package", "aFChunk", "chart", "diagramData"}:
        yield EMBEDDED
