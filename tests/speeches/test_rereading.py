"""After a change of the glossary: what nobody has decided can be read again, the rest stays."""

from itertools import accumulate, product

import pytest
from django.urls import reverse

from accounts.conflict import Refused, Stale
from accounts.models import Entry
from speeches import actions, queries
from speeches.models import Directive, Speech
from speeches.recutting import parts
from speeches.states import Book, DirectiveState, PieceKind
from tests.speeches.conftest import NOW

WORDS = "一要抓夜市。各单位要管好夜市。\n二要抓早市。各单位要管好早市。\n三要抓夜市，看好夜市。\n会议到此结束。"
RECUT = "一、抓宣传\n各单位要抓好宣传。融媒体办好专栏。\n会议到此结束。"


def received(small, words: str) -> Speech:
    """A speech that was read before the glossary changed."""
    speech = actions.receive(data=words.encode(), name="a.txt", now=NOW, by=small.admin)
    Speech.objects.filter(pk=speech.pk).update(text=words)  # as entered by hand: no child process needed
    return actions.read(pk=speech.pk, now=NOW)


@pytest.fixture
def speech(small) -> Speech:
    """Three demands, of which the first is confirmed; then the word 夜市 gets a theme."""
    found = received(small, WORDS)
    actions.confirm(directive=found.directives.all()[0], version=1, now=NOW, by=small.admin)
    return found


def learn(small, book: Book = Book.THEME, phrase: str = "夜市", **values):
    """A new term."""
    return actions.add_term(book=book, phrase=phrase, values=values or {"means": ["服务中心"]}, by=small.admin)


def tiles(speech: Speech) -> str:
    """The pieces joined, in their order."""
    return "".join(speech.text[p.start : p.end] for p in speech.pieces.all())


def test_only_undecided_directives_take_the_new_values_and_say_where_they_come_from(small, speech):
    learn(small)
    done = actions.reread(speech=speech, now=NOW, by=small.admin)
    first, second, third = speech.directives.all()
    assert done.directives == 1
    assert (first.themes, first.version) == (["业务工作"], 2)
    assert (second.themes, second.version) == (["业务工作"], 1)
    assert (third.themes, third.sources["themes"], third.proposal["themes"], third.version) == (
        ["服务中心"],
        "词表",
        ["服务中心"],
        2,
    )
    entry = Entry.objects.get(act="重新识别指示")
    assert (entry.target_id, entry.before["themes"], entry.after["themes"]) == (third.pk, ["业务工作"], ["服务中心"])
    assert Entry.objects.get(act="重新识别").after == {"directives": 1, "pieces": 0}


def test_without_asking_who_decided_the_confirmed_values_would_be_lost(small, speech):
    one = speech.directives.all()[0]
    Directive.objects.filter(pk=one.pk).update(themes=["服务中心"])
    assert Directive.objects.get(pk=one.pk).themes != one.themes


def test_what_a_person_typed_or_cut_stays_although_it_is_undecided(small, speech):
    first, second, third = speech.directives.all()
    typed = actions.amend(directive=third, version=1, values={"title": "管夜市"}, now=NOW, by=small.admin)
    actions.restore(directive=typed, version=2, now=NOW, by=small.admin)
    joined = actions.merge(directive=first, version=2, other=second, other_version=1, now=NOW, by=small.admin)
    learn(small)
    assert actions.reread(speech=speech, now=NOW, by=small.admin).directives == 0
    third.refresh_from_db()
    assert (third.title, third.themes, third.version) == ("管夜市", ["业务工作"], 3)
    assert Directive.objects.get(pk=joined.pk).end == second.end


def test_a_reviewer_with_the_old_card_is_told(small, speech):
    third = speech.directives.all()[2]
    learn(small)
    actions.reread(speech=speech, now=NOW, by=small.admin)
    with pytest.raises(Stale):
        actions.confirm(directive=third, version=1, now=NOW, by=small.second_admin)


