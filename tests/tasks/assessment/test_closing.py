"""A closed cycle is what the meeting decided: it is shown from its snapshot, and units learn of their own result only, by the 反馈."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.conflict import Refused, Stale
from accounts.models import Entry, Letter
from tasks.assessment import closing, snapshots
from tasks.assessment.models import Snapshot, SnapshotPart, UnitScore
from tasks.items import life as items
from tasks.items.models import Item
from tasks.reports.making import KINDS
from tests.tasks.assessment.decided import CHECKED, DUE, SITTING, TO, closed, ready, told
from tests.tasks.chain import Chain, at

pytestmark = pytest.mark.django_db


@pytest.fixture
def chain() -> Chain:
    return Chain()


def test_the_meeting_and_its_day_are_kept_with_the_digest(chain):
    cycle, _ = ready(chain, "甲局")
    for wrong in ({"meeting": " "}, {"met_on": CHECKED + timedelta(days=1)}):
        with pytest.raises(Refused):
            closing.close_cycle(cycle=cycle, **SITTING | wrong, now=at(CHECKED), by=chain.admin)
    closing.close_cycle(cycle=cycle, **SITTING, now=at(CHECKED), by=chain.admin)
    kept = Snapshot.objects.get()
    assert (kept.number, kept.meeting, kept.met_on, kept.on) == (1, "县直机关工委会议", CHECKED, CHECKED)
    after = Entry.objects.get(act="审定考核结果").after
    assert (after["digest"], after["meeting"]) == (kept.digest, kept.meeting)


def test_what_changed_since_the_computing_has_to_be_computed_before_a_meeting_decides(chain):
    cycle, rows = ready(chain, "甲局")
    more = chain.issue({"units": [rows["甲局"].unit], "due_on": DUE, "weight": 9})
    chain.deliver(more.items.get().assignments.get(), DUE)
    with pytest.raises(Refused, match="甲局的事实有变化。请重新计算"):
        closing.close_cycle(cycle=cycle, **SITTING, now=at(CHECKED), by=chain.admin)


def test_the_closed_sheet_and_report_stay_as_decided_whatever_happens_afterwards(client, chain):
    cycle, rows = ready(chain, "甲局", "乙局")
    client.force_login(chain.admin)
    pages = [reverse("assessment:unit", args=[rows["甲局"].pk]), reverse("reports:assessment", args=[cycle.pk])]
    closing.close_cycle(cycle=cycle, **SITTING, now=at(CHECKED), by=chain.admin)

    def seen():
        made = [client.get(page).context for page in pages]
        return made[0]["sheet"], made[1]["report"]

    before = seen()
    assignment = rows["甲局"].unit.assignments.get()
    again = {"reason": "问题又出现。", "due_on": TO, "on": CHECKED, "now": at(CHECKED), "by": chain.admin}
    items.reopen(assignment=assignment, version=assignment.version, **again)
    Item.objects.update(title="改了名称")
    assert seen() == before
    assert "办理中0项次" in before[1].figures.sentence
    SnapshotPart.objects.all().delete()  # without the snapshot the same pages show what happened since
    sheet, report = seen()
    assert (sheet == before[0], report.chapters == before[1].chapters) == (False, False)


def test_a_snapshot_that_was_tampered_with_is_not_shown(client, chain):
    cycle, rows = closed(chain, "甲局")
    assert snapshots.intact(cycle)
    client.force_login(chain.admin)
    page = reverse("assessment:cycle", args=[cycle.pk])
    assert "快照与审定时的摘要一致" in client.get(page).content.decode()
    part = SnapshotPart.objects.get(kind="unit")
    part.content["score"] = "100.00"
    SnapshotPart.objects.filter(pk=part.pk).update(content=part.content)
    assert not snapshots.intact(cycle)
    assert "快照与摘要不符，内容可能被改动" in client.get(page).content.decode()
    answer = client.get(reverse("assessment:unit", args=[rows["甲局"].pk]))
    assert (answer.status_code, "快照与摘要不符" in answer.content.decode()) == (409, True)


def test_each_unit_is_told_of_its_own_result_and_of_no_other(chain):
    feedback, rows = told(chain, "甲局", "乙局")
    assert feedback.appeal_until == date(2026, 11, 20)
    letters = {letter.to: letter for letter in Letter.objects.filter(kind="result_told")}
    own, other = (chain.secretaries[rows[name].unit_id] for name in ("甲局", "乙局"))
    assert set(letters) == {own, other}
    for person, mine, foreign, score in ((own, "甲局", "乙局", "70.00"), (other, "乙局", "甲局", "100.00")):
        body = letters[person].text + letters[person].html + letters[person].subject
        assert (mine in body, foreign in body, score in body) == (True, False, True)
        assert str({"70.00": "100.00", "100.00": "70.00"}[score]) not in body


def test_before_and_after_the_feedback_no_door_shows_another_units_score(client, chain):
    cycle, rows = closed(chain, "甲局", "乙局")
    client.force_login(chain.secretaries[rows["甲局"].unit_id])
    own, foreign = (reverse("assessment:unit", args=[rows[name].pk]) for name in ("甲局", "乙局"))
    shared = [reverse("assessment:cycle", args=[cycle.pk]), reverse("reports:assessment", args=[cycle.pk])]
    export = reverse("reports:assessment_docx", args=[cycle.pk])
    assert [client.get(page).status_code for page in (own, foreign, export, *shared)] == [404] * 5
    files = [kind for kind in KINDS if kind.startswith("assessment")]
    for kind in files[1:]:
        assert client.get(reverse(f"reports:{kind}", args=[cycle.pk])).status_code == 404
    orders = [client.post(reverse("reports:order_export"), {"kind": kind, "about": cycle.pk}).status_code for kind in files]
    assert (len(orders), set(orders)) == (4, {404})
    before = [client.get(reverse("desk:search"), {"q": words}).content.decode() for words in ("乙局", "甲局", "100.00", "考核")]
    assert not any(page in found for found in before for page in (own, foreign, *shared))
    scores = [str(row.score) for row in UnitScore.objects.filter(cycle=cycle)]
    assert not any(score in letter.text + letter.html for letter in Letter.objects.all() for score in scores)
    assert Letter.objects.filter(kind="result_told").count() == 0
    closing.feed_back(cycle=cycle, workdays=5, on=CHECKED, now=at(CHECKED), by=chain.admin)
    assert client.get(foreign).status_code == 404
    for page in (own, *shared):  # the browser keeps no copy for whoever sits there next
        assert "no-store" in client.get(page).headers["Cache-Control"].split(", ")
    for page in shared:
        answer = client.get(page)
        assert (answer.status_code, "乙局" in answer.content.decode()) == (200, False)
    assert client.get(shared[1], {"unit": rows["乙局"].unit_id}).status_code == 404
    assert client.get(export, {"unit": rows["乙局"].unit_id}).status_code == 404
    for words in ("乙局", "100.00"):
        found = client.get(reverse("desk:search"), {"q": words})
        assert foreign not in found.content.decode()


def test_the_feedback_is_given_once_after_the_meeting_and_within_bounds(chain):
    cycle, _ = ready(chain, "甲局")
    clock = {"on": CHECKED, "now": at(CHECKED), "by": chain.admin}
    with pytest.raises(Refused, match="尚未审定"):
        closing.feed_back(cycle=cycle, workdays=5, **clock)
    closing.close_cycle(cycle=cycle, **SITTING, now=at(CHECKED), by=chain.admin)
    with pytest.raises(Refused, match="应为1至30个工作日"):
        closing.feed_back(cycle=cycle, workdays=0, **clock)
    closing.feed_back(cycle=cycle, workdays=5, **clock)
    with pytest.raises(Stale):
        closing.feed_back(cycle=cycle, workdays=5, **clock)


@pytest.mark.parametrize("names", [["甲局"], ["甲局", "乙局", "丙局"]])
def test_closing_reads_a_fixed_number_of_times(chain, names):
    cycle, _ = ready(chain, *names)
    with CaptureQueriesContext(connection) as made:
        closing.close_cycle(cycle=cycle, **SITTING, note="均按时完成。", now=at(CHECKED), by=chain.admin)
    assert len(made) == 26
    assert UnitScore.objects.count() == SnapshotPart.objects.filter(kind="unit").count() == len(names)
