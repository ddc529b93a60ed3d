"""The glossaries are the office's own."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.conflict import Stale
from speeches import actions, queries
from speeches.models import Term
from speeches.reading import DEFAULT, read
from speeches.states import Book
from tests.speeches.conftest import NOW


@pytest.fixture
def term(db) -> Term:
    """A term that every office begins with."""
    return Term.objects.get(phrase="各级党委")


def add(small, book: Book, phrase: str, **values) -> Term:
    """A new term of the office."""
    return actions.add_term(book=book, phrase=phrase, values=values, by=small.admin)


def first(words: str):
    """The first directive as the office's reader finds it."""
    return read(words, glossary=queries.office_glossary()).directives[0]


def test_the_terms_that_every_office_begins_with_leave_the_reader_as_it_is(small):
    assert queries.office_glossary() == DEFAULT


def test_a_changed_term_means_other_units_from_now_on(small, term):
    assert queries.units_of("各级党委") == [small.b.unit]
    actions.change_term(term=term, version=1, values={"means": ["party_group"]}, by=small.admin)
    assert queries.units_of("各级党委") == [small.a.unit]
    actions.change_term(term=term, version=2, values={"off": True}, by=small.admin)
    assert queries.units_of("各级党委") == []


def test_of_two_who_change_a_term_the_second_is_told(small, term):
    twin = Term.objects.get(pk=term.pk)
    actions.change_term(term=term, version=1, values={"means": ["party_group"]}, by=small.admin)
    with pytest.raises(Stale) as lost:
        actions.change_term(term=twin, version=1, values={"means": ["branch"]}, by=small.second_admin)
    assert (lost.value.mine, lost.value.theirs) == ("党支部", "党组")
    with pytest.raises(Stale):
        actions.remove_term(term=twin, version=1, by=small.second_admin)
    assert Term.objects.get(pk=term.pk).means == ["party_group"]


def test_a_new_actor_is_heard_by_the_reader(small):
    assert first("全体包片同仁要抓好落实。").actor is None
    add(small, Book.ACTOR, "全体包片同仁", means=["branch"])
    assert (first("全体包片同仁要抓好落实。").actor, queries.units_of("全体包片同仁")) == ("全体包片同仁", [small.branch])


def test_a_short_name_is_heard_as_the_lead_and_means_its_unit(small):
    assert first("融媒体要抓好宣传。").lead_units == ()
    add(small, Book.UNIT, "融媒体", unit=small.a.unit)
    one = first("融媒体要抓好宣传。")
    assert (one.actor, one.lead_units, one.sources["lead_units"]) == ("融媒体", ("融媒体",), "原文")
    assert queries.named_units(["融媒体"]) == {"融媒体": small.a.unit}


def test_the_office_says_which_unit_a_name_shared_by_two_means_but_a_full_name_stays_its_own(small):
    for unit in (small.a.unit, small.b.unit):
        type(unit).objects.filter(pk=unit.pk).update(short_name="教育局")
    assert queries.named_units(["教育局"]) == {}
    add(small, Book.UNIT, "教育局", unit=small.b.unit)
    add(small, Book.UNIT, small.a.unit.name, unit=small.b.unit)
    assert queries.named_units(["教育局", small.a.unit.name]) == {"教育局": small.b.unit, small.a.unit.name: small.a.unit}


def test_a_campaign_is_known_without_quotation_marks_and_one_switched_off_is_none_even_with_them(small):
    words = "各单位要深入推进清风护航，开展“三比三看”活动。"
    assert first(words).campaigns == ("三比三看",)
    add(small, Book.CAMPAIGN, "清风护航")
    add(small, Book.CAMPAIGN, "三比三看", off=True)
    assert first(words).campaigns == ("清风护航",)


def test_a_word_speaks_for_the_themes_that_the_office_gives_it(small):
    words = "各单位要抓好夜市和信访。"
    assert first(words).themes == ("安全稳定",)
    add(small, Book.THEME, "夜市", means=["服务中心"])
    add(small, Book.THEME, "信访", off=True)
    assert (first(words).themes, first(words).sources["themes"]) == (("服务中心",), "词表")


