"""A unit asks for a second look at a figure; a decided result changes only by two persons; the unit hears of it, and nobody else."""

from datetime import date
from decimal import Decimal

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.conflict import NotYours, Refused, Stale
from accounts.models import Entry, Letter
from accounts.roles import Role
from tasks.assessment import appealing, correcting, snapshots
from tasks.assessment.models import Appeal, Correction, Snapshot, UnitScore
from tasks.items import life as items
from tasks.supervision.acts import excusing
from tests import factories
from tests.tasks.assessment.decided import CHECKED, DUE, TO, closed, told
from tests.tasks.chain import Chain, at

pytestmark = pytest.mark.django_db
CLOCK = {"on": CHECKED, "now": at(CHECKED)}
OVER = "两个单位均按时完成。"


@pytest.fixture
def chain() -> Chain:
    return Chain()


@pytest.fixture
def second():
    return factories.post(Role.OFFICE_ADMIN).user


def late_unit(chain, second):
    """甲局 was two days late and is told so: 70 points, 一般; its secretary, and the assignment."""
    _, rows = told(chain, "甲局", "乙局")
    row = rows["甲局"]
    return row, chain.secretaries[row.unit_id], row.unit.assignments.get()


def appealed(chain, second):
    row, secretary, assignment = late_unit(chain, second)
    said = {"about": "按时情况", "assignment": assignment.pk, "reason": "汛期抢险，已报告。"}
    return appealing.file(unit_score=row, **said, **CLOCK, by=secretary), row, assignment


def test_a_figure_is_appealed_by_the_units_secretary_within_its_days(chain, second):
    row, secretary, _ = late_unit(chain, second)
    said = {"unit_score": row, "about": "按时情况", "reason": "汛期抢险。"}
    for stranger in (chain.admin, factories.post(Role.UNIT_CLERK, row.unit).user, factories.post(Role.UNIT_SECRETARY).user):
        with pytest.raises(NotYours):
            appealing.file(**said, **CLOCK, by=stranger)
    late = date(2026, 11, 21)
    with pytest.raises(Refused, match="申请复核截至2026年11月20日，已经过期"):
        appealing.file(**said, on=late, now=at(late), by=secretary)
    with pytest.raises(Refused, match="之一"):
        appealing.file(**said | {"about": "登录次数"}, **CLOCK, by=secretary)
    made = appealing.file(**said, **CLOCK, by=secretary)
    assert (made.answer_until, made.filed_by) == (date(2026, 11, 20), secretary)
    with pytest.raises(Stale):
        appealing.file(**said, **CLOCK, by=secretary)
    assert [letter.to for letter in Letter.objects.filter(kind="appeal_filed")] == [second]


def test_it_is_answered_by_another_than_who_gave_the_grade(chain, second):
    appeal, row, _ = appealed(chain, second)
    with pytest.raises(NotYours, match="须由另一人答复"):
        appealing.answer(appeal=appeal, upheld=False, answer="维持。", **CLOCK, by=chain.admin)
    with pytest.raises(Refused, match="请填写“答复”"):
        appealing.answer(appeal=appeal, upheld=False, answer=" ", **CLOCK, by=second)
    appealing.answer(appeal=appeal, upheld=False, answer="当日未抢险，维持原结果。", **CLOCK, by=second)
    letter = Letter.objects.get(kind="appeal_answered")
    assert letter.to == chain.secretaries[row.unit_id]
    assert ("当日未抢险" in letter.text, "乙局" in letter.text) == (True, False)
    assert UnitScore.objects.get(pk=row.pk).score == Decimal("70.00")
    with pytest.raises(Stale):
        appealing.answer(appeal=appeal, upheld=False, answer="维持。", **CLOCK, by=second)


