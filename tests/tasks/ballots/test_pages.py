"""The voter's one page without signing in, and the office's pages: before closing nothing but the turnout."""

import logging
import re
from datetime import date

import pytest
import time_machine
from django.test import Client
from django.utils.html import strip_tags

from accounts.models import Letter, Unit
from config.logs import OneLine
from tasks.ballots.actions import closing
from tasks.ballots.models import Ballot, Vote
from tests.tasks.ballots.booth import LAST, SECRETARIES, SERVED, TODAY, Booth, code_of
from tests.tasks.chain import at

pytestmark = pytest.mark.django_db
# Session, person, posts, mail and notices of the bar; then the ballot, its groups, marks and units.
QUERIES = 12
LINK = re.compile(r"https?://[^/]+(/vote/\S+)")


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(at(TODAY), tick=False):
        yield


@pytest.fixture
def booth() -> Booth:
    return Booth()


@pytest.fixture
def office(booth, client):
    client.force_login(booth.admin)
    return client


def seen(answer) -> str:
    """The words of a page."""
    return " ".join(strip_tags(answer.content.decode()).split())


def marks(booth, *grades):
    return {f"unit-{unit.pk}": grade for unit, grade in zip(booth.units, grades, strict=True)}


def test_from_letter_to_thanks_without_a_session(booth, client):
    ballot = booth.opened()
    link = LINK.search(Letter.objects.get(to=booth.voters[0], kind="ballot").text)[1]
    page = client.get(link)
    assert (page.status_code, page.headers["Referrer-Policy"]) == (200, "strict-origin")
    done = client.post(link, marks(booth, "好", "不了解"), follow=True)
    assert done.redirect_chain == [(f"/vote/{ballot.pk}/done/", 302)]
    assert "您的票已收到，谢谢。" in seen(done)
    assert "sessionid" not in client.cookies
    assert [list(vote.answers.values()) for vote in Vote.objects.all()] == [["好", "不了解"]]


def test_a_sheet_half_filled_comes_back_with_its_marks(booth, client):
    ballot = booth.opened()
    link = f"/vote/{ballot.pk}/{code_of(booth.voters[0], ballot)}/"
    answer = client.post(link, {f"unit-{booth.units[0].pk}": "较好"})
    assert answer.status_code == 422
    assert "还没有投出： 还有1个单位没有选择。不了解的请选“不了解”。" in seen(answer).replace("：还", "： 还")
    assert re.findall(r'value="(\S+)" checked', answer.content.decode()) == ["较好"]
    assert not Vote.objects.exists()


@pytest.mark.parametrize(
    ("day", "code", "said"),
    [
        (TODAY, "used", "这张票已经投过，每张票只投一次。如不是您本人所投，请告知组织测评的同志。"),
        (TODAY, "foreign", "没有这个票号。请核对信件或纸质票上的票号和网址；一张票只能用于所写的测评，作废的票不能再用。"),
        (date(2026, 12, 19), "fresh", "“年度民主测评”已截止，不再收票。"),
    ],
)
def test_a_code_that_cannot_vote_says_why(booth, client, day, code, said):
    ballot = booth.opened()
    codes = {"used": code_of(booth.voters[0], ballot), "fresh": code_of(booth.voters[1], ballot), "foreign": "AAAA-AAAA-AAAA"}
    booth.cast(ballot, codes["used"], "好", "好")
    with time_machine.travel(at(day), tick=False):
        for answer in (
            client.get(f"/vote/{ballot.pk}/{codes[code]}/"),
            client.post(f"/vote/{ballot.pk}/{codes[code]}/", marks(booth, "差", "差")),
        ):
            assert (answer.status_code, said in seen(answer)) == (410, True)
        typed = client.post(f"/vote/{ballot.pk}/", {"code": codes[code]})
        assert (typed.status_code, said in seen(typed)) == (422, True)
    assert Vote.objects.count() == 1


def test_from_a_printed_slip(booth, office):
    ballot = booth.opened()
    page = office.post(f"/assessment/ballots/groups/{ballot.groups.get(name=SERVED).pk}/slips/")
    codes = re.findall(r"slip-code\">(\S{14})<", page.content.decode())
    assert (len(codes), f"/vote/{ballot.pk}/" in seen(page), "no-store" in page.headers["Cache-Control"]) == (3, True, True)
    voter = Client()
    answer = voter.post(f"/vote/{ballot.pk}/", {"code": f" {codes[0].lower()} "})
    assert answer.url.upper() == f"/vote/{ballot.pk}/{codes[0]}/".upper()
    assert voter.post(answer.url, marks(booth, "差", "差")).status_code == 302
    shown = seen(office.get(f"/assessment/ballots/{ballot.pk}/"))
    assert [code for code in codes if code in shown] == []


