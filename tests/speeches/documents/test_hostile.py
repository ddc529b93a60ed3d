"""Hostile files end in a named refusal, in time and within the child's memory."""

import json
import socket
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from django.conf import settings
from lxml import etree

from speeches import documents
from speeches.documents import Unreadable
from tests.speeches.documents import bombs
from tests.speeches.documents.bombs import GOOD, LAUGH, entity
from tests.speeches.documents.legacy import ole, word
from tests.speeches.documents.samples import body, docx, pdf, repacked

DOCUMENT = "word/document.xml"
NO_RELATIONS = b"<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'/>"
DEEP = body("<w:p>" * 100_000)
# A fresh process measures: a child of the test process would be charged with the test's own memory.
MEASURE = """
import json, resource, sys, time
sys.path.insert(0, sys.argv[1])
from speeches import documents
data = open(sys.argv[2], "rb").read()
began, said = time.monotonic(), "read"
try:
    documents.read(data, sys.argv[3])
except documents.Unreadable as refused:
    said = refused.code
seconds = time.monotonic() - began
print(json.dumps([said, seconds, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024]))
"""


def measured(data: bytes, name: str, folder: Path) -> tuple[str, float, int]:
    """What reading said, the seconds that it took, and the peak memory of the child in MB."""
    path = folder / "asked"
    path.write_bytes(data)
    command = [sys.executable, "-c", MEASURE, str(settings.BASE_DIR), str(path), name]
    return tuple(json.loads(subprocess.run(command, capture_output=True, check=True).stdout))


@pytest.mark.parametrize(
    ("make", "name", "codes"),
    [
        (bombs.big_docx, "a.docx", {"bomb"}),
        (bombs.slow_docx, "a.docx", {"bomb", "timeout"}),
        (bombs.many_parts, "a.docx", {"bomb"}),
        (bombs.many_middle_parts, "a.docx", {"bomb"}),
        (bombs.lying_sizes, "a.docx", {"broken", "bomb"}),
        (bombs.nested_zip, "a.docx", {"read"}),
        (lambda: repacked(GOOD, {DOCUMENT: DEEP}), "a.docx", {"bomb"}),
        (lambda: repacked(GOOD, {DOCUMENT: LAUGH}), "a.docx", {"bomb"}),
        (lambda: repacked(GOOD, {"word/styles.xml": LAUGH}), "a.docx", {"bomb"}),
        (bombs.nested_flate, "a.pdf", {"bomb", "scan"}),
        (bombs.two_gigabytes, "a.pdf", {"bomb", "scan"}),
        (bombs.operators, "a.pdf", {"bomb", "timeout"}),
        (bombs.brackets, "a.pdf", {"bomb", "broken"}),
        (bombs.many_pages, "a.pdf", {"bomb"}),
        (bombs.circle, "a.pdf", {"broken", "bomb", "scan"}),
        (bombs.form_circle, "a.pdf", {"broken", "bomb", "scan"}),
        (bombs.wide_map, "a.pdf", {"bomb"}),
        (lambda: word("长" * 10_000)[:-3000], "a.doc", {"broken", "read"}),
    ],
)
def test_a_bomb_is_refused_by_name_within_ten_seconds_and_half_a_gigabyte(make, name, codes, tmp_path):
    said, seconds, megabytes = measured(make(), name, tmp_path)
    assert said in codes
    assert seconds < 10
    assert megabytes < 512


def test_the_measure_sees_the_memory_that_a_child_takes(tmp_path):
    assert measured(docx("正文"), "a.docx", tmp_path)[2] > 10


@pytest.mark.parametrize(("make", "survives"), [(lambda: GOOD, True), (bombs.big_docx, False)])
def test_without_the_look_at_the_archive_the_bomb_breaks_a_parser_with_900_megabytes(make, survives):
    limited = "import docx, io, resource, sys; resource.setrlimit(resource.RLIMIT_AS, (900 << 20,) * 2); "
    program = limited + "docx.Document(io.BytesIO(sys.stdin.buffer.read()))"
    run = subprocess.run([sys.executable, "-c", program], input=make(), capture_output=True)
    assert (run.returncode == 0) is survives


