"""A 考核结果通报 waits until nothing about the result is open, names grades without scores, and is corrected when a grade was."""

from datetime import date
from decimal import Decimal

import pytest

from accounts.conflict import Refused
from accounts.roles import Role
from tasks.assessment import appealing, closing, correcting
from tasks.assessment.cases import Case, plain
from tasks.assessment.scoring import Fact
from tasks.bulletins import actions
from tasks.bulletins.drafting import Body
from tasks.bulletins.results import kept_faults, regraded, why_not_ready
from tasks.bulletins.states import Kind, Scope
from tests import factories
from tests.tasks.assessment.decided import CHECKED, SITTING, ready
from tests.tasks.chain import Chain, at

pytestmark = pytest.mark.django_db
AFTER = date(2026, 11, 23)
DAY = {"on": AFTER, "now": at(AFTER)}


@pytest.fixture
def chain() -> Chain:
    return Chain()


@pytest.fixture
def leader():
    return factories.post(Role.COUNTY_LEADER).user


def told(chain):
    cycle, rows = ready(chain, "甲局", "乙局")
    closing.close_cycle(cycle=cycle, **SITTING, now=at(CHECKED), by=chain.admin)
    closing.feed_back(cycle=cycle, workdays=5, on=CHECKED, now=at(CHECKED), by=chain.admin)
    cycle.refresh_from_db()
    return cycle, rows


def draft(chain, cycle):
    return actions.draft(kind=Kind.RESULT, cycle=cycle, scope=Scope.ALL, by=chain.admin, **DAY)


def published(chain, leader, made):
    actions.submit(bulletin=made, version=made.version, by=chain.admin, **DAY)
    actions.approve(bulletin=made, version=made.version, by=leader, **DAY)
    actions.publish(bulletin=made, version=made.version, by=chain.admin, **DAY)
    return made


def regrade(chain, row):
    row.refresh_from_db()
    said = {"assignments": [], "finding": "", "grade": "较好", "reason": "经查实，汛期抢险。"}
    made = correcting.propose(unit_score=row, **said, now=at(AFTER), by=chain.admin)
    return correcting.confirm(correction=made, **DAY, by=factories.post(Role.OFFICE_ADMIN).user)


def test_nothing_is_made_known_before_the_meeting_the_feedback_the_window_and_every_answer(chain):
    cycle, rows = ready(chain, "甲局")
    said = [why_not_ready(cycle, AFTER)]
    closing.close_cycle(cycle=cycle, **SITTING, now=at(CHECKED), by=chain.admin)
    cycle.refresh_from_db()
    said.append(why_not_ready(cycle, AFTER))
    closing.feed_back(cycle=cycle, workdays=5, on=CHECKED, now=at(CHECKED), by=chain.admin)
    said.append(why_not_ready(cycle, date(2026, 11, 20)))
    row = rows["甲局"]
    asked = {"about": "等次", "reason": "汛期抢险。", "on": CHECKED, "now": at(CHECKED)}
    appeal = appealing.file(unit_score=row, **asked, by=chain.secretaries[row.unit_id])
    said.append(why_not_ready(cycle, AFTER))
    other = factories.post(Role.OFFICE_ADMIN).user
    answered = {"upheld": True, "answer": "属实。", "grade": "较好", **DAY}
    appealing.answer(appeal=appeal, by=other, **answered)
    said.append(why_not_ready(cycle, AFTER))
    with pytest.raises(Refused, match="还有更正没有确认"):
        draft(chain, cycle)
    correcting.confirm(correction=row.corrections.get(), **DAY, by=chain.admin)
    assert [*said, why_not_ready(cycle, AFTER)] == [
        "“2026年度考核”尚未集体审定，不能通报。请先由会议审定。",
        "“2026年度考核”尚未向各单位反馈，不能通报。请先反馈。",
        "申请复核截至2026年11月20日，期满以后才能通报。",
        "还有复核申请没有答复，不能通报。请先答复。",
        "还有更正没有确认，不能通报。请先确认或退回。",
        "",
    ]


def test_grades_are_grouped_and_scores_stay_inside(chain):
    cycle, rows = told(chain)
    made = draft(chain, cycle)
    assert [one.text for one in made.text[1:-2]] == [
        "等次为“好”的1个：乙局。",
        "等次为“一般”的1个：甲局。",
        "乙局考核期内1项事项全部按时办结，均一次通过核验。",
        "本期没有逾期未办结、反复退回的事项，也没有逾期未答复的督办单。",
    ]
    assert [(s.kind, s.pk) for one in made.text[1:3] for s in one.sources] == [("score", rows[n].pk) for n in ("乙局", "甲局")]
    whole = "".join(one.text for one in made.text) + "".join(s.words for one in made.text for s in one.sources)
    assert [str(rows[name].score) in whole for name in rows] == [False, False]


def test_a_grade_put_right_before_publication_stops_it_and_after_it_proposes_the_correction(chain, leader):
    cycle, rows = told(chain)
    first = draft(chain, cycle)
    regrade(chain, rows["甲局"])
    with pytest.raises(Refused, match="起草以后又有等次更正"):
        published(chain, leader, first)
    actions.take_back(bulletin=first, version=first.version, words="重新起草。", by=chain.admin, **DAY)
    actions.discard(bulletin=first, version=first.version, words="重新起草。", by=chain.admin, **DAY)
    made = published(chain, leader, draft(chain, cycle))
    assert regraded(made) == ()


def test_the_correction_of_a_grade_is_drafted_into_the_correcting_bulletin(chain, leader):
    cycle, rows = told(chain)
    made = published(chain, leader, draft(chain, cycle))
    assert regraded(made) == ()
    regrade(chain, rows["甲局"])
    assert [(one.body.name, one.before, one.after, one.on) for one in regraded(made)] == [("甲局", "一般", "较好", AFTER)]
    new = actions.draft_correction(bulletin=made, reason="甲局等次更正。", now=at(AFTER), by=chain.admin)
    assert new.text[1].text == "甲局的考核等次更正为“较好”（原通报为“一般”）。"
    published(chain, leader, new)
    made.refresh_from_db()
    assert (made.state, regraded(made), regraded(new)) == ("corrected", (), ())


def test_exceptions_of_a_result_are_those_of_the_kept_facts():
    day = date(2026, 6, 30)
    late = Fact(1, Decimal(1), "active", "each", day)
    facts = [
        late,
        late._replace(assignment=2, excused="等上级批复。"),
        Fact(3, Decimal(1), "completed", "each", day, day, returns=2),
        Fact(4, Decimal(1), "completed", "each", day, day, returns=2, unreturned="更正"),
        late._replace(assignment=5, set_aside="更正"),
        late._replace(assignment=6),
    ]
    cases = [Case(fact.assignment, f"第{fact.assignment}项　事项{fact.assignment}", "", day, None, None, ()) for fact in facts]
    looked_at = [{"assignment": fact.assignment} for fact in facts[:5]]
    sheet = {
        "facts": [plain(f) for f in facts],
        "cases": [plain(c) for c in cases],
        "arithmetic": {"lines": [{"entries": looked_at}]},
    }
    found = [(one.about, one.pk, one.said) for one in kept_faults(Body(1, "甲局"), sheet, CHECKED)]
    assert found == [
        ("overdue", 1, "“事项1”时限6月30日，至11月13日尚未办结"),
        ("returned", 3, "“事项3”先后2次被退回"),
    ]