def test_a_speech_is_read_by_the_words_of_the_office(small):
    add(small, Book.THEME, "夜市", means=["服务中心"])
    speech = actions.receive(data="各单位要抓好夜市。".encode(), name="a.txt", now=NOW, by=small.admin)
    assert actions.read(pk=speech.pk, now=NOW).directives.get().themes == ["服务中心"]


def test_a_term_stands_once_in_its_book_and_only_a_short_name_means_a_unit(small, term):
    with pytest.raises(ValidationError):
        add(small, Book.ACTOR, "各级党委", means=["branch"])
    assert add(small, Book.THEME, "各级党委", means=["组织建设"]).book == "theme"
    for wrong in ({"book": "unit", "phrase": "甲"}, {"book": "theme", "phrase": "乙", "unit": small.a.unit}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Term.objects.create(**wrong)


@pytest.mark.parametrize(
    ("book", "said", "meaning"),
    [
        ("actor", {"phrase": "各镇街党工委", "means": ["committee"]}, "党委"),
        ("unit", {"phrase": "机工委"}, "县直机关工委"),
        ("campaign", {"phrase": "清风护航"}, "活动名称"),
        ("theme", {"phrase": "夜市", "means": "服务中心，作风建设"}, "服务中心、作风建设"),
        ("theme", {"phrase": "信访", "off": "on"}, "停用（不归类）"),
    ],
)
def test_the_pages_add_change_and_remove_and_tell_who_did_it(client, small, book, said, meaning):
    client.force_login(small.admin)
    told = said | ({"unit": small.work_committee.pk} if book == "unit" else {})
    client.post(reverse("speeches:book", args=[book]), told)
    one = Term.objects.get(book=book, phrase=said["phrase"])
    page = client.get(reverse("speeches:term", args=[one.pk])).content.decode()
    label = Book(book).label
    assert f"{small.admin}　增加{label}：{meaning}" in page
    client.post(reverse("speeches:term", args=[one.pk]), {**told, "off": "on", "version": 1})
    client.post(reverse("speeches:remove_term", args=[one.pk]), {"version": 2})
    assert not Term.objects.filter(pk=one.pk).exists()
    page = client.get(reverse("speeches:book", args=[book])).content.decode()
    acts = [page.index(f"{small.admin}　{verb}{label}“{one.phrase}”") for verb in ("删除", "修改", "增加")]
    assert acts == sorted(acts)


@pytest.mark.parametrize(
    ("book", "said", "sentence"),
    [
        ("actor", {"phrase": "各单位", "means": ["committee"]}, "词表中已有“各单位”。请直接修改原有的称谓。"),
        ("actor", {"phrase": "各镇街"}, "请至少选择一类单位。"),
        ("unit", {"phrase": "机工委"}, "请选择单位。"),
        ("theme", {"phrase": "夜市"}, "请填写归入的类别，或勾选停用。"),
    ],
)
def test_a_refused_term_says_why_and_keeps_what_was_typed(client, small, book, said, sentence):
    client.force_login(small.admin)
    page = client.post(reverse("speeches:book", args=[book]), said)
    text = page.content.decode()
    assert (page.status_code, sentence in text, f'value="{said["phrase"]}"' in text) == (422, True, True)


def test_a_word_that_the_reader_brings_along_can_be_taken_up(client, small):
    client.force_login(small.admin)
    page = client.get(reverse("speeches:book", args=["theme"]), {"phrase": "信访"}).content.decode()
    assert 'name="phrase" value="信访"' in page and "?phrase=%E4%BF%A1%E8%AE%BF#add" in page
    add(small, Book.THEME, "信访", off=True)
    assert "?phrase=%E4%BF%A1%E8%AE%BF#add" not in client.get(reverse("speeches:book", args=["theme"])).content.decode()


def test_there_are_no_other_books(client, small):
    client.force_login(small.admin)
    assert client.get(reverse("speeches:book", args=["secrets"])).status_code == 404
