"""The lights page shows any past day as it was: state, due date, rules and excuses of that day."""

from datetime import date, timedelta

import pytest
import time_machine
from django.urls import reverse

from tasks.items.life.dating import ask_extension, grant_extension
from tasks.items.models import Assignment
from tasks.review import actions as review
from tasks.supervision import queries, replay
from tasks.supervision.acts import excusing
from tasks.supervision.lights import light
from tasks.supervision.models import Policy
from tasks.supervision.rules import DEFAULT, Rules
from tests import factories
from tests.tasks.chain import ISSUED, Chain, at
from tests.tasks.supervision.matters import clock

pytestmark = pytest.mark.django_db
PAGE = reverse("supervision:lights")


def day(text: str) -> date:
    return date.fromisoformat(f"2026-{text}")


@pytest.fixture
def chain() -> Chain:
    return Chain()


@pytest.fixture
def storied(chain) -> Assignment:
    """Given 5 January for 20 January; extension to 30 January asked for on the 15th and granted on the 18th; handed in late on
    3 February, sent back on the 5th, handed in again on the 9th, approved on the 10th, closed off on the 12th."""
    unit = chain.unit("县财政局党组")
    chain.issue({"units": [unit], "due_on": day("01-20")})
    one = chain.accept(Assignment.objects.get())
    secretary = chain.secretaries[unit.pk]
    asked = ask_extension(
        assignment=one, due_on=day("01-30"), reason="等上级批复。", on=day("01-15"), now=at(day("01-15")), by=secretary
    )
    grant_extension(extension=asked, on=day("01-18"), now=at(day("01-18")), by=chain.admin)
    one.refresh_from_db()
    chain.submit(one, day("02-03"))
    back = {"reason": "请补充。", "on": day("02-05"), "now": at(day("02-05")), "by": chain.admin}
    review.return_(assignment=one, version=one.version, **back)
    one.refresh_from_db()
    chain.submit(one, day("02-09"))
    done = {"result": "达到标准。", "on": day("02-10"), "now": at(day("02-10")), "by": chain.admin}
    review.approve(assignment=one, version=one.version, **done)
    one.refresh_from_db()
    review.close_off(assignment=one, version=one.version, on=day("02-12"), now=at(day("02-12")), by=chain.checker)
    one.refresh_from_db()
    return one


def seen(client, on: str, color: str = "") -> list[tuple[str, str]]:
    """(word, sentence) of what the page of the day lists."""
    page = client.get(f"{PAGE}?on=2026-{on}&color={color}")
    return [(row[1].word, row[1].sentence) for row in page.context["rows"]]


def test_each_past_day_shows_its_own_light(client, chain, storied):
    client.force_login(chain.admin)
    with time_machine.travel(clock(day("03-02"), 10), tick=False):
        assert seen(client, "01-04") == []
        assert seen(client, "01-10") == [("正常", "时限 2026年1月20日，还有10天。")]
        assert seen(client, "01-14") == [("临近", "时限 2026年1月20日，还有6天（7天以内为临近）。")]
        assert seen(client, "01-16") == [("正常", "时限 2026年1月30日，还有14天。")]
        assert seen(client, "02-02") == [("逾期", "时限 2026年1月30日，已逾期3天，办理中。")]
        assert seen(client, "02-04") == [("逾期", "时限 2026年1月30日，逾期4天后提请办结，等待审核。")]
        assert seen(client, "02-06") == [("逾期", "时限 2026年1月30日，已逾期7天，办理中。")]
        assert seen(client, "02-11") == []
        assert seen(client, "02-11", "done_late") == [("补办完成", "时限 2026年1月30日，逾期10天后补办完成。")]
        assert seen(client, "03-02", "done_late") == [("补办完成", "时限 2026年1月30日，逾期10天后补办完成。")]


def test_the_light_of_a_past_day_follows_the_rules_of_that_day_and_names_their_version(client, chain, storied):
    made = {"made_at": at(ISSUED)}
    Policy.objects.create(version=1, rules=Rules(yellow_days=12).as_dict(), valid_from=day("01-09"), **made)
    Policy.objects.create(version=2, rules=Rules(yellow_days=3).as_dict(), valid_from=day("01-12"), **made)
    client.force_login(chain.admin)
    with time_machine.travel(clock(day("03-02"), 10), tick=False):
        words = {text: seen(client, text)[0][0] for text in ("01-08", "01-09", "01-11", "01-12", "01-14")}
        assert words == {"01-08": "正常", "01-09": "临近", "01-11": "临近", "01-12": "正常", "01-14": "正常"}
        page = client.get(f"{PAGE}?on=2026-01-11").content.decode()
    assert "按当日的督导规则（第1版）" in page
    assert "按当日的督导规则（系统默认）" in client.get(f"{PAGE}?on=2026-01-08").content.decode()


def test_the_database_and_the_pure_function_agree_on_every_day_of_a_life(storied):
    for n in range(60):
        on = ISSUED + timedelta(n)
        row = queries.lit(replay.as_of(Assignment.objects.all(), on), DEFAULT, on, replay.THEN).get()
        color = row.color
        assert light(queries.facts(replay.put_back(row)), DEFAULT, on).color == color, on


def test_as_of_today_is_what_the_rows_themselves_say(storied):
    row = replay.put_back(replay.as_of(Assignment.objects.all(), day("03-02")).get())
    assert (row.state, row.due_on, row.submitted_on) == (storied.state, storied.due_on, storied.submitted_on)


@pytest.mark.parametrize("on", ["2026-03-03", "9999-12-31", "1999-12-31", "x", "2026-02-30"])
def test_a_day_that_cannot_be_shown_is_explained_and_today_is_shown(client, chain, storied, on):
    client.force_login(chain.admin)
    with time_machine.travel(clock(day("03-02"), 10), tick=False):
        page = client.get(f"{PAGE}?on={on}")
    assert (page.status_code, page.context["on"], bool(page.context["form"].errors["on"])) == (200, day("03-02"), True)


def test_excused_lateness_says_by_whom_and_why_from_its_day_on_and_its_colour_stays(client, chain, storied):
    clock_ = {"on": day("02-11"), "now": at(day("02-11"))}
    with time_machine.travel(clock(day("03-02"), 10), tick=False):
        made = excusing.excuse(assignment=storied, reason="汛期抢险，县防指〔2026〕3号。", by=chain.checker, **clock_)
        client.force_login(chain.admin)
        plain = "时限 2026年1月30日，逾期10天后补办完成。"
        told = f"{plain}{made.post} {chain.checker}于2月11日认定逾期有正当理由：汛期抢险，县防指〔2026〕3号。"
        assert seen(client, "02-10", "done_late") == [("补办完成", plain)]
        assert seen(client, "02-11", "done_late") == [("补办完成", told)]
        excusing.withdraw(excuse=made, reason="依据不实。", on=day("02-20"), now=at(day("02-20")), by=chain.admin)
        assert seen(client, "02-19", "done_late") == [("补办完成", told)]
        assert seen(client, "02-20", "done_late") == [("补办完成", plain)]


@pytest.mark.parametrize("count", [1, 3])
def test_a_past_day_costs_the_same_queries_whatever_the_rows(client, chain, count, django_assert_max_num_queries):
    units = [chain.unit() for _ in range(count)]
    chain.issue({"units": units, "due_on": day("01-20")})
    client.force_login(factories.post(factories.Role.SUPERVISOR).user)
    with time_machine.travel(clock(day("03-02"), 10), tick=False), django_assert_max_num_queries(15):
        assert len(seen(client, "01-10")) == count
