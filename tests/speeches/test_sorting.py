"""Pieces outside directives: in bulk, one by one, and back."""

import pytest

from accounts.conflict import Refused, Stale
from accounts.models import Entry
from speeches import actions, queries
from speeches.models import Piece
from speeches.states import PieceKind, SpeechState
from tests.speeches.conftest import NOW


@pytest.fixture
def two(seed) -> list[Piece]:
    """Two pieces outside directives."""
    return list(seed.pieces.outside().worded()[:2])


def kinds_of(pieces: list[Piece]) -> list[str]:
    """The decided kinds as they stand."""
    return list(Piece.objects.filter(pk__in=[p.pk for p in pieces]).values_list("decided_kind", flat=True))


def test_each_sentence_can_be_something_else(seed, small, two):
    kinds = {two[0].pk: PieceKind.DIAGNOSIS, two[1].pk: PieceKind.QUOTATION}
    assert actions.sort_pieces(speech=seed, kinds=kinds, now=NOW, by=small.admin) == 2
    assert kinds_of(two) == [PieceKind.DIAGNOSIS, PieceKind.QUOTATION]
    assert Entry.objects.get(act="认定语句").after == {"pieces": 2, "kinds": {"问题": 1, "引语": 1}}


def test_what_another_has_decided_is_not_overwritten(seed, small, two):
    actions.sort_pieces(speech=seed, kinds={two[0].pk: PieceKind.DIAGNOSIS}, now=NOW, by=small.second_admin)
    with pytest.raises(Stale) as lost:
        mine = dict.fromkeys([p.pk for p in two], PieceKind.BACKGROUND)
        actions.sort_pieces(speech=seed, kinds=mine, now=NOW, by=small.admin)
    assert lost.value.theirs.startswith(f"问题（{small.second_admin}）：")
    assert kinds_of(two) == [PieceKind.DIAGNOSIS, ""]


def test_without_the_look_at_what_is_decided_the_first_decision_would_be_lost(seed, small, two):
    actions.sort_pieces(speech=seed, kinds={two[0].pk: PieceKind.DIAGNOSIS}, now=NOW, by=small.second_admin)
    Piece.objects.filter(pk=two[0].pk).update(decided_kind=PieceKind.BACKGROUND, decided_by=small.admin)
    assert kinds_of(two) == [PieceKind.BACKGROUND, ""]


def test_the_rest_of_a_paragraph_leaves_what_is_decided(seed, small, two):
    actions.sort_pieces(speech=seed, kinds={two[0].pk: PieceKind.DIAGNOSIS}, now=NOW, by=small.second_admin)
    pieces = [p.pk for p in two]
    assert actions.decide_pieces(speech=seed, pieces=pieces, kind=PieceKind.BACKGROUND, now=NOW, by=small.admin) == 1
    assert kinds_of(two) == [PieceKind.DIAGNOSIS, PieceKind.BACKGROUND]
    with pytest.raises(Stale):
        actions.decide_pieces(speech=seed, pieces=pieces, kind=PieceKind.BACKGROUND, now=NOW, by=small.admin)


@pytest.mark.parametrize("kind", ["", "directive_hard", "nonsense"])
def test_a_piece_outside_directives_is_no_demand(seed, small, two, kind):
    with pytest.raises(Refused):
        actions.sort_pieces(speech=seed, kinds={two[0].pk: kind}, now=NOW, by=small.admin)
    assert kinds_of(two) == ["", ""]


def test_a_decision_about_sentences_can_be_taken_back(seed, small, two):
    actions.decide_pieces(speech=seed, pieces=[p.pk for p in two], kind=None, now=NOW, by=small.admin)
    assert actions.reopen_pieces(speech=seed, pieces=[p.pk for p in two], by=small.admin) == 2
    assert (kinds_of(two), queries.coverage(seed).decided) == (["", ""], 0)
    assert Entry.objects.get(act="撤回认定").after == {"pieces": 2}


def test_blank_lines_need_no_decision_and_are_not_counted(seed):
    blank = seed.pieces.exclude(pk__in=seed.pieces.worded())
    assert {seed.text[p.start : p.end].strip() for p in blank} == {""}
    assert set(blank.values_list("decided_kind", flat=True)) == {PieceKind.FURNITURE}
    assert queries.coverage(seed).total == seed.pieces.count() - blank.count()


def test_the_speech_opens_again_when_a_sentence_does(seed, small):
    for directive in seed.directives.all():
        actions.confirm(directive=directive, version=1, now=NOW, by=small.admin)
    rest = list(seed.pieces.outside().worded().values_list("pk", flat=True))
    actions.decide_pieces(speech=seed, pieces=rest, kind=None, now=NOW, by=small.admin)
    seed.refresh_from_db()
    assert seed.state == SpeechState.DECIDED
    actions.reopen_pieces(speech=seed, pieces=rest[:1], by=small.admin)
    seed.refresh_from_db()
    assert (seed.state, queries.coverage(seed).left) == (SpeechState.READ, 1)


def test_kinds_are_counted_as_decided(seed, small, two):
    before = dict(queries.counts_by_kind(seed))
    assert sum(before.values()) == queries.coverage(seed).total
    actions.sort_pieces(speech=seed, kinds={p.pk: PieceKind.DIAGNOSIS for p in two}, now=NOW, by=small.admin)
    assert dict(queries.counts_by_kind(seed))["问题"] == before.get("问题", 0) + 2
