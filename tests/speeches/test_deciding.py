"""Every piece is decided by a person."""

import pytest

from accounts.conflict import Refused, Stale
from accounts.models import Entry
from speeches import actions, queries
from speeches.models import Directive
from speeches.states import DirectiveState, PieceKind, SpeechState
from tests.speeches.conftest import NOW


def decide_rest(speech, by):
    """All pieces outside directives as the reader proposes."""
    rest = list(speech.pieces.filter(directive=None).values_list("pk", flat=True))
    return actions.decide_pieces(speech=speech, pieces=rest, kind=None, now=NOW, by=by)


def test_a_speech_is_decided_when_its_last_piece_is(seed, small):
    assert queries.coverage(seed).decided == 0
    decide_rest(seed, small.admin)
    directives = list(seed.directives.all())
    for directive in directives[:-1]:
        actions.confirm(directive=directive, version=1, now=NOW, by=small.admin)
    seed.refresh_from_db()
    assert (seed.state, queries.coverage(seed).complete) == (SpeechState.READ, False)
    actions.reject(directive=directives[-1], version=1, kind=PieceKind.EXHORTATION, now=NOW, by=small.admin)
    seed.refresh_from_db()
    assert (seed.state, queries.coverage(seed).left) == (SpeechState.DECIDED, 0)


def test_rejecting_gives_the_pieces_their_kind(seed, small):
    one = actions.reject(directive=seed.directives.first(), version=1, kind=PieceKind.BACKGROUND, now=NOW, by=small.admin)
    assert set(one.pieces.values_list("decided_kind", flat=True)) == {PieceKind.BACKGROUND}
    assert one.state == DirectiveState.REJECTED


@pytest.mark.parametrize("kind", ["", "directive_hard", "nonsense"])
def test_what_is_no_directive_must_be_something_else(seed, small, kind):
    with pytest.raises(Refused):
        actions.reject(directive=seed.directives.first(), version=1, kind=kind, now=NOW, by=small.admin)


def test_what_a_person_types_is_marked_and_the_readers_own_value_is_kept(seed, small):
    one = seed.directives.first()
    proposed = one.title
    changed = actions.amend(directive=one, version=1, values={"title": "讲政治"}, now=NOW, by=small.admin)
    assert (changed.title, changed.sources["title"], changed.proposal["title"]) == ("讲政治", "人工", proposed)
    assert changed.state == DirectiveState.CONFIRMED
    entry = Entry.objects.get(act="修改指示")
    assert (entry.before, entry.after) == ({"title": proposed}, {"title": "讲政治"})


def test_of_two_reviewers_the_second_is_told_and_nothing_is_lost(seed, small):
    mine, theirs = (Directive.objects.select_related("speech").get(order=0, speech=seed) for _ in range(2))
    actions.amend(directive=mine, version=1, values={"title": "甲的标题"}, now=NOW, by=small.admin)
    with pytest.raises(Stale) as lost:
        actions.amend(directive=theirs, version=1, values={"title": "乙的标题"}, now=NOW, by=small.second_admin)
    assert lost.value.mine == "标题：乙的标题"
    assert lost.value.theirs.splitlines()[0] == "标题：甲的标题"
    assert Directive.objects.get(pk=mine.pk).title == "甲的标题"


def test_without_the_swap_the_second_reviewer_would_overwrite_the_first(seed, small):
    mine, theirs = (Directive.objects.get(order=0, speech=seed) for _ in range(2))
    actions.amend(directive=mine, version=1, values={"title": "甲的标题"}, now=NOW, by=small.admin)
    theirs.title = "乙的标题"
    theirs.save()
    assert Directive.objects.get(pk=mine.pk).title == "乙的标题"


def test_a_decision_can_be_taken_back(seed, small):
    one = actions.confirm(directive=seed.directives.first(), version=1, now=NOW, by=small.admin)
    back = actions.restore(directive=one, version=2, now=NOW, by=small.admin)
    assert (back.state, back.decided_by, back.decided_at) == (DirectiveState.PROPOSED, None, None)
    assert set(back.pieces.values_list("decided_kind", flat=True)) == {""}


def test_deciding_pieces_leaves_directives_alone(seed, small):
    everything = list(seed.pieces.values_list("pk", flat=True))
    actions.decide_pieces(speech=seed, pieces=everything, kind=PieceKind.BACKGROUND, now=NOW, by=small.admin)
    words = seed.pieces.worded()
    assert not words.filter(directive__isnull=False).exclude(decided_kind="").exists()
    assert set(words.outside().values_list("decided_kind", flat=True)) == {PieceKind.BACKGROUND}


def test_an_actor_means_the_uppermost_units_of_its_kinds(small):
    assert set(queries.units_of("各级党组织")) == {small.a.unit, small.b.unit}
    assert queries.units_of("各支部") == [small.branch]
    assert queries.units_of("没有收录的称谓") == []
