"""Marked files are refused wherever the mark stands."""

import pytest
from docx import Document

from speeches import documents
from speeches.documents import Unreadable, from_text, is_marked
from speeches.documents.docx import read_docx
from speeches.documents.pdf import read_pdf
from tests.speeches.documents.samples import body, docx, pdf, repacked, saved


@pytest.mark.parametrize(
    "text",
    [
        "绝密★启用前",
        "机密★10年",
        "秘密★",
        "机 密 ★ 1年",
        "秘\u200b密\u200b★",
        "机密　★",
        "绝密☆",
        "密级：机密",
        "密 级: 秘密\n讲话",
    ],
)
def test_a_mark_is_seen_however_it_is_set(text):
    assert is_marked(text)


@pytest.mark.parametrize("text", ["要保守党和国家机密。", "保守秘密\n★一要抓落实", "密级：□绝密", "绝密级航天员", "★★★"])
def test_speaking_of_secrets_is_no_mark(text):
    assert not is_marked(text)


def in_header() -> bytes:
    made = Document()
    made.add_paragraph("正文")
    made.sections[0].header.paragraphs[0].text = "机密★10年"
    return saved(made)


def in_a_comment() -> bytes:
    made = Document()
    made.add_comment(made.add_paragraph("正文").runs, text="原件：秘密★")
    return saved(made)


def in_the_title() -> bytes:
    made = Document()
    made.add_paragraph("正文")
    made.core_properties.title = "绝密★"
    return saved(made)


def in_deleted_words() -> bytes:
    inner = "<w:p><w:del w:id='1'><w:r><w:delText>机密</w:delText></w:r><w:r><w:delText>★</w:delText></w:r></w:del></w:p>"
    return repacked(docx("x"), {"word/document.xml": body(inner + "<w:p><w:r><w:t>正文</w:t></w:r></w:p>")})


@pytest.mark.parametrize("make", [in_header, in_a_comment, in_the_title, in_deleted_words])
def test_a_mark_outside_of_the_words_that_are_read_counts_too(make):
    with pytest.raises(Unreadable) as refused:
        read_docx(make())
    assert refused.value.code == "secret"


def test_a_mark_in_the_header_of_each_pdf_page_counts_although_headers_are_dropped():
    with pytest.raises(Unreadable) as refused:
        read_pdf(pdf([["机密★10年", "一要抓落实。"], ["机密★10年", "二要转作风。"]]))
    assert refused.value.code == "secret"


@pytest.mark.parametrize("name", ["绝密★讲话.txt", "长" * 200 + "机密★.txt", "秘密★.exe", "秘密★/讲话.txt"])
def test_a_mark_in_the_name_counts(name):
    with pytest.raises(Unreadable) as refused:
        documents.read("正文".encode(), name)
    assert refused.value.code == "secret"


def test_the_refusal_says_what_to_do_and_repeats_nothing_of_the_text():
    with pytest.raises(Unreadable) as refused:
        from_text("机密★10年\n某某同志讲话")
    assert refused.value.message == "文件带有密级标志，本系统不得处理涉密文件。内容没有保存，请按保密规定办理。"