def test_upheld_everything_that_depends_follows_when_a_second_person_confirms(client, chain, second):
    appeal, row, assignment = appealed(chain, second)
    found = {"assignments": [assignment.pk], "finding": "on_time", "quota_note": OVER}
    answered = appealing.answer(appeal=appeal, upheld=True, answer="经查，当日在抢险。", **found, **CLOCK, by=second)
    correction = answered.correction
    row.refresh_from_db()
    assert (row.score, row.grade, answered.settled) == (Decimal("70.00"), "一般", False)
    assert not Letter.objects.filter(kind__in=["appeal_answered", "result_corrected"]).exists()
    with pytest.raises(NotYours, match="须由另一人确认"):
        correcting.confirm(correction=correction, **CLOCK, by=second)
    correcting.confirm(correction=correction, **CLOCK, by=chain.admin)
    row.refresh_from_db()
    assert (row.score, row.proposed_grade, row.grade, row.grade_reason) == (Decimal("100.00"), "好", "好", "")
    [entry] = row.arithmetic["lines"][1]["entries"]
    assert entry["word"] == "逾期2天，按“按时”计。更正：经查，当日在抢险。"
    letter = Letter.objects.get(kind="result_corrected")
    assert letter.to == chain.secretaries[row.unit_id]
    assert "得分70.00改为100.00，等次一般改为好" in letter.text
    assert [s.number for s in Snapshot.objects.all()] == [1, 2] and snapshots.intact(row.cycle)
    client.force_login(letter.to)
    page = client.get(reverse("assessment:unit", args=[row.pk]))
    assert page.context["sheet"].sentence == "40.00＋30.00＋30.00＝100.00"
    assert "得分70.00改为100.00" in page.content.decode()
    client.force_login(chain.admin)
    bands = client.get(reverse("assessment:cycle", args=[row.cycle_id])).context["bands"]
    assert (bands.best_count, dict(bands.rows)["一般"]) == (2, ())
    assert "其后更正1次" in client.get(reverse("reports:assessment", args=[row.cycle_id])).context["report"].basis
    assert Entry.objects.get(act="确认考核更正").after["digest"] == row.cycle.snapshots.get(number=2).digest


def test_a_correction_that_the_second_person_does_not_confirm_leaves_everything_and_the_appeal_open(chain, second):
    appeal, row, assignment = appealed(chain, second)
    found = {"assignments": [assignment.pk], "finding": "on_time", "quota_note": OVER}
    made = appealing.answer(appeal=appeal, upheld=True, answer="属实。", **found, **CLOCK, by=second).correction
    with pytest.raises(Stale, match="正在办理"):  # a second one would stand in the way of the first when it is opened again
        appealing.file(unit_score=row, about=appeal.about, reason="再提。", **CLOCK, by=appeal.filed_by)
    with pytest.raises(Refused, match="须写明理由"):
        correcting.refuse(correction=made, reason=" ", now=at(CHECKED), by=chain.admin)
    correcting.refuse(correction=made, reason="依据不足。", now=at(CHECKED), by=chain.admin)
    appeal.refresh_from_db()
    row.refresh_from_db()
    assert (appeal.decided_at, appeal.correction, row.score) == (None, None, Decimal("70.00"))
    with pytest.raises(Stale):
        correcting.confirm(correction=made, **CLOCK, by=chain.admin)


def test_a_correction_reads_only_the_matters_that_it_names(chain, second):
    _, rows = closed(chain, "甲局", "乙局")
    row = rows["甲局"]
    assignment = row.unit.assignments.get()
    excusing.excuse(assignment=assignment, reason="汛期抢险。", **CLOCK, by=chain.checker)
    later = chain.issue({"units": [row.unit], "due_on": DUE, "weight": 9}).items.get().assignments.get()
    with pytest.raises(Refused, match="没有变化，不用更正"):
        correcting.propose(unit_score=row, assignments=[], finding="", grade="", reason="无。", now=at(CHECKED), by=second)
    with pytest.raises(Refused, match="不在本单位的考核事实之内"):
        correcting.propose(
            unit_score=row, assignments=[later.pk], finding="reread", grade="", reason="补记。", now=at(CHECKED), by=second
        )
    said = {"assignments": [assignment.pk], "finding": "reread", "grade": "", "reason": "补记逾期认定。", "quota_note": OVER}
    made = correcting.propose(unit_score=row, **said, now=at(CHECKED), by=second)
    correcting.confirm(correction=made, **CLOCK, by=chain.admin)
    row.refresh_from_db()
    assert (row.score, row.grade) == (Decimal("100.00"), "好")


def test_a_record_that_changed_between_proposing_and_confirming_stops_the_correction(chain, second):
    _, rows = closed(chain, "甲局")
    row = rows["甲局"]
    assignment = row.unit.assignments.get()
    excuse = excusing.excuse(assignment=assignment, reason="汛期抢险。", **CLOCK, by=chain.checker)
    said = {"assignments": [assignment.pk], "finding": "reread", "grade": "", "reason": "补记逾期认定。", "quota_note": OVER}
    made = correcting.propose(unit_score=row, **said, now=at(CHECKED), by=second)
    excusing.withdraw(excuse=excuse, reason="查实不属实。", **CLOCK, by=chain.checker)
    with pytest.raises(Stale, match="又有变化"):
        correcting.confirm(correction=made, **CLOCK, by=chain.admin)


