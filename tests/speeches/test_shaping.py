"""Where directives begin and end is corrected by a person; the words and the reader's proposals stay."""

from datetime import date

import pytest

from accounts.conflict import Refused, Stale
from accounts.models import Entry
from speeches import actions, queries
from speeches.models import Directive, Speech
from speeches.states import DirectiveState, PieceKind, SpeechState
from tests.speeches.conftest import NOW

WORDS = "一要抓落实。各单位要在12月20日前报送方案。县财政局党组要加强经费保障，建立健全制度。二要转作风。书记每年讲党课。\n会议到此结束。"


@pytest.fixture
def dated(small) -> Speech:
    """Two directives of one section, given on a known day."""
    made = actions.receive(data=WORDS.encode(), name="a.txt", given_on=date(2026, 11, 24), now=NOW, by=small.admin)
    return actions.read(pk=made.pk, now=NOW)


def first_two(speech: Speech) -> tuple[Directive, Directive]:
    """The first two directives, as they stand now."""
    one, two = Directive.objects.filter(speech=speech).select_related("speech").order_by("start")[:2]
    return one, two


def tiles(speech: Speech) -> str:
    """All pieces joined."""
    return "".join(speech.text[p.start : p.end] for p in speech.pieces.all())


def test_an_overlooked_sentence_becomes_a_directive_of_its_own(dated, small):
    overlooked = dated.pieces.outside().worded().get()
    actions.decide_pieces(speech=dated, pieces=[overlooked.pk], kind=None, now=NOW, by=small.admin)
    made = actions.mark(speech=dated, piece=overlooked.pk, now=NOW, by=small.admin)
    overlooked.refresh_from_db()
    assert (made.speech.text[made.start : made.end], made.title) == ("会议到此结束。", "会议到此结束")
    assert (made.state, made.deadline, made.due_on, made.lead_units, made.proposal) == (DirectiveState.PROPOSED, "", None, [], {})
    assert (overlooked.directive, overlooked.decided_kind) == (made, "")
    assert Entry.objects.get(act="列为指示").after["title"] == "会议到此结束"


def test_what_the_reader_proposed_is_kept_beside_what_was_decided(dated, small):
    overlooked = dated.pieces.outside().worded().get()
    proposed = overlooked.kind
    made = actions.mark(speech=dated, piece=overlooked.pk, now=NOW, by=small.admin)
    actions.confirm(directive=made, version=made.version, now=NOW, by=small.admin)
    overlooked.refresh_from_db()
    assert (overlooked.kind, overlooked.decided_kind) == (proposed, PieceKind.SOFT)


def test_a_sentence_can_be_marked_once(dated, small):
    overlooked = dated.pieces.outside().worded().get()
    actions.mark(speech=dated, piece=overlooked.pk, now=NOW, by=small.admin)
    with pytest.raises(Stale):
        actions.mark(speech=dated, piece=overlooked.pk, now=NOW, by=small.second_admin)
    assert dated.directives.filter(start=overlooked.start).count() == 1


def test_each_part_of_a_split_keeps_what_its_own_words_say(dated, small):
    one, _ = first_two(dated)
    assert (one.deadline, one.due_on) == ("12月20日前", date(2026, 12, 20))
    place, pieces = WORDS.index("县财政局党组"), dated.pieces.count()
    head, tail = actions.split(directive=one, version=1, at=place, now=NOW, by=small.admin)
    assert head.end == tail.start == place
    assert dated.pieces.count() == pieces + 1
    assert (head.deadline, head.due_on, head.title) == ("12月20日前", date(2026, 12, 20), "抓落实")
    assert (tail.deadline, tail.due_on) == ("", None)
    assert set(tail.pieces.values_list("directive", flat=True)) == {tail.pk}
    assert tiles(dated) == WORDS


