"""Where an item has a target figure, 提请办结 says how much was reached."""

from decimal import Decimal

import pytest
import time_machine
from django.urls import reverse

from accounts.conflict import Refused
from tasks.items.actions import measure
from tasks.items.models import Assignment, Item
from tasks.review.actions import approve, submit
from tasks.review.models import Submission
from tests.accounts.signed_in import client_of, text
from tests.tasks.items.matters import DUE, at, clock, give, issued_list, item

CLAIM = "党课已讲，86人参加。"


@pytest.fixture
def counted(small) -> Assignment:
    """Organ A shall give four lectures."""
    one = give(item(issued_list(small), target_value=4, target_measure="次"), small.a.unit)
    Assignment.objects.update(state="active", acknowledged_on=DUE)
    one.refresh_from_db()
    with time_machine.travel(at(DUE), tick=False):
        yield one


def test_without_the_figure_it_is_refused_in_words_and_what_was_typed_stays(counted, small):
    with pytest.raises(Refused, match="请填写实际完成的数值（次）"):
        submit(assignment=counted, version=1, claim=CLAIM, by=small.a.clerk, **clock(DUE))
    answer = client_of(small.a.clerk).post(reverse("review:submit", args=[counted.pk]), {"claim": CLAIM, "version": 1})
    counted.refresh_from_db()
    assert (answer.status_code, counted.state, Submission.objects.count()) == (422, "active", 0)
    assert "本事项有目标值，请填写实际完成的数值（次），没有完成的填 0。" in text(answer) and CLAIM in text(answer)


@pytest.mark.parametrize("typed", ["三", "-1", "1e11", "NaN", "12345678901"])
def test_what_is_no_figure_is_refused_with_its_own_sentence_only(counted, small, typed):
    said = {"claim": CLAIM, "version": 1, "figure": typed}
    answer = client_of(small.a.clerk).post(reverse("review:submit", args=[counted.pk]), said)
    assert (answer.status_code, len(answer.context["form"].errors["figure"]), Submission.objects.count()) == (422, 1, 0)


def test_nothing_reached_is_a_figure_too(counted, small):
    said = {"claim": CLAIM, "version": 1, "figure": "0"}
    assert client_of(small.a.clerk).post(reverse("review:submit", args=[counted.pk]), said).status_code == 302
    assert Submission.objects.get().claimed_figure == 0


def test_what_was_measured_on_the_way_stands_in_the_form_already(counted, small):
    measure(assignment=counted, value=Decimal("3.5"), by=small.a.clerk, **clock(DUE))
    page = client_of(small.a.clerk).get(reverse("review:submit", args=[counted.pk]))
    assert page.context["form"].initial["figure"] == Decimal("3.5")


def test_a_round_figure_is_written_in_digits_wherever_it_is_shown(counted, small):
    Item.objects.filter(pk=counted.item_id).update(target_value=100)
    measure(assignment=counted, value=Decimal(200), by=small.a.clerk, **clock(DUE))
    submit(assignment=counted, version=1, claim=CLAIM, figure=Decimal(300), by=small.a.clerk, **clock(DUE))
    client = client_of(small.admin)
    for name, figures in (("desk:assignment", ("目标 100次", "200次", "300")), ("review:decide", ("300 次（目标 100 次）",))):
        page = text(client.get(reverse(name, args=[counted.pk])))
        assert [figure in page for figure in figures] == [True] * len(figures) and "E+" not in page, name


def test_the_page_of_the_matter_shows_the_figure_that_was_handed_in_and_the_one_that_was_found(counted, small):
    client = client_of(small.admin)
    page = reverse("desk:assignment", args=[counted.pk])
    assert "目标 4次；实测（自报）未填" in text(client.get(page))
    submit(assignment=counted, version=1, claim=CLAIM, figure=Decimal(4), by=small.a.clerk, **clock(DUE))
    counted.refresh_from_db()
    approve(assignment=counted, version=2, result="属实，一次未开成。", figure=Decimal(3), by=small.admin, **clock(DUE))
    assert "目标 4次；提请办结自报 4次；核验 3次" in text(client.get(page))


def test_an_item_without_a_target_asks_for_none(small):
    one = give(item(issued_list(small)), small.a.unit)
    Assignment.objects.update(state="active", acknowledged_on=DUE)
    one.refresh_from_db()
    submit(assignment=one, version=1, claim=CLAIM, by=small.a.clerk, **clock(DUE))
    assert Submission.objects.get().claimed_figure is None
