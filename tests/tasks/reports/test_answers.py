"""The report takes the speech demand by demand and answers each from checked results."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from speeches.models import Directive
from speeches.states import DirectiveState
from tasks.items.models import Assignment
from tasks.items.states import DONE, State
from tasks.reports import queries
from tasks.reports.answers import own_chapter
from tests.tasks.chain import Chain, at
from tests.tasks.reports.office import DUES, TODAY, UNLISTED, YEARS, close, open_cycle, year
from tests.tasks.speech import seed_speech

pytestmark = pytest.mark.django_db
QUERIES = 68


def report(one, user=None, **chosen):
    user = user or one.chain.admin
    made = {"cycle": one.cycle, "responsibility_list": one.listed, "on": TODAY, "now": at(TODAY)} | chosen
    return queries.report(user=user, **made)


def demands(made):
    return [requirement for chapter in made.chapters for requirement in chapter.requirements]


def test_chapters_follow_the_speech_and_the_duties_have_their_own():
    assert [(c.number, c.title) for c in report(year()).chapters] == [
        ("一", "带头加强政治建设"),
        ("二", "带头夯实基层基础"),
        ("三", "带头服务中心大局"),
        ("四", "要带头推进正风肃纪"),
        ("五", "主体责任"),
        ("六", "一岗双责"),
        ("七", "监督考核"),
        ("八", "队伍建设"),
    ]


@pytest.mark.parametrize(
    ("duty", "title", "chapter"),
    [
        ([], "强化监督考核", "监督考核"),
        (["主体责任", "监督考核"], "健全制度", "监督考核"),
        (["主体责任"], "落实“一岗双责”", "一岗双责"),
        (["第一责任人"], "履行职责", "主体责任"),
        ([], "建强党支部", ""),
        ([], "建设专业队伍", "队伍建设"),
    ],
)
def test_a_duty_is_known_by_its_title_first_and_then_by_its_mark(duty, title, chapter):
    assert own_chapter(duty, title) == chapter


def test_each_confirmed_demand_is_answered_once_with_its_own_words():
    one = year()
    found = {r.directive: r.words for r in demands(report(one))}
    confirmed = Directive.objects.filter(state=DirectiveState.CONFIRMED).select_related("speech")
    assert found == {d.pk: d.text.strip() for d in confirmed}
    assert len(demands(report(one))) == len(found)


def test_a_demand_without_an_item_is_named_as_missing():
    made = report(year())
    assert [r.title for r in demands(made) if not r.listed] == [UNLISTED]
    assert made.overview[0] == "讲话提出要求19条，列入清单18条，尚未列入清单1条；清单共18项。"


@pytest.mark.parametrize(("lot", "units"), YEARS)
def test_figures_count_what_was_checked_not_what_was_claimed(lot, units):
    one = year(lot, units=units)
    Assignment.objects.exclude(state__in=DONE).update(percent=100)
    figures = report(one).figures
    states = list(Assignment.objects.values_list("state", flat=True))
    assert figures.done == sum(state in DONE for state in states)
    assert figures.given == sum(state != State.CANCELLED for state in states)
    assert figures.waiting == states.count(State.SUBMITTED)


def test_gaps_name_the_units_and_the_days():
    one = year(units=1)
    overdue = Assignment.objects.overdue(TODAY).select_related("unit")
    said = [text for r in demands(report(one)) for i in r.items for g in i.gaps if g.label == "逾期未办结" for text, _ in g.entries]
    assert sorted(said) == sorted(f"{a.unit.short}（逾期{(TODAY - a.due_on).days}天）" for a in overdue)
    assert said


def test_a_checked_result_says_what_was_found_by_whom_and_when():
    one = year(units=1)
    checked = next(c for r in demands(report(one)) for i in r.items for c in i.checked)
    last = Assignment.objects.get(pk=checked.assignment).submissions.get(decision="approved")
    day = f"{last.decided_on:%Y年%-m月%-d日}"
    word = checked.word
    assert checked.sentence == f"{one.units[0].name}：核对记录，达到验收标准（{one.chain.admin}于{day}审核，{word}）"


@pytest.mark.parametrize("units", [1, 3])
def test_the_report_takes_the_same_queries_for_any_number_of_units(units):
    one = year(units=units)
    with CaptureQueriesContext(connection) as made:
        report(one)
    assert len(made) == QUERIES


def test_a_unit_reads_its_own_figures_and_grade_only_and_only_after_closing():
    one = year(units=2, waiting=False)
    secretary = one.chain.secretaries[one.units[0].pk]
    assert list(queries.cycles_for(secretary)) == []
    assert report(one, secretary).grades == ()
    close(one)
    assert list(queries.cycles_for(secretary)) == [one.cycle]
    made = report(one, secretary)
    assert {name for _, names in made.grades for name in names} == {one.units[0].name}
    assert made.figures == report(one, unit=one.units[0]).figures
    text = str(made)
    assert one.units[1].name not in text


def test_a_cycle_without_lists_is_reported_in_a_sentence():
    one = year(units=1)
    made = report(one, responsibility_list=None)
    assert (made.chapters, made.table, made.overview) == ((), (), ("考核期内没有印发的责任清单，无内容可报告。",))


def test_several_items_of_one_demand_keep_their_own_words_and_add_up():
    chain = Chain()
    speech = seed_speech(chain.admin)
    directive = speech.directives.select_related("speech", "section").get(title="强化监督考核")
    first, second = directive.demands[0], directive.demands[-1]
    unit = chain.unit()
    rows = [{"directive": directive, "units": [unit], "due_on": DUES[0], "spans": [span]} for span in (first, second)]
    listed = chain.issue(*rows, speech=speech)
    chain.deliver(Assignment.objects.get(item__number=1), DUES[0])
    made = queries.report(user=chain.admin, cycle=open_cycle(chain), responsibility_list=listed, on=TODAY, now=at(TODAY))
    [answered] = [requirement for requirement in demands(made) if requirement.listed]
    assert [item.words for item in answered.items] == [speech.text[start:end].strip() for start, end in (first, second)]
    assert answered.words == directive.text.strip()
    assert answered.answer == (
        "列入清单2项。下达2项次，经审核办结1项次（按时1，补办0），待审核0项次，办理中0项次，逾期未办结1项次，未完成结案0项次。"
    )
    assert [chapter.title for chapter in made.chapters if chapter.items] == ["监督考核"]


def test_items_from_elsewhere_stand_in_a_chapter_of_their_own():
    chain = Chain()
    unit = chain.unit()
    listed = chain.issue({"units": [unit], "due_on": DUES[0], "title": "召开党员大会", "requirement": "每季度召开一次。"})
    made = queries.report(user=chain.admin, cycle=open_cycle(chain), responsibility_list=listed, on=TODAY, now=at(TODAY))
    [chapter] = made.chapters
    assert (chapter.title, [r.title for r in chapter.requirements]) == ("讲话以外列入清单的事项", ["召开党员大会"])
    assert made.overview[0] == "清单共1项。"
