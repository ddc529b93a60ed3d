"""Legacy Word files."""

import pytest

from speeches import documents
from speeches.documents import Unreadable
from speeches.documents.doc import OLD_WORD, read_doc
from tests.speeches.documents.legacy import DELETED, HIDDEN, ROW_END, ole, word


def test_the_text_of_an_old_word_file_is_read_in_the_child():
    found = documents.read(word("一、带头\r一要抓落实𠮷。\x0b二要转作风。\r"), "讲话.doc")
    assert (found.text, found.kind, found.warnings) == ("一、带头\n一要抓落实𠮷。\n二要转作风。", "doc", (OLD_WORD,))


def test_a_table_is_a_row_a_line():
    text = "前\r任务\x07单位\x07\x07党课\x07\x07\x07后\r"
    assert read_doc(word(text)).text == "前\n任务\t单位\t\t党课\t\t\t后"
    assert read_doc(word(text, properties={"\x07党课": ROW_END, "\x07后": ROW_END})).text == "前\n任务\t单位\n党课\t\n后"


def test_hidden_and_deleted_words_are_left_out():
    found = read_doc(word("看得见藏起来了删掉了留着。\r", properties={"藏起来了": HIDDEN, "删掉了": DELETED}))
    assert found.text == "看得见留着。"


def test_fields_show_their_result_only():
    assert read_doc(word("第\x13 PAGE \x13 X \x14y\x15\x14三\x15页。\r")).text == "第三页。"


def test_headers_and_notes_behind_the_main_text_are_left_out():
    assert read_doc(word("正文。\r", after="页眉")).text == "正文。"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (word("正文", flags=0x0100), "encrypted"),
        (ole({"EncryptedPackage": b"x"}), "encrypted"),
        (ole({"Workbook": b"x"}), "mismatch"),
        (word("正文", version=0x65), "unsupported"),
        (word("\r\r"), "empty"),
        (word("机密★10年\r正文"), "secret"),
        (word("正文", after="秘密★"), "secret"),
        (word("正文。", properties={"正文": DELETED})[:5000], "broken"),
    ],
)
def test_other_old_files_are_refused_by_name(data, code):
    with pytest.raises(Unreadable) as refused:
        documents.read(data, "a.doc")
    assert refused.value.code == code
