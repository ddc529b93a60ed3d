"""A proof is kept only when it is what its name says."""

import hashlib
import io

import pytest
from docx import Document

from tasks.progress.files import MAX_BYTES, BadProof, check

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 40
PDF = b"%PDF-1.4\n%%EOF\n"


def docx() -> bytes:
    """A real one."""
    out = io.BytesIO()
    Document().save(out)
    return out.getvalue()


def test_the_digest_is_the_sha256_of_the_bytes():
    assert check(PNG, "现场.png").digest == hashlib.sha256(PNG).hexdigest()


@pytest.mark.parametrize(("data", "name", "kind"), [(PNG, "a.PNG", "png"), (PDF, "纪要.pdf", "pdf"), (docx(), "小结.docx", "docx")])
def test_allowed_kinds_are_known_by_their_content(data, name, kind):
    assert check(data, name).kind == kind


@pytest.mark.parametrize(
    ("data", "name", "sentence"),
    [
        (b"", "a.png", "佐证材料是空文件。请重新选择，也可以不附。"),
        (PDF, "a.png", "佐证材料的内容与扩展名不符。请用原程序另存后再上传。"),
        (b"<script>", "a.svg", "佐证材料只能是 .docx、.pdf、.xlsx、.pptx、.jpg、.png 文件。请转换格式后再上传，也可以不附。"),
        (PNG, ".png", "佐证材料只能是 .docx、.pdf、.xlsx、.pptx、.jpg、.png 文件。请转换格式后再上传，也可以不附。"),
        (PNG, "机密★10年.png", "文件名带有密级标志。严禁上传涉密文件，请勿通过本系统报送。"),
        (PNG + b"\0" * MAX_BYTES, "a.png", "佐证材料超过 20 MB。请压缩或只附关键页。"),
    ],
)
def test_a_refusal_says_what_is_wrong_and_what_to_do(data, name, sentence):
    with pytest.raises(BadProof) as refused:
        check(data, name)
    assert str(refused.value) == sentence


def test_paths_and_direction_marks_do_not_survive_in_the_name():
    assert check(PNG, "../../etc/\u202egnp.exe.png").name == "gnp.exe.png"
