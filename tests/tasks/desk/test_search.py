"""Search: items, progress and speeches that hold the words, and not a trace of what lies outside one's reach."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from speeches.models import Speech
from speeches.states import SpeechState
from tasks.desk.search import excerpt, search
from tasks.progress.models import Report
from tasks.review.models import Submission
from tests import factories
from tests.tasks.supervision.matters import assignment, clock

ON = date(2026, 11, 24)


@pytest.fixture
def small(db):
    return factories.office()


@pytest.fixture
def told(small):
    """Words that only organ B used: in the title of an item and in a report; and a speech that could not be read yet."""
    one = assignment(small.b.unit, ON, assigned_on=ON, title="校外培训治理")
    Report.objects.create(assignment=one, text="已走访培训机构12家，关停2家。", percent=10, at=clock(ON), by=small.b.clerk, key="1")
    Submission.objects.create(assignment=one, claim="关停无证培训机构2家。", on=ON, at=clock(ON), by=small.b.secretary)
    for state, text in ((SpeechState.DECIDED, "要抓好培训机构整治。" * 3), (SpeechState.RECEIVED, "培训机构未识别的稿子")):
        Speech.objects.create(
            title=f"{state}讲话", text=text, digest=state, state=state, received_at=clock(ON), received_by=small.admin
        )
    return one


def found(user, q: str) -> dict[str, list[str]]:
    return {group.label: [hit.title for hit in group.hits] for group in search(user, q)}


def test_the_office_finds_the_words_wherever_they_stand(small, told):
    assert found(small.admin, "培训机构") == {
        "事项": [], "进展": ["校外培训治理"], "办结": ["校外培训治理"], "讲话": ["received讲话", "decided讲话"],
    }  # fmt: skip
    assert found(small.admin, "xwpx")["事项"] == [str(told.item)]


def test_another_units_words_are_neither_found_nor_counted_nor_suggested(client, small, told):
    assert found(small.a.clerk, "培训机构") == {"事项": [], "进展": [], "办结": [], "讲话": ["decided讲话"]}
    client.force_login(small.a.clerk)
    page = client.get(reverse("desk:search"), {"q": "校外培训"}).content.decode()
    assert ("没有找到" in page, "校外培训治理" in page, "（1 处）" in page) == (True, False, False)
    assert client.get(reverse("desk:suggest_title"), {"q": "校外"}).json() == {"names": []}


def test_a_search_costs_the_same_whether_the_words_stand_elsewhere_or_nowhere(client, small, told):
    client.force_login(small.a.clerk)
    client.get(reverse("desk:search"))
    costs = []
    for q in ("校外培训", "从未有人说过"):
        with CaptureQueriesContext(connection) as captured:
            client.get(reverse("desk:search"), {"q": q})
        costs.append(len(captured))
    assert costs[0] == costs[1]


def test_more_than_twenty_hits_are_not_counted_out(small):
    for _ in range(21):
        assignment(small.a.unit, ON, assigned_on=ON, title="同名事项")
    group = search(small.admin, "同名")[0]
    assert (group.count, len(group.hits)) == ("20 处以上", 20)


ODD = (
    ("", 200, "想找什么？"),
    ("培", 200, "请至少写两个字。"),
    ("%_\\", 200, "没有找到。"),
    ("' OR 1=1 --", 200, "没有找到。"),
    ("(.*)+$", 200, "没有找到。"),
    ("字" * 10_000, 422, "200"),
    ("a\0b", 400, "文字中有不可见的空字符。请删去后再试。"),
    ("<script>alert(1)</script>", 200, "&lt;script&gt;"),
)


def test_odd_words_are_looked_for_literally_or_refused(client, small, told):
    client.force_login(small.admin)
    for q, status, said in ODD:
        page = client.get(reverse("desk:search"), {"q": q})
        assert (q, page.status_code, said in page.content.decode()) == (q, status, True)


@pytest.mark.once
@pytest.mark.parametrize(
    ("text", "q", "pieces"),
    [
        ("要抓好培训机构整治。", "培训", [("要抓好", False), ("培训", True), ("机构整治。", False)]),
        ("培训", "培训", [("培训", True)]),
        ("甲" * 60 + "Word" + "乙" * 60, "WORD", [("…" + "甲" * 24, False), ("Word", True), ("乙" * 24 + "…", False)]),
        ("只有拼音", "zypy", [("只有拼音", False)]),
    ],
)
def test_an_excerpt_shows_the_words_with_some_around_them(text, q, pieces):
    assert [(piece.text, piece.own) for piece in excerpt(text, q)] == pieces
