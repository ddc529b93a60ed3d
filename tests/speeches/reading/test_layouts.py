"""Every labelled text on other paper asks the same things."""

import re
import unicodedata

import pytest

from speeches.reading import Directive, read
from tests.speeches.reading import labelled
from tests.speeches.reading.layouts import MUCH_THE_SAME, SAME, TABLES, WRAPPED

TEXTS = {name: labelled.load(name)[0] for name in labelled.NAMES if name not in WRAPPED}
KEPT = 0.98
ON_ONE_LINE = 0.93  # headings stuck to their words cost something


@pytest.fixture(scope="module")
def printed() -> dict[str, tuple[Directive, ...]]:
    return {name: read(text).directives for name, text in TEXTS.items()}


def bare(text: str) -> str:
    """Only letters and digits: what no paper changes."""
    return re.sub(r"[\W_]", "", unicodedata.normalize("NFKC", text))


def spans(text: str, directives: tuple[Directive, ...]) -> list[tuple[int, int]]:
    """Where the directives stand, counted in letters and digits."""
    return [(len(bare(text[: d.start])), len(bare(text[: d.end]))) for d in directives]


def times(one: Directive) -> list[str]:
    """Its deadline, if any: no layout may make one up."""
    return [bare(one.deadline)] if one.deadline else []


def alike(one: tuple[int, int], other: tuple[int, int]) -> bool:
    inter = min(one[1], other[1]) - max(one[0], other[0])
    return inter >= labelled.ENOUGH * (max(one[1], other[1]) - min(one[0], other[0]))


@pytest.mark.parametrize("layout", SAME)
def test_the_layout_changes_nothing(layout, printed):
    for name, text in TEXTS.items():
        other = SAME[layout](text)
        if other != text:
            found = read(other).directives
            assert [(bare(d.text), times(d)) for d in found] == [(bare(d.text), times(d)) for d in printed[name]], name


@pytest.mark.parametrize("layout", MUCH_THE_SAME)
def test_the_layout_changes_next_to_nothing_and_makes_up_no_time(layout, printed):
    kept = total = 0
    for name, text in TEXTS.items():
        other = MUCH_THE_SAME[layout](text)
        if name in TABLES or other == text:
            continue
        found = read(other).directives
        assert all(any(t in said or said in t for d in printed[name] for said in times(d)) for d in found for t in times(d)), name
        before, after = spans(text, printed[name]), spans(other, found)
        kept += 2 * sum(any(alike(a, b) for b in after) for a in before)
        total += len(before) + len(after)
    assert kept / total >= (ON_ONE_LINE if layout == "one line" else KEPT)
