"""Whatever the text, its pieces give it back and its directives are runs of whole pieces."""

from hypothesis import given, settings
from hypothesis import strategies as st

from speeches.reading import RULES, read
from speeches.states import DIRECTIVE_KINDS, PieceKind
from tests.speeches.reading import labelled

PARTS = st.sampled_from(
    ["一、", "（一）", "1.", "2.", "一要", "二要", "一是", "二是", "第一，", "第二，", "首先，", "其次，", "各单位", "要", "必须", "不得", "抓好落实", "同志们", "附件：",
     "6月底前", "《办法》", "“四风”", "序号\n任务\n责任单位\n完成时限\n", "\t", " ", "\n", "\r\n", "\u3000", "。", "，", "；", "：", "！", "（", "）", "\"", "县委办", "张三同志的讲话",
     "2024年3月1日", "了", "问题", "— 3 —", "𠀀", "\u2028", "x", "１．"]
)  # fmt: skip


def assert_tiled(text):
    reading = read(text)
    assert "".join(text[p.start : p.end] for p in reading.pieces) == text
    edges = {p.start for p in reading.pieces} | {p.end for p in reading.pieces}
    position = 0
    for one in reading.directives:
        assert position <= one.start < one.end
        assert one.text == text[one.start : one.end]
        assert {one.start, one.end} <= edges
        assert 0 < len(one.title) <= 24
        inside = [p for p in reading.pieces if one.start <= p.start < one.end]
        assert {p.kind for p in inside} <= {k.value for k in DIRECTIVE_KINDS}
        assert [p.start for p in inside] == [start for start, _ in one.demands]
        position = one.end
    covered = sum(d.end - d.start for d in reading.directives)
    assert sum(p.end - p.start for p in reading.pieces if p.kind in DIRECTIVE_KINDS) == covered
    assert {p.rule for p in reading.pieces} <= set(RULES)
    assert {p.kind for p in reading.pieces} <= set(PieceKind.values)
    assert all(0 <= s.start < s.end <= len(text) and s.level == len(s.path) for s in reading.sections)


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=200))
def test_pieces_of_arbitrary_text_give_it_back(text):
    assert_tiled(text)


@settings(max_examples=400, deadline=None)
@given(st.lists(PARTS, max_size=60).map("".join))
def test_pieces_of_a_jumble_of_official_words_give_it_back(text):
    assert_tiled(text)


def test_pieces_of_all_labelled_texts_give_them_back():
    for name in labelled.NAMES:
        assert_tiled(labelled.load(name)[0])


def test_an_empty_text_has_nothing():
    reading = read("")
    assert (reading.pieces, reading.directives, reading.sections) == ((), (), ())
