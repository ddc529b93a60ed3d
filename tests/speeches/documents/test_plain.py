"""Text files come back character for character."""

import time

import pytest
from django.conf import settings

from speeches import documents
from speeches.documents import Unreadable, from_text
from speeches.documents.plain import CHOICES, UNDECIDED, is_everyday, previews, read_plain
from speeches.documents.shapes import TOO_LONG

SEED = settings.BASE_DIR / "speeches" / "samples" / "00-seed-speech.txt"
WORDS = "同志们：\r\n一要抓落实。\t思想xx、美丽XX\r\n"


def test_the_commissioning_speech_comes_back_byte_for_byte():
    data = SEED.read_bytes()
    assert documents.read(data, "讲话.txt").text.encode() == data


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (WORDS.encode(), "utf-8"),
        (WORDS.encode("utf-8-sig"), "utf-8"),
        (WORDS.encode("gb18030"), "gb18030"),
        (b"\xff\xfe" + WORDS.encode("utf-16-le"), "utf-16-le"),
        (b"\xfe\xff" + WORDS.encode("utf-16-be"), "utf-16-be"),
    ],
)
def test_the_encoding_is_found_and_nothing_is_corrected(data, encoding):
    found = documents.read(data, "讲话.txt")
    assert (found.text, found.encoding) == (WORDS, encoding)


def test_a_guess_at_gb18030_is_said():
    assert documents.read(WORDS.encode("gb18030"), "a.txt").warnings == (
        "文件不是 UTF-8 编码，按 GB18030 识别。如有乱码，请换编码重新识别。",
    )


def test_the_encoding_can_be_forced():
    assert documents.read(WORDS.encode("utf-16-le"), "a.txt", encoding="utf-16-le").text == WORDS


@pytest.mark.parametrize("encoding", list(CHOICES))
def test_every_choice_gives_the_words_back(encoding):
    words = WORDS.translate(str.maketrans("抓实们丽", "推進門麗"))
    data = words.encode("cp950" if encoding == "big5" else encoding)
    assert documents.read(data, "a.txt", encoding=encoding).text == words


def test_a_preview_shows_the_first_lines_by_each_encoding_and_what_cannot_be_decoded():
    found = {one.encoding: one for one in previews((WORDS * 400).encode("gb18030"))}
    assert (found["gb18030"].lines[:2], found["gb18030"].broken) == (("同志们：", "一要抓落实。\t思想xx、美丽XX"), 0)
    assert (next(iter(found)), found["utf-8"].broken > 0) == ("gb18030", True)
    assert [(one.encoding, one.lines, one.broken) for one in previews(b"")] == [(name, (), 0) for name in CHOICES]
    assert all("\0" not in "".join(one.lines) for one in previews(b"\0\x01" * 50))


def spoilt(text: str) -> bytes:
    """UTF-8 with one wrong byte."""
    data = text.encode()
    return data[:30] + b"\xff" + data[30:]


@pytest.mark.parametrize(
    "data",
    [
        WORDS.replace("\r\n", "").encode("utf-16-le"),
        SEED.read_text(encoding="utf-8").encode("utf-16-be"),
        SEED.read_text(encoding="utf-8").encode("big5", "ignore"),
        spoilt(WORDS * 20),
        WORDS.encode("gb18030") + WORDS.encode(),
        b"\xff\xff\xff\xff",
        b"\xef\xbb\xbf\xff\xfe",
    ],
)
def test_an_encoding_that_is_in_doubt_is_asked_for_and_never_stored_as_wrong_characters(data):
    with pytest.raises(Unreadable) as refused:
        read_plain(data)
    assert (refused.value.code, refused.value.message) == ("broken", UNDECIDED)


def test_bytes_that_decode_by_accident_would_be_stored_without_the_doubt():
    big5 = SEED.read_text(encoding="utf-8").encode("big5", "ignore")
    assert not is_everyday(big5.decode("gb18030"))
    assert is_everyday(SEED.read_text(encoding="utf-8"))


@pytest.mark.parametrize("text", ["祎璟玥", "鄢陵县委书记讲话", "ASCII only", "", "①②③——★……"])
def test_short_texts_and_rare_names_are_not_doubted(text):
    assert is_everyday(text)


def test_a_forced_encoding_is_taken_only_from_the_list():
    with pytest.raises(Unreadable) as refused:
        read_plain("正文".encode(), "unicode_escape")
    assert refused.value.message == UNDECIDED


def test_fifty_megabytes_in_one_line_are_too_long_and_said_in_time():
    began = time.monotonic()
    with pytest.raises(Unreadable) as refused:
        documents.read(("长" * 17_000_000).encode(), "a.txt")
    assert (refused.value.code, refused.value.message) == ("too_large", TOO_LONG)
    assert time.monotonic() - began < 10


def test_the_longest_text_passes():
    assert len(documents.read(("长" * documents.MAX_TEXT).encode(), "a.txt").text) == documents.MAX_TEXT


def test_a_text_may_speak_of_file_formats_and_hold_odd_signs():
    text = "文件头是%PDF-1.7，另有\x0c换页、\x01怪字符和" + "零" * 100
    assert documents.read(text.encode(), "a.txt").text == text


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (b"", "a.txt", "empty"),
        (" \n　".encode(), "a.txt", "empty"),
        (bytes(range(1, 9)) * 40, "a.txt", "mismatch"),
        (b"\x89PNG\r\n\x1a\n" + bytes(99), "a.txt", "mismatch"),
        (b"{\\rtf1 x}", "a.doc", "mismatch"),
        ("\ufeff<html><p>x".encode(), "a.txt", "mismatch"),
        ("一要\0抓".encode(), "a.txt", "mismatch"),
        (b"%PDF-1.4", "a.txt", "mismatch"),
        (b"PK\x03\x04", "a.txt", "mismatch"),
        (b"<!DOCTYPE html><p>x", "a.txt", "mismatch"),
        ("机密★10年\n讲话".encode(), "a.txt", "secret"),
        ("正文".encode(), "绝密★.txt", "secret"),
        ("正文".encode(), "讲话.docx.exe", "unsupported"),
        ("正文".encode(), ".docx", "unsupported"),
        ("正文".encode(), "讲话", "unsupported"),
    ],
)
def test_what_is_refused_is_refused_by_name(data, name, code):
    with pytest.raises(Unreadable) as refused:
        documents.read(data, name)
    assert refused.value.code == code
    assert refused.value.message.endswith("。")


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/passwd.txt", "passwd.txt"),
        ("a\r\nSet-Cookie:x.txt", "aSet-Cookie:x.txt"),
        ("讲话\u202etxt.exe.txt", "讲话txt.exe.txt"),
        ("长" * 300 + ".TXT", "长" * 120 + ".txt"),
        ("C:\\讲话\\con.txt", "con.txt"),
    ],
)
def test_a_name_is_shown_without_paths_and_marks(name, shown):
    assert documents.clean_name(name) == shown


def test_pasted_text_stays_as_it_is():
    found = from_text(WORDS)
    assert (found.text, found.kind, found.encoding, found.warnings) == (WORDS, "txt", "utf-8", ())


@pytest.mark.parametrize(
    ("text", "code"),
    [(" \n　", "empty"), ("绝密★", "secret"), ("甲\0乙", "broken"), ("甲\ud800乙", "broken"), ("长" * 500_001, "too_large")],
)
def test_pasted_text_is_checked_like_a_file(text, code):
    with pytest.raises(Unreadable) as refused:
        from_text(text)
    assert refused.value.code == code
    assert refused.value.message.endswith("。")
