"""Edits stand beside what was generated and outlive new records; notes are numbered; plain data comes back. No database."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from accounts.roles import Role
from tasks.duty_reports import content as c
from tasks.duty_reports.content import Edit, Source, Statement, Typed, Words
from tasks.duty_reports.notes import laid_out

ON = date(2026, 11, 30)
ROW = Source("第1项“事”：时限6月30日", "desk:assignment", 1)
NOBODY_WROTE = Words()
FIRST, SECOND = Statement("listed.done", "办结3项。", (ROW,)), Statement("personal.none", "未见记录。")


def together(*statements: Statement, words: Words = NOBODY_WROTE) -> c.Content:
    return c.put_together(statements, words, ON)


def test_an_edit_stands_beside_the_generated_sentence_also_when_the_records_change():
    words = c.written(together(FIRST, SECOND), {"listed.done": Typed("共办结3项。", "办结3项。")}, {})
    assert words.edits == (Edit("listed.done", "共办结3项。", "办结3项。"),)
    later = together(Statement("listed.done", "办结4项。", (ROW,)), words=words)
    line = later.lines[0]
    assert (line.text, line.statement.text, line.moved) == ("共办结3项。", "办结4项。", True)


def test_an_edit_outlives_its_statement_and_says_that_the_records_are_gone():
    words = Words((Edit("listed.done", "改过的话。", "办结3项。"),))
    line = together(SECOND, words=words).lines[-1]
    assert (line.text, line.statement.text, line.statement.part, line.moved) == ("改过的话。", c.GONE, "listed", True)


def test_what_was_not_touched_is_no_edit_though_the_records_moved_while_the_form_was_open():
    now = together(Statement("listed.done", "办结4项。"))
    assert c.written(now, {"listed.done": Typed("办结3项。", "办结3项。")}, {}).edits == ()


def test_an_untouched_edit_keeps_what_it_was_written_instead_of_and_an_emptied_one_goes():
    words = Words((Edit("listed.done", "改过。", "办结2项。"),))
    now = together(FIRST, words=words)
    assert c.written(now, {"listed.done": Typed("改过。", "办结3项。")}, {}).edits == words.edits
    assert c.written(now, {}, {}).edits == words.edits
    assert c.written(now, {"listed.done": Typed("", "办结3项。")}, {}).edits == ()


def test_an_edit_of_a_line_that_vanished_meanwhile_is_kept_and_foreign_keys_are_not():
    typed = {"problems.late": Typed("新写的。", "原句。"), "evil.key": Typed("甲", "乙")}
    assert c.written(together(FIRST), typed, {"next": " 抓落实。 ", "evil": "x"}) == Words(
        (Edit("problems.late", "新写的。", "原句。"),), {"next": "抓落实。"}
    )


def test_own_words_have_a_limit():
    assert c.faults(Words(own={"next": "字" * 1500, "problems": "字" * 1500})) == []
    assert c.faults(Words(own={"next": "字" * 1501, "problems": "字" * 1500})) == [
        "自己填写的文字合计最多3000字，现有3001字。请精简。"
    ]
    assert "每句最多500字" in c.faults(Words((Edit("listed.done", "字" * 501, ""),)))[0]


def test_changes_name_what_the_records_say_otherwise():
    signed = together(FIRST, SECOND)
    now = (Statement("listed.done", "办结4项。"), Statement("personal.deeds", "签收1次。"))
    assert c.changes(signed, now) == [("办结3项。", "办结4项。"), ("未见记录。", ""), ("", "签收1次。")]
    assert c.changes(signed, (FIRST, SECOND)) == []


def test_equal_sources_share_a_note_and_an_edited_line_has_one_that_tells_the_original():
    same = Statement("listed.timely", "按时3项。", (ROW,))
    words = Words((Edit("personal.none", "本人常到支部。", "未见记录。"),))
    pages, notes = laid_out(together(FIRST, same, SECOND, words=words), Role.UNIT_SECRETARY, "上年度")
    numbers = [said.note.number for page in pages for part in page.sections for said in part.said]
    assert numbers == [1, 1, 2]
    assert notes[1].text == "本句为人工修改，据记录生成的原句是：未见记录。"
    assert [page.chapter.heading for page in pages] == [
        "上年度问题整改情况",
        "履行第一责任人职责情况",
        "存在的主要问题和不足",
        "下一步打算",
    ]


TEXT = st.text(max_size=30)
STATEMENTS = st.builds(Statement, TEXT, TEXT, st.tuples(st.builds(Source, TEXT, st.just("desk:assignment"), st.integers(1, 9))))


@settings(max_examples=25)
@given(st.lists(STATEMENTS, max_size=4), st.lists(st.builds(Edit, TEXT, TEXT, TEXT), max_size=3), TEXT)
def test_plain_data_comes_back_as_it_was(statements, edits, own):
    words = Words(tuple(edits), {"next": own})
    whole = c.put_together(tuple(statements), words, ON)
    assert c.words_of(c.plain(words)) == words
    assert c.content_of(c.plain(whole)) == whole
    assert c.digest(whole) == c.digest(c.put_together(tuple(statements), words, date(2026, 12, 1)))
