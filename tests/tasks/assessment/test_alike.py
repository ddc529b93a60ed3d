"""Like assignments are scored together: the figures, the sentences and each assignment's word stay what they are one by one."""

from collections import Counter
from datetime import date, timedelta
from decimal import Decimal
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.roles import Role
from tasks.assessment.alike import alike
from tasks.assessment.arithmetic import as_json, unfolded
from tasks.assessment.kinds import Condition, Formula, Ground, Indicator
from tasks.assessment.queries import gather_facts
from tasks.assessment.scheme import DEFAULT, Scheme
from tasks.assessment.scoring import Alike, Fact, Scorer, score
from tasks.items.models import Assignment, Item, Milestone, ResponsibilityList, Tick
from tasks.items.states import DONE, Mode, Part, Source, State
from tasks.rectification.models import Recurrence
from tasks.review.models import Decision, Submission
from tasks.supervision.acts.models import Excuse
from tests import factories
from tests.tasks.assessment.plainly import plainly, told
from tests.tasks.chain import at

FROM, TO = date(2026, 1, 1), date(2026, 12, 31)
DAY = timedelta(days=1)
FORMULAS = (
    Formula.DONE, Formula.ON_TIME, Formula.ACCEPTED_WITHOUT_RETURN, Formula.MILESTONES, Formula.SUPPORT, Formula.RECTIFICATION,
)  # fmt: skip
EVERYTHING = Scheme(
    tuple(Indicator(formula.value, formula, weight) for formula, weight in zip(FORMULAS, map(Decimal, (30, 20, 20, 10, 10, 10)), strict=True)),
    DEFAULT.bands,
    DEFAULT.top_share,
    conditions=(Condition("问题反弹", Ground.RELAPSE, "较好"),),
)  # fmt: skip
SCHEMES = (DEFAULT, EVERYTHING)
WEIGHTS = [Decimal(n) for n in ("0.1", "1.0", "1.5", "999.9")]
# The days at which something begins or ends, those beside them, and a few between.
EDGES = [day + n * DAY for day in (FROM, TO, date(2026, 7, 1)) for n in (-1, 0, 1)] + [date(2026, 3, 5), date(2026, 3, 8)]

facts = st.builds(
    Fact,
    assignment=st.integers(1, 10**6),
    weight=st.sampled_from(WEIGHTS),
    state=st.sampled_from(list(State)),
    part=st.sampled_from(list(Part)),
    due_on=st.sampled_from(EDGES),
    delivered_on=st.none() | st.sampled_from(EDGES),
    returns=st.integers(0, 2),
    excused=st.sampled_from(["", "于7月2日认定逾期有正当理由：汛期。"]),
    unreturned=st.sampled_from(["", "更正：退回有误。"]),
    set_aside=st.sampled_from(["", "", "更正：职责已调整。"]),
    steps=st.integers(0, 2),
    steps_kept=st.integers(0, 2),
    problem=st.booleans(),
    times_back=st.integers(0, 1),
)
DAYS = {"on": st.sampled_from(EDGES), "since": st.none() | st.sampled_from([FROM, date(2026, 7, 1)])}


@pytest.mark.once
@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=25)
@given(st.lists(facts, max_size=25, unique_by=lambda fact: fact.assignment), st.sampled_from(SCHEMES), st.fixed_dictionaries(DAYS))
def test_scoring_says_of_each_assignment_what_the_plain_way_says(known, scheme, days):
    span = {"from_on": FROM, "to_on": TO, **days}
    assert told(score(known, scheme, **span)) == plainly(known, scheme, **span)


def _many(fact: Fact, first: int, many: int) -> Alike:
    weights = [WEIGHTS[(first + n) % 4] for n in range(many)]
    return Alike(fact, range(first, first + many), weights, sum(weights))


@pytest.mark.once
@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=25)
@given(st.lists(st.tuples(facts, st.integers(1, 3)), max_size=8), st.sampled_from(SCHEMES), st.fixed_dictionaries(DAYS))
def test_what_stands_for_many_is_worth_as_much_as_each_of_them(known, scheme, days):
    span = {"from_on": FROM, "to_on": TO, **days}
    together = [_many(fact, 10 * n, many) for n, (fact, many) in enumerate(known)]
    each = [
        one.fact._replace(assignment=pk, weight=w) for one in together for pk, w in zip(one.assignments, one.weights, strict=True)
    ]
    scorer = Scorer(scheme, **span)
    assert told(scorer.score(together)) == told(scorer.score(reversed(together))) == plainly(each, scheme, **span)


@pytest.fixture
def office(db):
    """Three units with 240 assignments in all states, their days at every edge: written as rows, since no office reaches them all by acting."""
    chance, admin, checker = Random(6), factories.post(Role.OFFICE_ADMIN).user, factories.post(Role.SUPERVISOR).user
    units = [factories.unit() for _ in range(3)]
    listed = ResponsibilityList.objects.create(year=2026, title="清单")
    ResponsibilityList.objects.filter(pk=listed.pk).update(state="issued", number="测〔2026〕1号", issued_on=FROM, issued_by=admin)
    given_ = [_assignment(n, listed, units, admin, checker, chance) for n in range(240)]
    Item.objects.bulk_create(one.item for one in given_)
    for one in given_:
        one.item_id = one.item.pk
    Assignment.objects.bulk_create(given_)
    Submission.objects.bulk_create(sent for one in given_ for sent in _submissions(one, admin, chance))
    _more(given_, admin, chance)
    return units


