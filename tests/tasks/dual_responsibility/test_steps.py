"""四个一起: one click by a leader of the unit, once for each step; what is missing is found by the database as by the words."""

from datetime import date

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.conflict import NotYours, Refused, Stale
from tasks.dual_responsibility.actions import ask_steps, take_back, take_step
from tasks.dual_responsibility.models import AskedCheckpoint, Checkpoint
from tasks.dual_responsibility.queries.gaps import LATE, UNCHECKED, carrying, complete, gaps, lacking
from tasks.items.models import Assignment
from tasks.progress.models import Report
from tests import factories
from tests.accounts.signed_in import client_of, text
from tests.tasks.items.matters import at, clock, give, issued_list, item

ON = date(2026, 11, 24)
DAY = clock(ON)


@pytest.fixture
def small(db):
    with time_machine.travel(DAY["now"], tick=False):
        yield factories.office()


def matter(small, theme="业务工作", unit=None) -> Assignment:
    given = give(item(issued_list(small), theme=theme), unit or small.a.unit, leader=small.a.leader_post)
    return Assignment.objects.select_related("item", "unit").get(pk=given.pk)


def take(one, step, by, on=ON, **said) -> Checkpoint:
    return take_step(assignment=one, step=step, taken_on=on, by=by, **DAY, **said)


def test_a_leader_takes_a_step_with_one_click_and_nobody_else_in_the_unit(small):
    one = matter(small)
    assert client_of(small.a.leader).post(f"/assignments/{one.pk}/steps/take/", {"step": "plan"}).status_code == 302
    made = Checkpoint.objects.get()
    assert (made.step, made.on, made.by, made.text) == ("plan", ON, small.a.leader, "")
    for who in (small.a.clerk, small.b.leader, small.admin):
        with pytest.raises(NotYours):
            take(one, "check", who)


def test_a_step_stands_once_and_can_be_taken_back(small):
    one = matter(small)
    made = take(one, "plan", small.a.leader)
    with pytest.raises(Stale, match="刚被登记"):
        take(one, "plan", small.a.secretary)
    take_back(checkpoint=made, now=timezone.now(), by=small.a.secretary)
    with pytest.raises(Stale):
        take_back(checkpoint=made, now=timezone.now(), by=small.a.secretary)
    assert take(one, "plan", small.a.secretary).pk != made.pk


def test_what_must_never_be_is_refused_by_the_database(small):
    one = matter(small)
    said = {"assignment": one, "step": "plan", "on": ON, "at": at(ON), "by": small.a.leader}
    Checkpoint.objects.create(**said)
    asked = AskedCheckpoint.objects.create(item=one.item, step="plan", due_on=ON)
    for model, wrong in (
        (Checkpoint, said),
        (Checkpoint, said | {"step": "check", "withdrawn_at": at(ON)}),
        (AskedCheckpoint, {"item": one.item, "step": asked.step, "due_on": ON}),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            model.objects.create(**wrong)


def test_a_step_points_to_a_record_of_the_same_matter_only(small):
    one, other = matter(small), matter(small)
    said = {"text": "已开会。", "percent": 5, "at": at(ON), "by": small.a.clerk}
    own, foreign = (Report.objects.create(assignment=each, key=f"k{each.pk}", **said) for each in (one, other))
    with pytest.raises(Refused, match="不属于这一事项"):
        take(one, "deploy", small.a.leader, report=foreign)
    browser = client_of(small.a.leader)
    answer = browser.post(
        f"/assignments/{one.pk}/steps/take/", {"step": "deploy", "record": f"report-{foreign.pk}", "text": "部署会"}
    )
    assert (answer.status_code, 'value="部署会"' in text(answer)) == (422, True)
    browser.post(f"/assignments/{one.pk}/steps/take/", {"step": "deploy", "record": f"report-{own.pk}"})
    assert Checkpoint.objects.get().report == own


@pytest.mark.parametrize(
    "said", [{"step": "nonsense"}, {"step": "plan", "taken_on": "2026-11-25"}, {"step": "plan", "taken_on": "x"}]
)
def test_bad_input_is_told_on_the_page(small, said):
    answer = client_of(small.a.leader).post(f"/assignments/{matter(small).pk}/steps/take/", said)
    assert (answer.status_code, "请改正后再提交" in text(answer), Checkpoint.objects.count()) == (422, True, 0)


def test_the_report_names_what_is_missing_and_the_database_finds_the_same(small):
    none, half, whole, party = (matter(small, theme) for theme in ("业务工作", "服务中心", "业务工作", "政治建设"))
    for one, steps in ((half, ("plan", "deploy")), (whole, ("plan", "deploy", "carry_out", "check"))):
        for step in steps:
            take(one, step, small.a.leader)
    ask_steps(item=party.item, dates={"check": date(2026, 11, 20), "plan": None}, by=small.admin, **DAY)
    every = Assignment.objects.all()
    told = {gap.assignment.pk: gap.sentence for gap in gaps(every, ON)}
    assert told[half.pk] == "已谋划、已部署，未落实、未检查"
    found = {kind: set(lacking(every, kind, ON).values_list("pk", flat=True)) for kind in ("", UNCHECKED, LATE)}
    assert found == {"": {none.pk, half.pk, party.pk}, UNCHECKED: {half.pk}, LATE: {party.pk}}
    assert set(complete(every)) == {whole}
    assert set(carrying(every, many=True)) == set(carrying(every)) == {none, half, whole, party}
    assert set(told) == found[""]
    page = text(client_of(small.supervisor).get("/leaders/steps/?kind=unchecked"))
    assert ("已谋划、已部署，未落实、未检查" in page, "四个一起均无记录" in page) == (True, False)


def test_the_office_asks_within_the_items_own_time(small):
    one = matter(small)
    with pytest.raises(Refused, match="不能晚于事项时限"):
        ask_steps(item=one.item, dates={"check": date(2026, 12, 31)}, by=small.admin, **DAY)
    with pytest.raises(NotYours):
        ask_steps(item=one.item, dates={"check": ON}, by=small.supervisor, **DAY)
    ask_steps(item=one.item, dates={"check": ON}, by=small.admin, **DAY)
    ask_steps(item=one.item, dates={"plan": ON}, by=small.admin, **DAY)
    assert list(one.item.asked_checkpoints.values_list("step", flat=True)) == ["plan"]
