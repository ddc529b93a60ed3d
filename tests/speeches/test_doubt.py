"""The reader says where it is not sure, and these can be looked at first."""

import re

import pytest
from django.urls import reverse

from speeches import actions, doubt
from speeches.models import Speech
from speeches.reading import read
from tests.speeches.conftest import NOW


def about(text: str) -> doubt.Doubt | None:
    """The doubt about the first directive of a text."""
    found = read(text)
    one = found.directives[0]
    rules = {p.rule for p in found.pieces if one.start <= p.start < one.end}
    return doubt.of_directive(one.text, rules, vars(one), one.sources)


@pytest.mark.parametrize(
    ("rule", "text", "weight", "why"),
    [
        ("rationale", "加强机关党建，必须走在前面。", 3, "句中有“必须”，像是要求，但没有列为指示。"),
        ("statement", "各单位要看清形势。", 2, "句中有“要”，像是要求，但没有列为指示。"),
        ("quotes-others", "总书记强调，各级党组织要带头。", 1, "句中有“要”，像是要求，但没有列为指示。"),
        ("statement", "加强学习的氛围已经形成。", 2, "以“加强学习”开头，像是要求，但没有要求词，按一般陈述处理。"),
        ("statement", "治国安邦，重在基础。", 1, "没有明显的标志，按一般陈述处理。"),
        ("past-work", "去年完成了任务，但还存在不足。", 1, "句中既有完成词，又有讲不足的词，可能是问题。"),
    ],
)
def test_a_sentence_outside_directives_is_doubted_for_a_reason(rule, text, weight, why):
    assert doubt.of_piece(rule, text) == doubt.Doubt(weight, why)


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        ("heading", "一、要带头加强政治建设"),
        ("lead-in", "要做到以下几点："),
        ("past-work", "去年完成了任务。"),
        ("rationale", "这是重要的基础，讲的是“必须”二字。"),
        ("blank-line", "\n"),
    ],
)
def test_what_stands_to_reason_is_not_doubted(rule, text):
    assert doubt.of_piece(rule, text) is None


@pytest.mark.parametrize(
    ("text", "weight", "why"),
    [
        ("各单位必须严守纪律。", None, None),
        ("推进工作落实。", 2, "没有“要、必须”等要求词，只凭动词开头或序号判为要求。"),
        ("各单位要关注工作推进。", 1, "没有能归类的词，类别是推定的。"),
    ],
)
def test_a_directive_is_doubted_for_a_reason(text, weight, why):
    assert about(text) == (weight and doubt.Doubt(weight, why))


def test_an_inferred_time_weighs_most():
    values, sources = {"deadline": "年底前", "actor": "各单位"}, {"deadline": "推定", "due_on": "推定", "actor": "推定"}
    found = doubt.of_directive("要抓落实。", {"modal-should"}, values, sources)
    assert found == doubt.Doubt(3, "时限“年底前”取自上面的标题或总起句，本条原文没有写。")
    assert doubt.of_directive("要抓落实。", {"modal-should"}, values, dict.fromkeys(sources, "人工")) is None


@pytest.fixture
def page(client, small, seed):
    """Fetches the workbench."""
    client.force_login(small.admin)
    return lambda **asked: client.get(reverse("speeches:review", args=[seed.pk]), asked).content.decode()


def keys(page: str) -> list[str]:
    """The pairs in the order of the page."""
    return re.findall(r'<div class="pair" id="pair-(\w+)">', page)


def test_the_address_puts_the_doubtful_first_and_nothing_is_left_out(page):
    plain, sorted_ = page(), page(first="doubtful")
    weights = [int(w) for w in re.findall(r'doubt-(\d)"><b>', re.split("其余，按原文顺序", sorted_)[0])]
    doubtful = int(re.search(r"先看存疑的（(\d+)）", plain)[1])
    assert sorted(keys(plain)) == sorted(keys(sorted_))
    first, rest = keys(sorted_)[:doubtful], keys(sorted_)[doubtful:]
    assert rest == [key for key in keys(plain) if key not in first] != keys(plain)
    assert (weights[0], doubtful > 0) == (3, True)


def test_out_of_its_place_a_doubtful_sentence_leads_to_its_context(page, seed):
    link = rf'href="{reverse("speeches:text", args=[seed.pk])}\?at=(\d+)-(\d+)#at">看上下文'
    found = [seed.text[int(a) : int(b)] for a, b in re.findall(link, page(first="doubtful"))]
    assert (sum("必须坚持“守清廉，正风纪”走在前面" in words for words in found), re.findall(link, page())) == (1, [])


def test_without_script_an_act_leads_to_the_next_doubtful_one(client, page, seed, small):
    before = keys(page(first="doubtful"))
    one = next(key for key in before if key.startswith("d"))
    address = reverse("speeches:confirm", args=[one[1:]])
    assert f'action="{address}?first=doubtful"' in page(first="doubtful")
    answer = client.post(f"{address}?first=doubtful", {"version": 1})
    assert answer.url == reverse("speeches:review", args=[seed.pk]) + "?first=doubtful"
    after = keys(page(first="doubtful"))
    assert after.index(one) > before.index(one)
    assert client.post(reverse("speeches:restore", args=[one[1:]]), {"version": 2}).url.endswith(f"/review/#{one}")


def test_what_is_decided_is_no_longer_doubtful(page, small, seed):
    for directive in seed.directives.all():
        actions.confirm(directive=directive, version=1, now=NOW, by=small.admin)
    rest = seed.pieces.outside().values_list("pk", flat=True)
    actions.decide_pieces(speech=Speech.objects.get(pk=seed.pk), pieces=rest, kind=None, now=NOW, by=small.admin)
    assert 'id="order"' not in page()
    assert "没有存疑的了。" in page(first="doubtful")