def test_a_split_directive_is_undecided_again_in_both_parts(dated, small):
    one, _ = first_two(dated)
    actions.confirm(directive=one, version=1, now=NOW, by=small.admin)
    place = one.pieces.all()[1]
    parts = actions.split(directive=one, version=2, at=place.start, now=NOW, by=small.admin)
    assert [p.state for p in parts] == [DirectiveState.PROPOSED] * 2
    assert {k for p in parts for k in p.pieces.values_list("decided_kind", flat=True)} == {""}


def test_a_typed_value_holds_for_both_parts(dated, small):
    one, _ = first_two(dated)
    actions.amend(directive=one, version=1, values={"lead_units": ["县教育局党委"]}, now=NOW, by=small.admin)
    parts = actions.split(directive=one, version=2, at=one.pieces.all()[1].start, now=NOW, by=small.admin)
    assert [(p.lead_units, p.sources["lead_units"]) for p in parts] == [(["县教育局党委"], "人工")] * 2


def test_a_place_that_is_not_inside_cannot_be_split(dated, small):
    one, two = first_two(dated)
    for place in (one.start, one.start + 1, one.end, two.start + 1, 10**9):
        with pytest.raises(Stale):
            actions.split(directive=one, version=1, at=place, now=NOW, by=small.admin)
    assert dated.directives.count() == 2


def test_neighbours_become_one_and_nothing_of_either_is_lost(dated, small):
    one, two = first_two(dated)
    joined = actions.merge(directive=one, version=1, other=two, other_version=1, now=NOW, by=small.admin)
    assert (joined.start, joined.end) == (one.start, two.end)
    assert joined.text == WORDS[: WORDS.index("\n")]
    assert (joined.deadline, joined.due_on, joined.recurrence) == ("12月20日前", date(2026, 12, 20), "每年")
    assert list(dated.directives.all()) == [joined]
    assert tiles(dated) == WORDS


def test_a_split_can_be_undone_by_a_merge(dated, small):
    one, _ = first_two(dated)
    before = (one.start, one.end, one.title, one.deadline, one.due_on, one.lead_units)
    head, tail = actions.split(directive=one, version=1, at=one.pieces.all()[1].start, now=NOW, by=small.admin)
    back = actions.merge(directive=head, version=2, other=tail, other_version=1, now=NOW, by=small.admin)
    assert (back.start, back.end, back.title, back.deadline, back.due_on, back.lead_units) == before


def test_only_neighbours_merge_and_no_rejected_words(dated, small):
    one, two = first_two(dated)
    with pytest.raises(Refused):
        actions.merge(directive=two, version=1, other=one, other_version=1, now=NOW, by=small.admin)
    actions.reject(directive=two, version=1, kind=PieceKind.BACKGROUND, now=NOW, by=small.admin)
    with pytest.raises(Refused):
        actions.merge(directive=one, version=1, other=two, other_version=2, now=NOW, by=small.admin)


def test_who_merges_what_another_has_changed_is_told_and_nothing_happens(dated, small):
    one, two = first_two(dated)
    actions.amend(directive=Directive.objects.get(pk=two.pk), version=1, values={"title": "改过"}, now=NOW, by=small.second_admin)
    with pytest.raises(Stale):
        actions.merge(directive=one, version=1, other=two, other_version=1, now=NOW, by=small.admin)
    assert [(d.title, d.version) for d in dated.directives.all()] == [("抓落实", 1), ("改过", 2)]


def test_a_decided_speech_is_open_again_after_a_cut(dated, small):
    for directive in dated.directives.all():
        actions.confirm(directive=directive, version=1, now=NOW, by=small.admin)
    rest = list(dated.pieces.outside().values_list("pk", flat=True))
    actions.decide_pieces(speech=dated, pieces=rest, kind=None, now=NOW, by=small.admin)
    dated.refresh_from_db()
    assert dated.state == SpeechState.DECIDED
    one, two = first_two(dated)
    actions.merge(directive=one, version=2, other=two, other_version=2, now=NOW, by=small.admin)
    dated.refresh_from_db()
    assert (dated.state, queries.coverage(dated).complete) == (SpeechState.READ, False)
