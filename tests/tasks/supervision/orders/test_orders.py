"""A 督办单 from its number to the accepted answer: each step once, by whom it is allowed to, with its trail and letters."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction

from accounts.conflict import NotYours, Refused, Stale
from accounts.models import Entry, Letter, Post
from tasks.supervision.orders import actions
from tasks.supervision.orders.models import Order, OrderStep
from tasks.supervision.orders.states import MOVES, OrderState
from tests.accounts.signed_in import client_of, text
from tests.tasks.supervision.matters import clock
from tests.tasks.supervision.orders.late import DAY, ON, late, order

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 40
ACTS = {"answer": actions.answer, "accept": actions.accept, "return_": actions.return_, "withdraw": actions.withdraw}


def test_numbers_run_on_within_a_year_and_a_refused_order_takes_none(small):
    first = order(late(small.a.unit), small.supervisor)
    with pytest.raises(Refused, match="请填写督办要求"):
        order(late(small.b.unit), small.supervisor, demand=" ")
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        order(late(small.b.unit), small.supervisor)
        _ = 1 / 0
    second = order(late(small.b.unit), small.admin)
    assert [str(first), str(second)] == ["县直督〔2026〕1号", "县直督〔2026〕2号"]


def test_a_new_year_begins_at_one(small):
    order(late(small.a.unit), small.supervisor)
    day, to = date(2027, 1, 4), Post.objects.get(user=small.b.secretary)
    said = {"to_post": to, "basis": "", "demand": "请办结。", "limit_on": day}
    made = actions.issue(assignment=late(small.b.unit), version=1, by=small.supervisor, on=day, now=clock(day), **said)
    assert str(made) == "县直督〔2027〕1号"


def test_the_database_holds_no_number_twice_and_no_second_live_order(small):
    made = order(late(small.a.unit), small.supervisor)
    other = order(late(small.b.unit), small.supervisor)
    with pytest.raises(IntegrityError), transaction.atomic():
        Order.objects.filter(pk=other.pk).update(number=made.number)
    with pytest.raises(IntegrityError), transaction.atomic():
        Order.objects.filter(pk=other.pk).update(assignment=made.assignment)


def test_one_letter_goes_to_the_responsible_person_at_once(small, to):
    made = order(late(small.a.unit, title="抓党课"), small.supervisor, to)
    letter = Letter.objects.get()
    assert (letter.to, letter.kind, letter.subject) == (small.a.secretary, "order_issued", f"【党建清单】督办单{made}：抓党课")
    assert [
        "请抓紧办结。" in letter.text,
        "2026年12月1日前答复" in letter.text,
        f"/supervision/orders/{made.pk}/" in letter.html,
    ] == [True] * 3


@pytest.mark.parametrize("state", OrderState)
@pytest.mark.parametrize("act", MOVES)
def test_the_table_alone_says_what_may_follow(small, state, act):
    made = order(late(small.a.unit), small.supervisor)
    Order.objects.filter(pk=made.pk).update(state=state)
    made.refresh_from_db()
    who = small.a.clerk if act == "answer" else small.supervisor
    if state in MOVES[act].origin:
        ACTS[act](order=made, version=1, words="一句话。", by=who, **DAY)
        after = (MOVES[act].target, 2, [act])
    else:
        with pytest.raises(Stale):
            ACTS[act](order=made, version=1, words="一句话。", by=who, **DAY)
        after = (state, 1, [])
    made.refresh_from_db()
    assert (made.state, made.version, [step.act for step in made.steps.all()]) == after


def test_an_old_version_changes_nothing_and_shows_both_texts(small):
    made = order(late(small.a.unit), small.supervisor)
    actions.answer(order=made, version=1, words="已办。", by=small.a.clerk, **DAY)
    actions.return_(order=made, version=2, words="请补日期。", by=small.supervisor, **DAY)
    with pytest.raises(Stale) as told:
        actions.answer(order=made, version=1, words="再答。", by=small.a.secretary, **DAY)
    assert (told.value.mine, told.value.theirs) == ("再答。", f"退回答复（{small.supervisor}）：请补日期。")


def test_who_may_not(small):
    made = order(late(small.a.unit), small.supervisor)
    for act, who in (
        ("answer", small.supervisor),
        ("answer", small.b.secretary),
        ("answer", small.a.leader),
        ("withdraw", small.a.clerk),
    ):
        with pytest.raises(NotYours):
            ACTS[act](order=made, version=1, words="一句话。", by=who, **DAY)
    own = late(small.work_committee)
    with pytest.raises(NotYours, match="不能对本单位的事项签发督办单"):
        order(own, small.admin, made.to_post)
    assert OrderStep.objects.count() == 0


def test_the_whole_way_by_the_pages_with_trail_and_letters(small):
    one = late(small.a.unit)
    made = order(one, small.supervisor)
    clerk, supervisor, place = client_of(small.a.clerk), client_of(small.supervisor), f"/supervision/orders/{made.pk}/"
    refused = clerk.post(f"{place}answer/", {"version": 1, "words": ""})
    assert (refused.status_code, "请改正" in text(refused) or "必填" in text(refused)) == (422, True)
    file = SimpleUploadedFile("现场.png", PNG)
    assert clerk.post(f"{place}answer/", {"version": 1, "words": "已开会。", "file": file}).status_code == 302
    assert supervisor.post(f"{place}check/", {"version": 2, "words": "", "return": "1"}).status_code == 422
    supervisor.post(f"{place}check/", {"version": 2, "words": "请补日期。", "return": "1"})
    clerk.post(f"{place}answer/", {"version": 3, "words": "月底前办结。"})
    supervisor.post(f"{place}check/", {"version": 4, "words": "属实。", "accept": "1"})
    made.refresh_from_db()
    acts = list(Entry.objects.filter(target_type="tasks.assignment", target_id=one.pk).order_by("id").values_list("act", flat=True))
    assert (made.state, acts) == ("accepted", ["签发督办单", "答复督办单", "退回答复", "答复督办单", "认可答复"])
    assert list(Letter.objects.order_by("id").values_list("kind", flat=True)) == ["order_issued", "order_told"]
    proof = made.steps.first().proof
    assert clerk.get(f"/supervision/orders/proofs/{proof.pk}/").getvalue() == PNG
    assert client_of(small.b.clerk).get(f"/supervision/orders/proofs/{proof.pk}/").status_code == 404
    page = text(clerk.get(f"/assignments/{one.pk}/"))
    assert [words in page for words in (str(made), "请补日期。", "月底前办结。", "属实。")] == [True] * 4


def test_a_second_order_for_a_matter_waits_until_the_first_has_ended(small):
    one = late(small.a.unit)
    made = order(one, small.supervisor)
    with pytest.raises(Stale, match="该事项已有督办单县直督〔2026〕1号"):
        order(one, small.admin)
    actions.withdraw(order=made, version=1, words="另行处理。", by=small.admin, **DAY)
    assert str(order(one, small.admin)) == "县直督〔2026〕2号"


def test_a_limit_that_has_passed_is_said_on_the_list(small):
    made = order(late(small.a.unit), small.supervisor)
    Order.objects.filter(pk=made.pk).update(limit_on=date(2026, 11, 20))
    listed, own = (
        text(client_of(small.supervisor).get("/supervision/orders/")),
        text(client_of(small.a.clerk).get(f"/supervision/orders/{made.pk}/")),
    )
    assert ("已过答复期限、尚未答复" in listed, "已过答复期限4天" in own) == (True, True)
    assert str(made) not in text(client_of(small.b.clerk).get("/supervision/orders/"))


def test_a_matter_that_changed_meanwhile_is_looked_at_again(small):
    one = late(small.a.unit, state="submitted", submitted_on=ON)
    with pytest.raises(Refused, match="不在单位手中"):
        order(one, small.supervisor)
    other = late(small.a.unit)
    other.version = 7
    with pytest.raises(Stale, match="刚有变化"):
        order(other, small.supervisor)
