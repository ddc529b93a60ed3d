"""The office sees every open matter by light, what was said to whom, and sets the rules."""

import html
import re
from datetime import date, timedelta

import pytest
import time_machine
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import Entry
from accounts.roles import Role
from tasks.items.models import Assignment, Milestone, Tick
from tasks.items.states import DONE, State
from tasks.supervision import queries
from tasks.supervision.actions import plan, set_policy
from tasks.supervision.forms import RulesForm
from tasks.supervision.lights import Color, light
from tasks.supervision.models import Policy
from tasks.supervision.presets import PRESETS
from tasks.supervision.rules import DEFAULT, Rules
from tests import factories
from tests.tasks.supervision.matters import assignment, clock, secretary

pytestmark = pytest.mark.django_db
ON = date(2026, 11, 24)
GIVEN = date(2026, 11, 2)
LIGHTS, POLICY, REMINDERS = "supervision:lights", "supervision:policy", "supervision:reminders"


@pytest.fixture
def today():
    """Tuesday, 24 November 2026, ten o'clock."""
    with time_machine.travel(clock(ON, 10), tick=False):
        yield ON


@pytest.fixture
def admin(client, today):
    """Signed in as the office's administrator."""
    who = factories.post(Role.OFFICE_ADMIN).user
    client.force_login(who)
    return who


def titles(page) -> list[str]:
    """What the table lists."""
    return [row[0].item.title for row in page.context["rows"]]


@pytest.fixture
def three():
    """A red, a yellow and a green one, of two units."""
    unit = secretary(factories.unit("县财政局党组")).unit
    assignment(unit, ON - timedelta(1), assigned_on=GIVEN, title="红")
    assignment(secretary().unit, ON + timedelta(7), assigned_on=GIVEN, title="黄")
    assignment(unit, ON + timedelta(8), assigned_on=GIVEN, title="绿")
    return unit


def test_open_matters_are_listed_by_due_date_with_the_reason_of_their_light(client, admin, three):
    page = client.get(reverse(LIGHTS))
    assert titles(page) == ["红", "黄", "绿"]
    assert [row[1].word for row in page.context["rows"]] == ["逾期", "临近", "正常"]
    assert "时限 2026年11月23日，已逾期1天，办理中。" in page.content.decode()
    assert [chip["label"] for chip in page.context["chips"]] == ["全部 3", "逾期 1", "临近 1", "正常 1"]


def test_filters_by_colour_and_unit_live_in_the_address(client, admin, three):
    assert titles(client.get(reverse(LIGHTS) + "?color=yellow")) == ["黄"]
    page = client.get(reverse(LIGHTS) + f"?unit={three.pk}")
    assert titles(page) == ["红", "绿"]
    assert [chip["label"] for chip in page.context["chips"]] == ["全部 2", "逾期 1", "临近 0", "正常 1"]


@pytest.mark.parametrize(
    "query", ["color=blue", "unit=0", "unit=x", "after=x", "after=2026-13-45.1", "after=2026-11-24.99999999999999999999"]
)
def test_a_wrong_filter_is_explained_and_never_an_error(client, admin, three, query):
    page = client.get(f"{reverse(LIGHTS)}?{query}")
    assert (page.status_code, titles(page), bool(page.context["form"].errors)) == (200, ["红", "黄", "绿"], True)


