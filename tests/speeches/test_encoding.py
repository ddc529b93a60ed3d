"""A .txt that came out as wrong characters can be read by another encoding, until somebody has decided something."""

import pytest
from django.urls import reverse

from accounts.conflict import Refused
from accounts.models import Entry
from speeches import actions
from speeches.models import Speech
from speeches.states import PieceKind, SpeechState
from tests.speeches.conftest import NOW

WORDS = "關於加強黨建工作的講話\n一要抓好學習。\n會議到此結束。\n"


@pytest.fixture
def garbled(small) -> Speech:
    """Big5 that somebody imported as GB18030."""
    data = WORDS.encode("big5")
    speech = actions.receive(data=data, name="講話.txt", encoding="gb18030", now=NOW, by=small.admin)
    return actions.read(pk=speech.pk, now=NOW)


def test_the_page_shows_how_the_file_begins_and_the_button_reads_it_so(client, small, garbled):
    assert "黨建" not in garbled.text
    client.force_login(small.admin)
    address = reverse("speeches:encoding", args=[garbled.pk])
    page = client.get(address).content.decode()
    assert "<p>關於加強黨建工作的講話</p>" in page
    assert [f"按 {label} 重新识别" in page for label in ("Big5（繁体）", "UTF-8")] == [True, False]
    client.post(address, {"encoding": "big5"})
    assert Speech.objects.get().state == SpeechState.RECEIVED
    done = actions.read(pk=garbled.pk, now=NOW)
    assert (done.text, done.title, done.encoding) == (WORDS, "關於加強黨建工作的講話", "big5")
    assert "".join(done.text[p.start : p.end] for p in done.pieces.all()) == WORDS
    entry = Entry.objects.get(act="换编码重新识别")
    assert (entry.by, entry.before["encoding"], entry.after) == (small.admin, "gb18030", {"encoding": "big5"})


def test_a_title_that_a_person_gave_stays(small, garbled):
    Speech.objects.filter(pk=garbled.pk).update(title="党建讲话")
    actions.decode_again(speech=garbled, encoding="big5", now=NOW, by=small.admin)
    assert actions.read(pk=garbled.pk, now=NOW).title == "党建讲话"


def test_what_could_not_be_decoded_at_all_can_be_read_too(small):
    speech = actions.receive(data=WORDS.encode("utf-16-be"), name="a.txt", now=NOW, by=small.admin)
    assert actions.read(pk=speech.pk, now=NOW).state == SpeechState.UNREADABLE
    actions.decode_again(speech=speech, encoding="utf-16-be", now=NOW, by=small.admin)
    done = actions.read(pk=speech.pk, now=NOW)
    assert (done.state, done.text, done.reason) == (SpeechState.READ, WORDS, "")


def decide_a_sentence(speech: Speech, by) -> None:
    one = speech.pieces.worded().first()
    actions.decide_pieces(speech=speech, pieces=[one.pk], kind=PieceKind.BACKGROUND, now=NOW, by=by)


def mark_a_sentence(speech: Speech, by) -> None:
    actions.mark(speech=speech, piece=speech.pieces.worded().outside().first().pk, now=NOW, by=by)


@pytest.mark.parametrize("act", [decide_a_sentence, mark_a_sentence])
def test_once_a_person_has_decided_something_it_is_refused_in_words(client, small, garbled, act):
    act(garbled, small.admin)
    rows = garbled.pieces.count(), garbled.directives.count()
    with pytest.raises(Refused, match="已有判定或修改过的内容，不能换编码重新识别"):
        actions.decode_again(speech=garbled, encoding="big5", now=NOW, by=small.admin)
    assert (garbled.pieces.count(), garbled.directives.count()) == rows
    client.force_login(small.admin)
    page = client.get(reverse("speeches:encoding", args=[garbled.pk])).content.decode()
    assert ("不能换编码重新识别" in page, "按 Big5（繁体） 重新识别" in page) == (True, False)


def test_only_a_txt_has_an_encoding(client, small):
    speech = actions.receive(data=b"%PDF-1.4 broken", name="a.pdf", now=NOW, by=small.admin)
    client.force_login(small.admin)
    assert client.get(reverse("speeches:encoding", args=[speech.pk])).status_code == 404
    with pytest.raises(Refused, match="只有保存了原件的 .txt 文件可以换编码"):
        actions.decode_again(speech=speech, encoding="big5", now=NOW, by=small.admin)
