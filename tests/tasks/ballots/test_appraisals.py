"""领导评鉴: a leader says something about the units in his charge, signed; others' units are none of his business."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.html import strip_tags

from accounts.conflict import NotYours, Refused, Stale
from accounts.models import Entry, Letter
from accounts.roles import Role
from tasks.assessment.models import UnitScore
from tasks.ballots.actions import appraising, closing
from tasks.ballots.models import Appraisal, AppraisalCall
from tasks.ballots.queries import appraisals_of
from tests import factories
from tests.tasks.ballots.booth import LAST, TODAY, Booth, code_of
from tests.tasks.chain import at

pytestmark = pytest.mark.django_db
NOTHING_YET = {"sentence": "无可考核事项", "lines": [], "left_out": []}


@pytest.fixture
def booth() -> Booth:
    """A county leader in charge of the first unit, a second one of both."""
    made = Booth()
    made.leader, made.second = (factories.post(Role.COUNTY_LEADER, who=factories.user(name)) for name in ("周正", "吴新"))
    for post, units in ((made.leader, made.units[:1]), (made.second, made.units)):
        for unit in units:
            factories.portfolio(post, unit=unit)
    return made


def ask(booth: Booth, due_on=LAST) -> AppraisalCall:
    return appraising.ask(cycle=booth.cycle, due_on=due_on, on=TODAY, now=at(TODAY), by=booth.admin)


def say(booth: Booth, call, unit=0, grade="较好", sentence="抓得紧，台账还要精简。", version=0, on=TODAY, by=None) -> Appraisal:
    said = {"grade": grade, "sentence": sentence, "version": version, "on": on, "now": at(on)}
    return appraising.appraise(call=call, unit=booth.units[unit], **said, by=by or booth.leader.user)


def test_each_leader_in_charge_gets_one_letter_that_names_his_units(booth):
    ask(booth)
    told = {letter.to.name: re.findall(r"- (\S+)", letter.text) for letter in Letter.objects.filter(kind="appraisal_asked")}
    assert told == {"周正": ["县审计局党组"], "吴新": ["县审计局党组", "县统计局党组"]}


def test_what_is_said_is_signed_amended_and_traced(booth):
    call = ask(booth)
    first = say(booth, call)
    again = say(booth, call, grade="好", version=first.version)
    assert (again.pk, again.grade, again.leader, Appraisal.objects.count()) == (first.pk, "好", booth.leader.user, 1)
    acts = Entry.objects.filter(act="评鉴").order_by("pk").values_list("before__grade", "after__grade", "by__name")
    assert list(acts) == [(None, "较好", "周正"), ("较好", "好", "周正")]


def test_two_leaders_in_charge_of_one_unit_each_have_their_say(booth):
    call = ask(booth)
    say(booth, call)
    say(booth, call, grade="一般", sentence="整改拖延。", by=booth.second.user)
    found = appraisals_of(booth.cycle)
    assert [(one.leader.name, one.grade) for one in found[booth.units[0].pk]] == [("周正", "较好"), ("吴新", "一般")]


def test_nobody_appraises_what_is_not_in_his_charge(booth):
    call = ask(booth)
    for by, unit in ((booth.leader.user, 1), (booth.admin, 0), (booth.voters[0], 0)):
        with pytest.raises(NotYours, match="不在您的分管单位之列"):
            say(booth, call, unit=unit, by=by)
    assert not Appraisal.objects.exists()


def test_an_old_page_does_not_overwrite_what_was_said_since(booth):
    call = ask(booth)
    first = say(booth, call)
    say(booth, call, grade="好", version=first.version)
    with pytest.raises(Stale) as stale:
        say(booth, call, grade="差", sentence="旧页。", version=first.version)
    assert (stale.value.mine, stale.value.theirs) == ("差 旧页。", "好 抓得紧，台账还要精简。")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"grade": "优秀"}, "选择“评鉴等次”"),
        ({"sentence": "  "}, "写一句“评鉴意见”"),
        ({"on": LAST + timedelta(days=1)}, "截止，不能再填写或修改"),
    ],
)
def test_what_cannot_be_taken_says_why(booth, change, said):
    call = ask(booth)
    with pytest.raises(Refused, match=said):
        say(booth, call, **change)


def test_a_cycle_is_asked_about_once_and_not_for_the_past(booth):
    with pytest.raises(Refused, match="早于今天"):
        ask(booth, due_on=TODAY - timedelta(days=1))
    ask(booth)
    with pytest.raises(Refused, match="已经发起过评鉴"):
        ask(booth)
    assert AppraisalCall.objects.count() == 1


def test_one_button_saves_the_whole_sheet_and_a_fault_keeps_all_that_was_typed(booth, client):
    call, (first, second) = ask(booth), booth.units
    address = f"/assessment/appraisals/{call.pk}/"
    typed = {f"{first.pk}-version": 0, f"{first.pk}-grade": "好", f"{first.pk}-sentence": "抓得紧。"}
    typed |= {f"{second.pk}-version": 0, f"{second.pk}-sentence": "只写了意见。"}
    with time_machine.travel(at(TODAY), tick=False):
        client.force_login(booth.second.user)
        half = client.post(address, typed)
        page = half.content.decode()
        kept = [words in page for words in ("抓得紧。", "只写了意见。", "请为县统计局党组选择“评鉴等次”。")]
        assert (half.status_code, kept, Appraisal.objects.count()) == (422, [True] * 3, 0)
        assert client.post(address, typed | {f"{second.pk}-sentence": ""}).status_code == 302
        assert [(a.unit, a.grade) for a in Appraisal.objects.all()] == [(first, "好")]
        client.force_login(booth.admin)
        page = " ".join(strip_tags(client.get(address).content.decode()).split())
    assert ("已填1份，未填2份" in page, "吴新：县统计局党组" in page, "周正：县审计局党组" in page) == (True, True, True)


def test_what_is_not_in_ones_charge_is_not_read_from_a_form(booth, client):
    call, other = ask(booth), booth.units[1]
    client.force_login(booth.leader.user)
    with time_machine.travel(at(TODAY), tick=False):
        foreign = {f"{other.pk}-version": 0, f"{other.pk}-grade": "差", f"{other.pk}-sentence": "越权。"}
        client.post(f"/assessment/appraisals/{call.pk}/", foreign | {f"{booth.units[0].pk}-version": 0})
    assert not Appraisal.objects.exists()


def test_a_secretary_sees_nothing_of_what_leaders_said(booth, client):
    call = ask(booth)
    say(booth, call)
    client.force_login(booth.voters[0])
    page = client.get(f"/assessment/appraisals/{call.pk}/").content.decode()
    assert ("抓得紧" in page, "您没有登记分管单位" in page) == (False, True)


def test_the_page_of_a_unit_shows_the_office_what_leaders_and_voters_said(booth, client):
    call, unit = ask(booth), booth.units[0]
    say(booth, call)
    ballot = booth.opened()
    for voter in booth.voters:
        booth.cast(ballot, code_of(voter, ballot), "较好", "差")
    closing.close(ballot=ballot, reason="票已收齐。", on=TODAY, now=at(TODAY), by=booth.admin)
    sheet = UnitScore.objects.create(cycle=booth.cycle, unit=unit, arithmetic=NOTHING_YET, computed_at=at(TODAY))
    client.force_login(booth.admin)
    with time_machine.travel(at(TODAY), tick=False):
        page = " ".join(strip_tags(client.get(f"/assessment/scores/{sheet.pk}/").content.decode()).split())
    assert "周正 较好：抓得紧，台账还要精简。 年度民主测评 85.00 （85.00×60）÷ 60 ＝ 85.00" in page
    assert "单位书记：好0、较好3、一般0、差0、不了解0；平均85.00分，权重60" in page


def test_a_whole_sheet_reads_the_charges_once_whatever_its_length(booth):
    call, said = ask(booth), []
    taken = []
    for units in (booth.units[:1], booth.units):
        said = [{"unit": unit, "grade": "好", "sentence": "抓得紧。", "version": 0} for unit in units]
        Appraisal.objects.all().delete()
        with CaptureQueriesContext(connection) as made:
            appraising.fill_in(call=call, said=said, on=TODAY, now=at(TODAY), by=booth.second.user)
        taken.append(len(made))
    assert taken[1] - taken[0] <= 4
