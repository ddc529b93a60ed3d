"""Who used which result for what: signed, for few eyes, put right only by a further record, and nothing about a person."""

from datetime import date
from io import BytesIO

import pytest
import time_machine
from django.db import IntegrityError, models, transaction
from docx import Document

from accounts.conflict import NotYours, Refused, Stale
from accounts.models import Entry, Post, User
from tasks.assessment import actions as assessment
from tasks.assessment import closing
from tasks.assessment.models import Scheme, UnitScore
from tasks.results import actions, queries
from tasks.results.models import ResultUse
from tests.accounts.signed_in import client_of, text
from tests.factories import Office, office
from tests.keeping import once
from tests.tasks.chain import Chain, at

ON = date(2026, 11, 24)
DAY = {"on": ON, "now": at(ON)}
SAID = {"use": "training", "used_by": "县委组织部", "used_on": ON, "words": "列入支部书记培训班。"}


def _closed() -> tuple[Office, UnitScore]:
    small = office()
    chain = Chain(small.admin, small.supervisor, {small.a.unit.pk: small.a.secretary})
    listed = chain.issue({"units": [small.a.unit], "due_on": date(2026, 9, 30)})
    chain.deliver(listed.items.get().assignments.get(), date(2026, 9, 20), close_off=True)
    scheme, early = Scheme.objects.get(), date(2026, 7, 1)
    assessment.publish_scheme(scheme=scheme, on=early, today=ON, by=small.admin)
    period = {"from_on": date(2026, 8, 1), "to_on": date(2026, 10, 31)}
    cycle = assessment.open_cycle(title="本季考核", scheme=scheme, now=at(ON), by=small.admin, **period)
    assessment.compute(cycle=cycle, on=ON, now=at(ON), by=small.admin)
    score = UnitScore.objects.get(cycle=cycle, unit=small.a.unit)
    assessment.set_grade(unit_score=score, version=score.version, grade=score.proposed_grade, now=at(ON), by=small.second_admin)
    closing.close_cycle(cycle=cycle, meeting="工委会议", met_on=ON, note="", now=at(ON), by=small.admin)
    score.refresh_from_db()
    return small, score


@pytest.fixture
def closed(db):
    """The office and A's decided grade."""
    found = once(_closed, "decided grade")
    with time_machine.travel(at(ON), tick=False):
        yield found


def sign(small, score, **said) -> ResultUse:
    return actions.sign(unit=small.a.unit, score=score, by=small.admin, **SAID | said, **DAY)


def test_a_use_keeps_the_grade_of_its_day_and_who_signed(closed):
    small, score = closed
    made = sign(small, score)
    assert (made.grade, made.signed_by, made.post, made.result) == (
        score.grade, small.admin, Entry.objects.latest("id").post, f"本季考核：{score.grade}",
    )  # fmt: skip
    entry = Entry.objects.latest("id")
    assert (entry.act, entry.target_label, entry.after) == ("登记结果运用", f"结果运用记录（编号{made.pk}）", {"on": "2026-11-24"})


def test_nothing_in_a_record_is_about_a_person(closed):
    fields = {field.name: field for field in ResultUse._meta.get_fields() if field.concrete}
    to_people = {name for name, field in fields.items() if field.related_model in (User, Post)}
    numbers = {name for name, field in fields.items() if isinstance(field, models.DecimalField | models.FloatField)}
    whole = {n for n, f in fields.items() if isinstance(f, models.IntegerField) and not isinstance(f, models.BigAutoField)}
    assert (to_people, numbers, whole) == ({"signed_by"}, set(), set())


