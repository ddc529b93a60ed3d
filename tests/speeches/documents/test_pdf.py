"""PDF with text."""

import io

import pytest
from pypdf import PdfReader, PdfWriter

from speeches import documents
from speeches.documents import Unreadable
from speeches.documents.pdf import RECOGNISED, UNCLEAR, read_pdf
from tests.speeches.documents.samples import assembled, pdf, placed_pdf, stream

PICTURE = "<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 /Length 1 >>\nstream\n0\nendstream"


def locked(data: bytes, *, user: str, algorithm: str = "AES-256") -> bytes:
    """The file with a password; an empty one lets everybody read but not print."""
    writer = PdfWriter()
    writer.append(PdfReader(io.BytesIO(data)))
    writer.encrypt(user, owner_password="owner", algorithm=algorithm)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_chinese_text_is_read():
    found = documents.read(pdf([["一、带头加强政治建设", "一要抓落实。"]]), "a.pdf")
    assert (found.text, found.kind, found.encoding) == ("一、带头加强政治建设\n一要抓落实。", "pdf", None)
    assert found.warnings == (RECOGNISED,)


def test_lines_are_joined_and_headers_and_numbers_go():
    pages = [
        ["县委文件", "一要严格落实支部工作条例，扎实开展好", "基层党建提升年活动。", "— 1 —"],
        ["县委文件", "二要建强抓实党支部，加强党员教育管理", "监督，带好群团。", "— 2 —"],
    ]
    joined = "一要严格落实支部工作条例，扎实开展好基层党建提升年活动。\n二要建强抓实党支部，加强党员教育管理监督，带好群团。"
    assert read_pdf(pdf(pages)).text == joined


def test_quotes_that_are_drawn_before_their_line_stand_at_their_place():
    first = [(50, 800, "“"), (110, 800, "”"), (62, 800, "三基建设"), (122, 800, "为抓手。")]
    assert read_pdf(placed_pdf([first])).text == "“三基建设”为抓手。"


def test_words_in_a_form_are_read():
    form = stream(b"BT /F 12 Tf 50 700 Td <0001> Tj ET").replace(
        "<< /Length", "<< /Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /Font << /F 3 0 R >> >> /Length"
    )
    assert read_pdf(placed_pdf([[(50, 800, "上")]], objects=(form,))).text.splitlines() == ["上", "上"]


def test_radicals_are_given_back_as_the_characters_that_were_typed():
    assert read_pdf(pdf([["一要为人民"]], says={"一": "2f00", "人": "2f08", "民": "2ea0"})).text == "一要为人民"


@pytest.mark.parametrize("wrong", ["d800", "e001", "0000", "fffd"])
def test_a_font_without_a_map_is_not_stored_as_wrong_signs(wrong):
    with pytest.raises(Unreadable) as refused:
        documents.read(pdf([["一要抓落实"]], says={c: wrong for c in "一抓落"}), "a.pdf")
    assert (refused.value.code, refused.value.message) == ("broken", UNCLEAR)


@pytest.mark.parametrize(
    "data",
    [
        pdf([[]]),
        placed_pdf([[]], objects=(PICTURE,)),
        placed_pdf([[(50, 20, "扫描全能王创建")]] * 3, objects=(PICTURE,)),
        placed_pdf([[(50, 20, "扫描全能王")]], objects=(PICTURE,)),
    ],
)
def test_a_pdf_of_pictures_is_called_a_scan_although_the_scanner_signs_it(data):
    with pytest.raises(Unreadable) as refused:
        documents.read(data, "a.pdf")
    assert refused.value.code == "scan"


@pytest.mark.parametrize("algorithm", ["RC4-40", "RC4-128", "AES-128", "AES-256"])
def test_a_locked_pdf_is_called_encrypted(algorithm):
    with pytest.raises(Unreadable) as refused:
        read_pdf(locked(pdf([["正文"]]), user="secret", algorithm=algorithm))
    assert refused.value.code == "encrypted"


def test_a_pdf_that_anybody_may_read_but_not_print_is_read():
    assert documents.read(locked(pdf([["正文"]]), user=""), "a.pdf").text == "正文"


def test_scripts_launches_and_huge_pages_do_nothing():
    action = "/OpenAction << /S /Launch /F (/bin/sh) >> /Names << /JavaScript << /Names [(a) << /S /JavaScript /JS (while(1);) >>] >> >> "
    data = pdf([["正文"]], extra=action).replace(b"[0 0 595 842]", b"[0 0 1036800 1036800]")
    assert documents.read(data, "a.pdf").text == "正文"


def test_the_mark_of_a_pdf_may_come_a_little_later():
    assert documents.read(b"\r\n" + pdf([["正文"]]), "a.pdf").text == "正文"


@pytest.mark.parametrize("keep", [8, 200, 1000])
def test_a_truncated_pdf_is_refused_in_words(keep):
    with pytest.raises(Unreadable) as refused:
        documents.read(pdf([["正文"]])[:keep], "a.pdf")
    assert refused.value.code in {"broken", "scan"}


def test_a_pdf_without_pages_is_refused_in_words():
    with pytest.raises(Unreadable) as refused:
        documents.read(assembled(["<< /Type /Catalog >>"]), "a.pdf")
    assert refused.value.code in {"broken", "scan"}