@pytest.mark.parametrize(
    ("make", "name", "code"),
    [
        (lambda: word("正文"), "a.docx", "mismatch"),
        (lambda: ole({"EncryptedPackage": b"x"}), "a.docx", "encrypted"),
        (lambda: pdf([["正文"]]), "a.docx", "mismatch"),
        (lambda: GOOD, "a.doc", "mismatch"),
        (lambda: GOOD, "a.pdf", "mismatch"),
        (lambda: b"<html><p>x</p></html>", "a.docx", "mismatch"),
        (lambda: b"<html><p>x</p></html>", "a.doc", "mismatch"),
        (lambda: "正文".encode(), "a.pdf", "mismatch"),
        (lambda: repacked(GOOD, {"[Content_Types].xml": None}), "a.docx", "mismatch"),
        (lambda: repacked(GOOD, {"_rels/.rels": NO_RELATIONS}), "a.docx", "mismatch"),
        (lambda: bombs.other_office("application/vnd.ms-word.document.macroEnabled.main+xml"), "a.docx", "unsupported"),
        (lambda: bombs.other_office("application/vnd.ms-excel.sheet.main+xml"), "a.docx", "mismatch"),
        (lambda: repacked(GOOD, {"word/vbaProject.bin": b"x"}), "a.docx", "unsupported"),
        (lambda: repacked(GOOD, {"../../evil": b"x"}), "a.docx", "bomb"),
        (lambda: repacked(GOOD, {"..\\evil": b"x"}), "a.docx", "bomb"),
        (lambda: repacked(GOOD, {"/etc/evil": b"x"}), "a.docx", "bomb"),
        (bombs.link, "a.docx", "bomb"),
        (bombs.locked_zip, "a.docx", "encrypted"),
        (lambda: repacked(GOOD, {}, level=zipfile.ZIP_BZIP2), "a.docx", "broken"),
        (lambda: GOOD[: len(GOOD) // 2], "a.docx", "broken"),
        (lambda: repacked(GOOD, {DOCUMENT: b"<w:document"}), "a.docx", "broken"),
        (lambda: repacked(GOOD, {DOCUMENT: None}), "a.docx", "mismatch"),
        (lambda: repacked(GOOD, {DOCUMENT: body("<w:p/>")}), "a.docx", "empty"),
    ],
)
def test_what_is_not_a_plain_document_is_refused_by_name(make, name, code):
    with pytest.raises(Unreadable) as refused:
        documents.read(make(), name)
    assert refused.value.code == code
    assert refused.value.message.endswith("。")


def test_the_refusal_says_what_the_file_is_and_what_to_do():
    with pytest.raises(Unreadable) as refused:
        documents.read(pdf([["正文"]]), "a.docx")
    assert refused.value.message == (
        "文件内容与扩展名不符：扩展名是 .docx，内容是PDF 文件。请用原程序打开，另存为 .docx、.pdf 或 .txt 后再上传，或直接粘贴文字。"
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("before", ["", f"<!--{'x' * 300_000}-->"])
def test_no_file_of_ours_is_shown_through_an_entity(tmp_path, encoding, before):
    canary = tmp_path / "canary"
    canary.write_text("canary-7f3a")
    part = entity(canary.as_uri(), encoding=encoding, before=before)
    careless = etree.XMLParser(resolve_entities=True, load_dtd=True, huge_tree=True)
    assert "canary-7f3a" in "".join(etree.fromstring(part, careless).itertext())
    with pytest.raises(Unreadable) as refused:
        documents.read(repacked(GOOD, {DOCUMENT: part}), "a.docx")
    assert refused.value.code == "bomb"
    assert "DOCTYPE" in refused.value.message


def test_no_address_is_called():
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        address = f"http://127.0.0.1:{server.getsockname()[1]}/x"
        relation = f'<Relationship Id="rIdX" Type="http://x/image" Target="{address}" TargetMode="External"/></Relationships>'
        with zipfile.ZipFile(bombs.io.BytesIO(GOOD)) as archive:
            relations = archive.read("word/_rels/document.xml.rels").replace(b"</Relationships>", relation.encode())
        outside = repacked(GOOD, {"word/_rels/document.xml.rels": relations})
        assert documents.read(outside, "a.docx").warnings[0] == "文件引用了外部内容，未读取。"
        with pytest.raises(Unreadable):
            documents.read(repacked(GOOD, {DOCUMENT: entity(address)}), "a.docx")
        action = f"/OpenAction << /S /URI /URI ({address}) >> "
        assert documents.read(pdf([["正文"]], extra=action), "a.pdf").text == "正文"
        with pytest.raises(BlockingIOError):
            server.accept()


def test_fifty_one_megabytes_are_refused_before_anything_is_opened():
    with pytest.raises(Unreadable) as refused:
        documents.read(b"x" * (documents.MAX_BYTES + 1), "a.txt")
    assert refused.value.code == "too_large"