def test_pages_go_on_after_the_last_row_even_on_one_due_date(client, admin):
    unit = secretary().unit
    for n in range(120):
        assignment(unit, ON + timedelta(n // 60), assigned_on=GIVEN, title=f"第{n}件")
    found, address = [], reverse(LIGHTS)
    while address:
        page = client.get(address)
        found += titles(page)
        address = reverse(LIGHTS) + page.context["next"] if "next" in page.context else ""
    assert found == [f"第{n}件" for n in range(120)]


@pytest.mark.parametrize("count", [1, 3])
def test_the_number_of_queries_does_not_grow_with_the_rows(client, admin, count, django_assert_num_queries):
    for _ in range(count):
        assignment(secretary().unit, ON, assigned_on=GIVEN)
    # session, user, posts, those acted for, unread notices, standstill of mail, rules, days and years of the calendar, rows,
    # their excuses, three for the counts, milestones
    with django_assert_num_queries(15):
        client.get(reverse(LIGHTS))


def test_a_matter_in_review_shows_the_reviewers_own_light(client, admin):
    one = assignment(secretary().unit, date(2026, 11, 12), assigned_on=GIVEN, state="submitted", submitted_on=date(2026, 11, 12))
    page = client.get(reverse(LIGHTS))
    assert [(row[0].pk, row[1].word, row[2].word) for row in page.context["rows"]] == [(one.pk, "正常", "逾期")]
    assert "11月12日提请，应于11月19日前审核（5个工作日），已超期5天。" in page.content.decode()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    steps=st.lists(st.tuples(st.integers(-9, 9), st.booleans()), max_size=3, unique_by=lambda step: step[0]),
    days=st.lists(
        st.tuples(st.integers(-15, 15), st.none() | st.integers(-15, 15), st.sampled_from(State)),
        min_size=1,
        max_size=6,
        unique=True,
    ),
    yellow=st.integers(0, 10),
)
def test_the_databases_colour_is_the_pure_functions_colour(steps, days, yellow, db):
    rules = Rules(yellow_days=yellow)
    unit, who = secretary().unit, factories.user()
    for due, submitted, state in days:
        done = {"completed_by": who, "completed_on": ON} if state in DONE else {}
        if state == State.CLOSED_OFF:
            done |= {"closed_off_by": factories.user(), "closed_off_on": ON}
        if state in (State.TOLD, State.SUPPORTED):
            done |= {"part": "support"}
        submitted_on = None if submitted is None else ON + timedelta(submitted)
        one = assignment(unit, ON + timedelta(due), assigned_on=GIVEN, state=state, submitted_on=submitted_on, **done)
        _put_steps(one, steps, who)
    found = queries.lit(Assignment.objects.filter(unit=unit), rules, ON)
    missed = queries.missed_by(found, ON)
    pure = [light(queries.facts(a, ON, missed), rules, ON).color for a in found]
    assert [a.color for a in found] == pure
    assert sum(queries.counts(found).values()) == len(days)
    now = queries.counts_now(Assignment.objects.filter(unit=unit), rules, ON)
    assert now == {color: pure.count(color) for color in (Color.RED, Color.YELLOW, Color.GREEN, Color.DONE_LATE)}
    for color in Color:
        under_it = queries.of_color(Assignment.objects.filter(unit=unit), color, rules, ON)
        assert {a.pk for a in under_it} == {a.pk for a in found if a.color == color}


def _put_steps(one, steps, who) -> None:
    """Milestones of the matter's item on days beside ON, some of them ticked off."""
    for day, done in steps:
        made = Milestone.objects.create(item=one.item, on=ON + timedelta(day), title=f"节点{day}")
        if done:
            Tick.objects.create(milestone=made, assignment=one, on=ON, at=clock(ON), by=who)


def test_what_was_said_to_whom_and_whether_it_arrived(client, admin):
    post = secretary()
    assignment(post.unit, ON, assigned_on=GIVEN, title="精简会议")
    plan(now=clock(ON))
    page = client.get(reverse(REMINDERS)).content.decode()
    assert [word in page for word in ("精简会议", post.user.name, "时限前1天", "待发")] == [True] * 4
    assert client.get(reverse(REMINDERS) + "?before=x").status_code == 200
    assert len(client.get(reverse(REMINDERS) + "?before=1").context["reminders"]) == 0


def test_a_unit_in_which_nobody_can_be_told_is_named_until_somebody_is_in_post(client, admin):
    empty, manned = factories.unit("县新设局党组"), secretary(factories.unit("县财政局党组")).unit
    for unit in (empty, empty, manned):
        assignment(unit, ON, assigned_on=GIVEN)
    shown = client.get(reverse(REMINDERS))
    assert [(unit.name, unit.in_hand) for unit in shown.context["unmanned"]] == [("县新设局党组", 2)]
    assert "县新设局党组（在办2项）" in shown.content.decode()
    factories.post(Role.UNIT_CLERK, empty)
    assert list(client.get(reverse(REMINDERS)).context["unmanned"]) == []


@pytest.mark.parametrize("role", [Role.UNIT_SECRETARY, Role.UNIT_CLERK, Role.COUNTY_LEADER, Role.AUDIT_ADMIN, Role.SYSTEM_ADMIN])
def test_others_have_no_business_here(client, role):
    client.force_login(factories.post(role).user)
    assert [client.get(reverse(name)).status_code for name in (LIGHTS, POLICY, REMINDERS)] == [403, 403, 403]


def test_a_supervisor_sees_but_does_not_set_the_rules(client):
    client.force_login(factories.post(Role.SUPERVISOR).user)
    assert [client.get(reverse(name)).status_code for name in (LIGHTS, POLICY, REMINDERS)] == [200, 403, 200]


FORM = {
    "yellow_days": "5",
    "due_steps": "5、2",
    "overdue_steps": "1，7",
    "repeat_days": "7",
    "repeat_times": "2",
    "leader_after_days": "7",
    "office_after_days": "14",
    "acknowledge_after_workdays": "3",
    "return_grace_workdays": "5",
    "duty_days": "3",
    "bulletins_a_year": "6",
    "review_within_workdays": "5",
    "order_after_days": "10",
    "talk_after_days": "20",
    "decide_within_workdays": "4",
    "digest_hour": "10",
    "window_from": "8",
    "window_to": "17",
    "valid_from": "2026-11-25",
    "based_on": "0",
}
MEANT = Rules(5, (5, 2), (7, 1), 3, 5, 10, (8, 17), 5, 10, 20, 4, 3, 7, 2, 7, 14, 6)
FORM["seen"] = MEANT.mark


def test_new_rules_are_a_new_version_and_past_days_keep_theirs(client, admin):
    assert client.post(reverse(POLICY), FORM).status_code == 302
    made = Policy.objects.get()
    assert (made.version, made.valid_from, made.made_by, Rules.from_dict(made.rules)) == (1, date(2026, 11, 25), admin, MEANT)
    assert (queries.rules_on(ON), queries.rules_on(ON + timedelta(1))) == (DEFAULT, MEANT)
    row = Entry.objects.get(act="修改督导规则")
    assert (row.before["yellow_days"], row.after["yellow_days"]) == (7, 5)
    assert "review_within_workdays" not in row.after


def test_trying_shows_the_example_and_saves_nothing(client, admin):
    page = client.post(reverse(POLICY) + "?due=2026-12-31", FORM | {"try": "先看不同"})
    assert (page.status_code, Policy.objects.count()) == (200, 0)
    assert [(str(day), why) for day, why in page.context["steps"]] == [
        ("2026-12-04", "下达3个工作日未签收"),
        ("2026-12-25", "时限前5天"),
        ("2026-12-29", "时限前2天"),
        ("2027-01-01", "逾期满1天"),
        ("2027-01-07", "逾期满7天"),
        ("2027-01-14", "逾期满14天"),
        ("2027-01-21", "逾期满21天"),
    ]


def test_nothing_is_saved_before_the_page_has_shown_what_it_changes(client, admin):
    for seen in ("", DEFAULT.mark, "x" * 16):
        page = client.post(reverse(POLICY), FORM | {"seen": seen})
        assert (page.status_code, Policy.objects.count()) == (200, 0)
        assert "尚未保存。请先看右侧" in page.content.decode()
    found = re.search(r'name="seen" value="(\w+)" form="rules"', page.content.decode())[1]
    assert client.post(reverse(POLICY), FORM | {"seen": found}).status_code == 302


def test_a_preset_fills_the_form_and_changes_nothing(client, admin):
    for one in PRESETS:
        page = client.get(f"{reverse(POLICY)}?preset={one.key}")
        form = RulesForm(page.context["form"].initial)
        assert (form.is_valid(), form.rules()) == (True, one.rules), form.errors
        assert one.source in html.unescape(page.content.decode())
    assert client.get(f"{reverse(POLICY)}?preset=nonsense").context["chosen"] is None
    assert not Policy.objects.exists()


def test_the_part_beside_the_form_follows_what_is_typed(client, admin):
    part = client.post(reverse(POLICY), FORM | {"try": "1", "due_steps": "9"}, headers={"HX-Request": "true"})
    assert part.content.decode().lstrip().startswith('<div id="example"')
    assert "时限前9天" in part.content.decode()


@pytest.mark.parametrize(
    ("change", "field", "sentence"),
    [
        ({"due_steps": "七天"}, "due_steps", "请填写 0 至 90 的天数，用顿号分开，如“7、3、1”。"),
        ({"due_steps": "91"}, "due_steps", "请填写 0 至 90 的天数，用顿号分开，如“7、3、1”。"),
        ({"due_steps": "1,2,3,4,5,6"}, "due_steps", "最多 5 次提醒。请减少次数。"),
        ({"window_to": "8"}, "window_to", "可发信时段的“至”须晚于“从”。请填写 9 至 24。"),
        ({"digest_hour": "7"}, "digest_hour", "每日提醒时间须在可发信时段（8时至17时）之内。请改为 8 至 16。"),
        ({"repeat_times": "0"}, "repeat_times", "“每隔几天”和“至多几次”须同时填写，或都填 0。"),
        ({"overdue_steps": ""}, "overdue_steps", "要重复催办，先填写逾期后第几天催办，如“1”。"),
        ({"talk_after_days": "9"}, "talk_after_days", "提醒谈话不早于督办单。请填写 10 或以上。"),
        ({"yellow_days": "-1"}, "yellow_days", "不能小于 0。"),
        ({"repeat_days": "999"}, "repeat_days", "不能大于 90。"),
    ],
)
def test_wrong_rules_are_refused_with_a_sentence_and_kept_as_typed(client, admin, change, field, sentence):
    page = client.post(reverse(POLICY), FORM | change)
    assert (page.status_code, page.context["form"].errors) == (422, {field: [sentence]})
    assert (next(iter(change.values())) or "") in page.content.decode()
    assert not Policy.objects.exists()


def test_rules_for_the_past_and_rules_based_on_an_old_version_are_refused(client, admin):
    assert "不能早于今天" in client.post(reverse(POLICY), FORM | {"valid_from": "2026-11-23"}).content.decode()
    set_policy(rules=DEFAULT, valid_from=ON, based_on=0, now=clock(ON), by=admin)
    page = client.post(reverse(POLICY), FORM)
    assert (page.status_code, Policy.objects.count()) == (409, 1)


@pytest.mark.parametrize("due", ["", "x", "2026-02-30", "0001-01-01", "9999-12-31"])
def test_the_example_takes_any_day(client, admin, due):
    assert client.get(f"{reverse(POLICY)}?due={due}").status_code == 200


def test_a_year_without_an_official_calendar_says_so(client, admin):
    assert "2027年放假安排尚未公布，按周末推算。" in client.get(reverse(POLICY) + "?due=2027-10-05").content.decode()
