"""A text cut at spans is still the text."""

from hypothesis import given
from hypothesis import strategies as st

from speeches.marking import blocks, spans_from

SPANS = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=6)


def stretches(text, spans, places=()):
    """All stretches, whatever block they stand in."""
    return [s for block in blocks(text, spans, places) for s in block.stretches]


@given(st.text(max_size=50), SPANS, SPANS)
def test_nothing_is_lost_or_doubled(text, spans, places):
    cut = stretches(text, spans, [(f"d{n}", a, b) for n, (a, b) in enumerate(places)])
    assert "".join(s.text for s in cut) == text
    assert sum(s.first for s in cut) == bool([s for s in cut if s.marked])


def test_the_marked_words_are_those_of_the_spans():
    assert [(s.text, s.marked) for s in stretches("一要抓落实。", [(2, 5)])] == [("一要", False), ("抓落实", True), ("。", False)]


def test_a_place_is_one_block_although_a_mark_begins_before_it_and_ends_inside():
    found = blocks("一要抓落实。二要转作风。", [(2, 9)], [("d7", 6, 12)])
    assert [(b.name, [(s.text, s.marked, s.first) for s in b.stretches]) for b in found] == [
        ("", [("一要", False, False), ("抓落实。", True, True)]),
        ("d7", [("二要转", True, False), ("作风。", False, False)]),
    ]


def test_spans_come_from_the_address_and_nonsense_does_not():
    assert spans_from("1-3,x,5-9,-2,7,9999999999-1,٣-٤x") == [(1, 3), (5, 9)]
