"""A PDF with text to text; scans and locked files are refused by name."""

import io
import re
import unicodedata

from pypdf import PdfReader
from pypdf.errors import DependencyError, FileNotDecryptedError, LimitReachedError

from speeches.documents.pdf_join import join
from speeches.documents.pdf_page import has_pictures, page_lines
from speeches.documents.secrecy import refuse_marked
from speeches.documents.shapes import MAX_TEXT, TOO_LONG, Document, Unreadable

MAX_PAGES = 2_000
# A scan may bear a stamp of the scanning program or page numbers as text.
SCAN = 30
RECOGNISED = "由 PDF 识别，换行和分栏可能有误，请对照原件。"
UNCLEAR = "PDF 中的文字无法正确识别（字体缺少文字对照表）。请上传 Word 版本，或直接粘贴文字。"
# Many programs write 一 as the radical ⼀: the same sign, but another character. These have no equivalent in Unicode's tables.
RADICALS = str.maketrans(
    "⺟⺠⻁⻄⻅⻆⻉⻋⻓⻔⻘⻚⻛⻜⻝⻢⻣⻤⻥⻦⻨⻩⻬⻮⻰⻳", "母民虎西见角贝车长门青页风飞食马骨鬼鱼鸟麦黄齐齿龙龟"
)
KANGXI = re.compile("[\u2f00-\u2fd5]")
# Not storable, or a sign that the font has no map to characters.
LOST = re.compile("[\x00-\x08\x0b-\x1f\x7f\ue000-\uf8ff\ufffd\ud800-\udfff]")


def read_pdf(data: bytes) -> Document:
    """The text of a PDF; raises Unreadable (encrypted, scan, bomb, broken)."""
    try:
        reader = _opened(data)
        pages = [[_clean(line) for line in page_lines(page)] for page in reader.pages]
    except LimitReachedError as error:
        raise Unreadable("bomb") from error
    except (DependencyError, FileNotDecryptedError) as error:
        raise Unreadable("encrypted") from error
    said = "\n".join(line for page in pages for line in page)
    refuse_marked(said + "\n" + str((reader.metadata or {}).get("/Title", "")))
    if len(said) > MAX_TEXT:
        raise Unreadable("too_large", TOO_LONG)
    if said.count("\ufffd") * 10 > len(said):
        raise Unreadable("broken", UNCLEAR)
    text = join(pages)
    if not text.strip() or (len(text) < SCAN * len(pages) and any(has_pictures(page) for page in reader.pages)):
        raise Unreadable("scan")
    return Document(text, "pdf", None, (RECOGNISED,))


def _opened(data: bytes) -> PdfReader:
    """Locked files are refused unless an empty password opens them (only printing or copying is forbidden)."""
    reader = PdfReader(io.BytesIO(data))
    if reader.is_encrypted and not reader.decrypt(""):
        raise Unreadable("encrypted")
    if len(reader.pages) > MAX_PAGES:
        raise Unreadable("bomb")
    return reader


def _clean(line: str) -> str:
    """Radicals as the characters that were typed; what is no character as �."""
    line = KANGXI.sub(lambda hit: unicodedata.normalize("NFKC", hit[0]), line).translate(RADICALS)
    return LOST.sub("\ufffd", line.replace("\t", " ").replace("\xa0", " "))