def test_a_grade_alone_is_corrected_with_its_reason(chain, second):
    _, rows = closed(chain, "甲局")
    row = rows["甲局"]
    said = {"assignments": [], "finding": "", "grade": "差", "reason": "经查有弄虚作假。"}
    correcting.confirm(correction=correcting.propose(unit_score=row, **said, now=at(CHECKED), by=second), **CLOCK, by=chain.admin)
    row.refresh_from_db()
    assert (row.score, row.grade, row.grade_reason) == (Decimal("70.00"), "差", "更正：经查有弄虚作假。")


def test_the_database_itself_wants_two_persons_and_a_correction_behind_an_upheld_appeal(chain, second):
    appeal, row, assignment = appealed(chain, second)
    made = correcting.propose(
        unit_score=row,
        assignments=[assignment.pk],
        finding="on_time",
        grade="",
        reason="属实。",
        quota_note=OVER,
        now=at(CHECKED),
        by=second,
    )
    for wrong in (
        lambda: Correction.objects.filter(pk=made.pk).update(decided_by=second, decided_at=at(CHECKED), refusal="改"),
        lambda: Correction.objects.filter(pk=made.pk).update(decided_by=chain.admin, decided_at=at(CHECKED)),
        lambda: Appeal.objects.filter(pk=appeal.pk).update(upheld=True, answer="属实", decided_by=second, decided_at=at(CHECKED)),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            wrong()


def test_what_happens_after_the_closing_does_not_come_in_by_a_correction(chain, second):
    _, rows = closed(chain, "甲局")
    row = rows["甲局"]
    assignment = row.unit.assignments.get()
    again = {"reason": "问题又出现。", "due_on": TO, **CLOCK, "by": chain.admin}
    items.reopen(assignment=assignment, version=assignment.version, **again)
    said = {"assignments": [assignment.pk], "finding": "on_time", "grade": "", "reason": "当日在抢险。", "quota_note": OVER}
    made = correcting.propose(unit_score=row, **said, now=at(CHECKED), by=second)
    assert made.score == Decimal("100.00")


@time_machine.travel(at(CHECKED), tick=False)
def test_on_the_pages_a_unit_appeals_at_the_figure_and_sees_only_its_own(client, chain, second):
    row, secretary, assignment = late_unit(chain, second)
    other = UnitScore.objects.get(cycle=row.cycle, unit__name="乙局")
    client.force_login(secretary)
    sheet = client.get(reverse("assessment:unit", args=[row.pk])).content.decode()
    door = reverse("assessment:appeal", args=[row.pk])
    assert f"{door}?about=得分" in sheet and f"&amp;assignment={assignment.pk}" in sheet
    assert client.get(reverse("assessment:appeal", args=[other.pk])).status_code == 404
    empty = client.post(door, {"about": "按时情况", "assignment": assignment.pk, "reason": ""})
    assert (empty.status_code, "请填写" in empty.content.decode()) == (422, True)
    assert client.post(door, {"about": "按时情况", "assignment": assignment.pk, "reason": "汛期抢险。"}).status_code == 302
    appeal = Appeal.objects.get()
    assert client.get(reverse("assessment:answer", args=[appeal.pk])).status_code == 403
    client.force_login(second)
    answer = {
        "upheld": "yes",
        "reason": "属实。",
        "assignments": [assignment.pk],
        "finding": "on_time",
        "grade": "",
        "quota_note": OVER,
    }
    assert client.post(reverse("assessment:answer", args=[appeal.pk]), answer).status_code == 302
    made = Correction.objects.get()
    assert client.post(reverse("assessment:confirm", args=[made.pk])).status_code == 403
    client.force_login(secretary)
    assert "予以更正" not in client.get(reverse("assessment:unit", args=[row.pk])).content.decode()
    client.force_login(chain.admin)
    assert client.post(reverse("assessment:confirm", args=[made.pk])).status_code == 302
    client.force_login(chain.secretaries[other.unit_id])
    assert client.get(reverse("assessment:unit", args=[row.pk])).status_code == 404
    assert not Letter.objects.filter(kind="result_corrected", to=chain.secretaries[other.unit_id]).exists()


def test_a_correction_that_gives_one_best_grade_too_many_needs_a_note_that_is_kept(chain, second):
    row, _, assignment = late_unit(chain, second)
    said = {
        "unit_score": row,
        "assignments": [assignment.pk],
        "finding": "on_time",
        "grade": "",
        "reason": "属实。",
        "now": at(CHECKED),
    }
    with pytest.raises(Refused, match="更正后“好”共2个，超过名额1个。请在“超过名额的理由”中写明"):
        correcting.propose(**said, by=second)
    assert correcting.propose(**said, quota_note=OVER, by=second).quota_note == OVER
    Correction.objects.all().delete()
    assert correcting.propose(**said | {"grade": "较好"}, by=second).quota_note == ""