def test_who_reads_it(closed):
    small, score = closed
    quiet, told = sign(small, score), sign(small, score, told=True)
    people = {
        "county leader": small.county_leader, "office": small.second_admin, "supervisor": small.supervisor, "secretary": small.a.secretary,
        "leader": small.a.leader, "clerk": small.a.clerk, "another": small.b.secretary, "branch": small.branch_secretary,
    }  # fmt: skip
    seen = {
        name: [client_of(user).get(f"/results/{one.pk}/").status_code for one in (quiet, told)] for name, user in people.items()
    }
    assert seen == {
        "county leader": [200, 200], "office": [200, 200], "supervisor": [403, 403], "secretary": [404, 200],
        "leader": [403, 403], "clerk": [403, 403], "another": [404, 404], "branch": [404, 404],
    }  # fmt: skip
    page = text(client_of(small.a.secretary).get("/results/"))
    assert page.count("列入支部书记培训班。") == 1


def test_somebody_acting_for_a_reader_does_not_read_it(closed):
    small, score = closed
    sign(small, score)
    post = Post.objects.get(user=small.county_leader)
    post.acted = True
    small.supervisor._posts = {ON: [post]}
    assert ResultUse.objects.readable_by(small.supervisor).count() == 0


def test_a_record_is_put_right_only_by_a_further_one_and_once(closed):
    small, score = closed
    wrong = sign(small, score)
    right = sign(small, score, words="列入党务干部培训班。", corrects=wrong)
    assert [one.words for one in queries.of_year(small.admin, 2026).lines] == ["列入党务干部培训班。"]
    wrong.refresh_from_db()
    assert (wrong.words, right.corrects) == ("列入支部书记培训班。", wrong)
    with pytest.raises(Stale, match="已由他人更正"):
        sign(small, score, corrects=wrong)


def test_what_must_never_be(closed):
    small, score = closed
    made = sign(small, score)
    for broken in ({"score": None}, {"grade": ""}, {"words": ""}, {"used_by": ""}, {"use": "promotion"}, {"corrects": made}):
        with pytest.raises(IntegrityError), transaction.atomic():
            ResultUse.objects.filter(pk=made.pk).update(**broken)


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"words": " "}, "请填写运用情况"),
        ({"used_by": ""}, "请填写运用单位。"),
        ({"used_on": date(2026, 11, 25)}, "运用日期不能晚于今天"),
        ({"score": None}, "请填写通报文号"),
    ],
)
def test_what_is_missing_is_named(closed, wrong, sentence):
    small, score = closed
    with pytest.raises(Refused, match=sentence):
        actions.sign(by=small.admin, **{"unit": small.a.unit, "score": score} | SAID | wrong, **DAY)


def test_only_the_office_signs_and_only_decided_grades_of_the_unit(closed):
    small, score = closed
    with pytest.raises(NotYours):
        actions.sign(unit=small.a.unit, score=score, by=small.county_leader, **SAID, **DAY)
    with pytest.raises(Refused, match="经集体审定的本单位考核等次"):
        actions.sign(unit=small.b.unit, score=score, by=small.admin, **SAID, **DAY)


def test_the_year_counts_by_kind_on_page_and_paper(closed):
    small, score = closed
    browser = client_of(small.admin)
    typed = {name: str(value) for name, value in SAID.items()} | {"told": "on"}
    assert browser.post(f"/results/new/?score={score.pk}", typed).status_code == 302
    sign(small, score, use="talk", words="约谈班子。")
    found = queries.of_year(small.admin, 2026)
    assert dict(found.counts) == {"评优评先": 0, "奖惩": 0, "选拔任用参考": 0, "教育培训": 1, "约谈": 1, "整改": 0}
    assert ["列入支部书记培训班。" in (page := text(browser.get("/results/"))), "约谈班子。" in page] == [True, True]
    word = Document(BytesIO(b"".join(browser.get("/reports/results/2026/word/").streaming_content)))
    kinds, lines = word.tables
    assert [[c.text for c in row.cells] for row in kinds.rows][1:] == [[label, str(n)] for label, n in found.counts]
    assert [row.cells[4].text for row in lines.rows][1:] == [line.words for line in found.lines]