def _assignment(number, listed, units, admin, checker, chance) -> Assignment:
    source = Source.PROBLEM if number % 5 == 0 else Source.HAND
    said = {"title": "事项", "requirement": "落实。", "weight": chance.choice(WEIGHTS), "mode": Mode.EACH, "due_on": FROM}
    item = Item(responsibility_list=listed, number=number + 1, source=source, **said)
    if source == Source.PROBLEM:
        item.words, item.found_in, item.remedy, item.found_on = "问题", "self", "time_limited", FROM
    state = chance.choice([*State, State.COMPLETED, State.CLOSED_OFF, State.CLOSED_OFF])
    part = Part.SUPPORT if state in (State.TOLD, State.SUPPORTED) else Part.EACH
    if state in (State.PENDING, State.ACTIVE) and number % 3 == 0:
        part = Part.SUPPORT
    one = Assignment(item=item, unit=chance.choice(units), part=part, state=state, assigned_on=FROM, due_on=chance.choice(EDGES))
    one.first_due_on = one.due_on
    if state in DONE:
        one.completed_by, one.completed_on = admin, TO
    if state == State.CLOSED_OFF:
        one.closed_off_by, one.closed_off_on = checker, TO
    return one


def _submissions(one, admin, chance):
    """None to three, returned or approved; sometimes approved twice (a problem that came back)."""
    for _ in range(chance.randint(0, 3)):
        decision = chance.choice([Decision.APPROVED, Decision.APPROVED, Decision.RETURNED])
        decided = {"decision": decision, "result": "见意见。", "decided_on": TO, "decided_at": at(TO), "decided_by": admin}
        yield Submission(assignment=one, claim="已落实。", on=chance.choice(EDGES), at=at(FROM), by=admin, **decided)


def _more(assignments, admin, chance) -> None:
    """What few have: excuses that stand, were withdrawn or are about another due date; milestones reached or not; recurrences."""
    noted = {"at": at(FROM), "by": admin}
    for n, one in enumerate(chance.sample(assignments, 60)):
        gone = {"withdrawn_on": TO, "withdrawn_at": at(TO), "withdrawn_by": admin, "withdrawn_reason": "有误"} if n % 4 == 0 else {}
        due_on = one.due_on - DAY if n % 4 == 1 else one.due_on
        Excuse.objects.create(assignment=one, due_on=due_on, reason=f"汛期{n % 2}", on=FROM, **noted, **gone)
    for n, one in enumerate(chance.sample(assignments, 50)):
        for day in chance.sample(EDGES, 2):
            step = Milestone.objects.create(item=one.item, on=day, title="节点")
            if n % 3:
                Tick.objects.create(milestone=step, assignment=one, on=day + (n % 3 - 1) * DAY, **noted)
    for one in [one for one in assignments if one.item.source == Source.PROBLEM][:20]:
        Recurrence.objects.create(
            assignment=one, on=chance.choice(EDGES), seen="反弹", righted_on=date(2025, 6, 1), due_on=TO + 30 * DAY, **noted
        )


def test_the_database_puts_together_only_what_is_alike(office):
    """The facts of all units put together give the same arithmetic as one by one, whatever day it is, also under a late scheme."""
    seen = Counter()
    for on, since in ((date(2026, 7, 1), None), (TO + DAY, None), (date(2026, 7, 2), date(2026, 7, 1))):
        plain = gather_facts(office, FROM, TO, on, since=since)
        for scheme in SCHEMES:
            scorer = Scorer(scheme, from_on=FROM, to_on=TO, on=on, since=since)
            together = alike(office, scheme, FROM, TO, on, since=since)
            for unit in office:
                result = scorer.score(together[unit.pk])
                assert told(result) == plainly(plain[unit.pk], scheme, from_on=FROM, to_on=TO, on=on, since=since)
                assert as_json(result, scheme) == as_json(scorer.score(plain[unit.pk]), scheme)
                seen["facts"] += len(plain[unit.pk])
                seen["together"] += len(together[unit.pk])
                seen["vetoes"] += len(result.vetoes)
                seen.update(entry.word[:2] for line in result.lines for entry in line.entries)
                seen.update(entry.word[:2] for entry in result.left_out)
    assert seen["together"] < seen["facts"]  # else nothing was put together
    assert seen["vetoes"] > 0
    assert {"按时", "逾期", "退回", "一次", "到日", "已确", "问题", "尚未", "方案", "待审", "已撤", "协办", "已办"} <= seen.keys()


@pytest.mark.once
def test_entries_of_before_the_shares_are_still_read():
    old = [{"assignment": 3, "weight": "1.0", "word": "按时"}, {"assignment": 0, "weight": "1", "word": "1月", "key": "duty:1"}]
    same = [{"assignments": [3, 5], "weight": "1.5", "word": "按时"}, {"weight": "1", "word": "1月", "key": "duty:1"}]
    other = [{"assignments": [3, 5], "weights": ["1.5", "2.0"], "word": "按时"}]
    assert [(pk, weight) for pk, weight, _ in unfolded(old)] == [(3, "1.0")]
    assert [(pk, weight) for pk, weight, _ in unfolded(same)] == [(3, "1.5"), (5, "1.5")]
    assert [(pk, weight, entry["word"]) for pk, weight, entry in unfolded(other)] == [(3, "1.5", "按时"), (5, "2.0", "按时")]