def test_before_closing_the_office_sees_the_turnout_only(booth, office):
    ballot = booth.opened()
    empty = seen(office.get(f"/assessment/ballots/{ballot.pk}/"))
    booth.cast(ballot, code_of(booth.voters[0], ballot), "差", "较好")
    page = seen(office.get(f"/assessment/ballots/{ballot.pk}/"))
    assert ("0／3" in empty, page) == (True, empty.replace("0／3", "1／3", 1))


def test_closing_without_a_reason_keeps_the_page_and_says_what_is_missing(booth, office):
    ballot = booth.opened()
    answer = office.post(f"/assessment/ballots/{ballot.pk}/close/", {"reason": ""})
    assert (answer.status_code, "尚有6张票未投" in seen(answer)) == (422, True)


def test_the_result_page_shows_the_arithmetic(booth, office):
    ballot = booth.opened()
    for voter in booth.voters:
        booth.cast(ballot, code_of(voter, ballot), "好", "较好")
    with time_machine.travel(at(LAST), tick=False):
        answer = office.post(f"/assessment/ballots/{ballot.pk}/close/", {"reason": "纸质票不再发放。"}, follow=True)
    page = seen(answer)
    assert "发出3张，收回3张，有效3张，收回比例达到规定的50%，测评有效。" in page
    assert "县统计局党组 85.00 （85.00×60）÷ 60 ＝ 85.00（“服务对象代表”没有人投票，不按零分计，权重由其余类别按比例分担）" in page
    assert "原票正在从磁盘清除" in page


def drawn_by_form(booth, **more):
    said = {
        "cycle": booth.cycle.pk,
        "title": "民主测评",
        "explanation": "",
        "closes_on": "2026-12-18",
        "units": [booth.units[0].pk],
        "best_limit": 0,
        "quorum": 50,
        "groups-TOTAL_FORMS": 2,
        "groups-INITIAL_FORMS": 2,
        "groups-0-name": SECRETARIES,
        "groups-0-weight": "60",
        "groups-0-role": "unit_secretary",
        "groups-1-name": SERVED,
        "groups-1-weight": "40",
        "groups-1-slips": "5",
    }
    return said | {f"points_{place}": points for place, points in enumerate((100, 85, 70, 50))} | more


def test_a_form_with_wrong_weights_keeps_what_was_typed(booth, office):
    answer = office.post("/assessment/ballots/new/", drawn_by_form(booth, **{"groups-1-weight": "30", "title": "试一试"}))
    assert (answer.status_code, 'value="试一试"' in answer.content.decode(), Ballot.objects.count()) == (422, True, 0)


@pytest.mark.parametrize("more", [0, 3])
def test_the_result_takes_the_same_number_of_queries_for_any_number_of_units(booth, office, more, django_assert_num_queries):
    booth.units += [Unit.objects.exclude(pk__in=[u.pk for u in booth.units]).order_by("pk")[n] for n in range(more)]
    ballot = booth.opened()
    for voter in booth.voters:
        booth.cast(ballot, code_of(voter, ballot), *["好"] * len(booth.units))
    closing.close(ballot=ballot, reason="收齐。", on=TODAY, now=at(TODAY), by=booth.admin)
    office.get(f"/assessment/ballots/{ballot.pk}/")
    with django_assert_num_queries(QUERIES):
        office.get(f"/assessment/ballots/{ballot.pk}/")


@pytest.mark.parametrize(
    ("address", "logged"),
    [
        ("/vote/12/K7QF-4MXA-9TRD/", "/vote/12/…/"),
        ("/m/abc:def/code/1/", "/m/…/code/1/"),
        ("/set-password/x:y/", "/set-password/…/"),
    ],
)
def test_a_code_in_an_address_does_not_come_into_the_log(address, logged):
    record = logging.LogRecord("django.request", logging.WARNING, "", 0, "Gone: %s", (address,), None)
    assert OneLine().format(record).endswith(f"WARNING django.request: Gone: {logged}")
    assert address in record.getMessage()


def test_slashes_between_the_letters_of_a_code_lead_to_the_sheet_too(booth):
    ballot = booth.opened()
    code = code_of(booth.voters[0], ballot)
    answer = Client().post(f"/vote/{ballot.pk}/", {"code": code.replace("-", "/").lower()})
    assert (answer.status_code, answer.url) == (302, f"/vote/{ballot.pk}/{code}/")