def test_a_speech_is_cut_anew_where_the_new_words_ask_for_it(small):
    found = received(small, RECUT)
    other = received(small, "融媒体把专栏办起来。\n" + RECUT)
    texts = [[d.text for d in one.directives.select_related("speech")] for one in (found, other)]
    assert texts == [["各单位要抓好宣传。"]] * 2
    learn(small, Book.UNIT, "融媒体", unit=small.a.unit)
    done = [actions.reread(speech=one, now=NOW, by=small.admin) for one in (found, other)]
    texts = [[d.text for d in one.directives.select_related("speech")] for one in (found, other)]
    assert texts == [["各单位要抓好宣传。融媒体办好专栏。"], ["融媒体把专栏办起来。", "各单位要抓好宣传。融媒体办好专栏。"]]
    assert [one.directives for one in done] == [1, 2]
    assert (tiles(found), tiles(other)) == (RECUT, "融媒体把专栏办起来。\n" + RECUT)
    for one in (found, other):
        assert [p.order for p in one.pieces.all()] == list(range(one.pieces.count()))
        assert set(one.directives.values_list("state", flat=True)) == {DirectiveState.PROPOSED}


def test_where_somebody_has_decided_a_sentence_nothing_is_cut_anew(small):
    found = received(small, RECUT)
    one = found.directives.get()
    actions.reject(directive=one, version=1, kind=PieceKind.BACKGROUND, now=NOW, by=small.admin)
    learn(small, Book.UNIT, "融媒体", unit=small.a.unit)
    actions.reread(speech=found, now=NOW, by=small.admin)
    assert list(found.directives.values_list("pk", "version")) == [(one.pk, 2)]


def test_reading_again_by_the_same_words_changes_nothing(seed, small):
    before = list(seed.directives.values()), list(seed.pieces.values())
    assert actions.reread(speech=seed, now=NOW, by=small.admin) == actions.Reread(0, 0)
    assert (list(seed.directives.values()), list(seed.pieces.values())) == before


def test_a_decided_speech_is_not_read_again(small):
    found = received(small, "会议到此结束。")
    actions.decide_pieces(speech=found, pieces=found.pieces.values_list("pk", flat=True), kind=None, now=NOW, by=small.admin)
    learn(small)
    assert queries.read_before(small.admin, queries.office_glossary()) == []
    with pytest.raises(Refused):
        actions.reread(speech=found, now=NOW, by=small.admin)


def test_a_change_offers_the_button_with_the_count_until_it_was_pressed(client, small, speech):
    client.force_login(small.admin)
    shown = client.post(
        reverse("speeches:book", args=["theme"]), {"phrase": "夜市", "means": "服务中心"}, follow=True
    ).content.decode()
    left = queries.coverage(speech).left
    button = f"重新识别未判定的语句（{left} 句）"
    assert button in shown
    assert button in client.get(reverse("speeches:review", args=[speech.pk])).content.decode()
    done = client.post(reverse("speeches:reread"), {"speech": [speech.pk]}, follow=True).content.decode()
    assert "已重新识别 1 篇讲话：1 条指示、0 句其他语句有变化。已判定的没有改动。" in done
    assert "重新识别未判定的语句" not in done
    assert "重新识别未判定的语句" not in client.get(reverse("speeches:terms")).content.decode()


def test_a_change_that_the_reader_does_not_go_by_offers_nothing(client, small, speech):
    client.force_login(small.admin)
    asked = {"phrase": "各镇街党委", "means": ["committee"]}
    assert "重新识别未判定的语句" not in client.post(reverse("speeches:terms"), asked, follow=True).content.decode()


@pytest.mark.parametrize("old", list(product((1, 2, 5), repeat=3)))
def test_the_parts_tile_the_text_and_cut_no_directive(old):
    for new in product((1, 2, 4), repeat=3):
        size = min(sum(old), sum(new))
        cuts = [[(a, min(a + n, size)) for n, a in zip(one, accumulate((0, *one)), strict=False) if a < size] for one in (old, new)]
        found = parts(size, (cuts[0], cuts[0][::2]), (cuts[1], cuts[1][1::2]))
        assert [at for span in found for at in range(*span)] == list(range(size))
        borders = {a for a, _ in found}
        assert not [d for d in cuts[0][::2] + cuts[1][1::2] if any(d[0] < at < d[1] for at in borders)]
