"""The pages of the assessment: the office sees all, a unit its own result after closing, bad input is answered in words."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import Entry
from accounts.roles import Role
from tasks.assessment import actions, closing
from tasks.assessment.models import Cycle, CycleState, Scheme, UnitScore
from tests import factories
from tests.tasks.chain import Chain, at

pytestmark = pytest.mark.django_db
FROM, TO, DUE, CHECKED = date(2026, 1, 1), date(2026, 12, 31), date(2026, 6, 30), date(2027, 1, 10)

SITTING = {"meeting": "县直机关工委会议", "met_on": CHECKED}


@pytest.fixture
def chain() -> Chain:
    return Chain()


def computed(chain, *names):
    """Units with one late item each, in a computed cycle."""
    units = [chain.unit(name) for name in names]
    listed = chain.issue({"units": units, "due_on": DUE})
    for assignment in listed.items.get().assignments.all():
        chain.deliver(assignment, DUE + timedelta(days=2), returns=1)
    scheme = actions.publish_scheme(scheme=Scheme.objects.get(), on=date(2025, 12, 20), today=CHECKED, by=chain.admin)
    cycle = actions.open_cycle(title="2026年度考核", from_on=FROM, to_on=TO, scheme=scheme, now=at(CHECKED), by=chain.admin)
    return cycle, actions.compute(cycle=cycle, on=CHECKED, now=at(CHECKED), by=chain.admin)


def closed(chain, *names):
    cycle, rows = computed(chain, *names)
    for row in rows:
        actions.set_grade(unit_score=row, version=row.version, grade="差", now=at(CHECKED), by=chain.admin)
    return closing.close_cycle(cycle=cycle, **SITTING, now=at(CHECKED), by=chain.admin), rows


def test_a_scheme_is_published_and_a_cycle_opened_on_the_pages(client, chain):
    client.force_login(chain.admin)
    scheme, today = Scheme.objects.get(), timezone.localdate()
    assert client.post(reverse("assessment:publish", args=[scheme.pk]), {"on": today}).status_code == 302
    sent = {"title": "本年度考核", "from_on": today, "to_on": today + timedelta(days=90), "scheme": scheme.pk}
    answer = client.post(reverse("assessment:open"), sent)
    cycle = Cycle.objects.get()
    assert answer.url == reverse("assessment:cycle", args=[cycle.pk])
    assert client.post(reverse("assessment:compute", args=[cycle.pk])).status_code == 302


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"from_on": "2026-12-31", "to_on": "2026-01-01"}, "止期不能早于起期。"),
        ({"from_on": "2025-12-01"}, "晚于考核期开始之日"),
        ({"scheme": "999"}, "所选的不在可选范围内"),
        ({"title": ""}, "请填写此项。"),
        ({"from_on": "2026-02-30"}, "请按“2026-11-25”的样式填写日期。"),
    ],
)
def test_a_wrong_period_is_refused_in_words_and_what_was_typed_stays(client, chain, changed, sentence):
    client.force_login(chain.admin)
    scheme = actions.publish_scheme(scheme=Scheme.objects.get(), on=date(2025, 12, 20), today=CHECKED, by=chain.admin)
    sent = {"title": "年度考核甲", "from_on": FROM, "to_on": TO, "scheme": scheme.pk} | changed
    answer = client.post(reverse("assessment:open"), sent)
    page = answer.content.decode()
    assert (answer.status_code, sentence in page, Cycle.objects.count()) == (422, True, 0)
    assert ("年度考核甲" in page) == ("title" not in changed)


def test_the_cycle_page_groups_units_by_grade_in_the_order_of_the_tree(client, chain):
    cycle, rows = computed(chain, "乙局", "甲局")
    client.force_login(chain.admin)
    answer = client.get(reverse("assessment:cycle", args=[cycle.pk]))
    assert [(grade, [row.unit.name for row in found]) for grade, found in answer.context["bands"].rows] == [
        ("好", []),
        ("较好", []),
        ("一般", []),
        ("差", ["乙局", "甲局"]),
    ]


def test_a_score_unfolds_to_its_sources(client, chain):
    _, [row] = computed(chain, "甲局")
    client.force_login(chain.admin)
    answer = client.get(reverse("assessment:unit", args=[row.pk]))
    lines = answer.context["sheet"].lines
    assert [(line.value, line.sentence) for line in lines] == [
        ("40.00", "应考核1项（权重合计1），办结1项（权重合计1）：1÷1×40＝40.00"),
        ("0.00", "应考核1项（权重合计1），按时办结0项（权重合计0）：0÷1×30＝0.00"),
        ("0.00", "应考核1项（权重合计1），一次通过0项（权重合计0）：0÷1×30＝0.00"),
    ]
    found = lines[2].rows[0]
    assert (found.case.approved.on, [one.result for one in found.case.returned]) == (DUE + timedelta(days=2), ["请补充会议决定。"])
    page = answer.content.decode()
    assert page.count(reverse("desk:assignment", args=[found.case.pk])) >= 4
    assert all(line.sentence in page for line in lines)


def test_a_grade_without_its_reason_comes_back_with_what_was_chosen(client, chain):
    _, [row] = computed(chain, "甲局")
    client.force_login(chain.admin)
    address = reverse("assessment:grade", args=[row.pk])
    answer = client.post(address, {"version": row.version, "grade": "一般", "reason": ""})
    assert (answer.status_code, "须填写“调整理由”" in answer.content.decode()) == (422, True)
    sent = {"version": row.version, "grade": "一般", "reason": "年中机构调整", "score": "100", "proposed_grade": "好"}
    assert client.post(address, sent).status_code == 302
    fresh = UnitScore.objects.get(pk=row.pk)
    assert (fresh.grade, fresh.grade_reason, fresh.score, fresh.proposed_grade) == ("一般", "年中机构调整", row.score, "差")
    assert client.post(address, sent).status_code == 409


def test_before_the_feedback_a_unit_finds_nothing_and_afterwards_its_own_sheet(client, chain):
    cycle, [own, other] = computed(chain, "甲局", "乙局")
    client.force_login(chain.secretaries[own.unit_id])
    pages = [reverse("assessment:unit", args=[own.pk]), reverse("assessment:cycle", args=[cycle.pk])]
    assert [client.get(page).status_code for page in pages] == [404, 404]
    assert "100.00" not in client.get(reverse("assessment:cycles")).content.decode()
    for row in (own, other):
        actions.set_grade(unit_score=row, version=row.version, grade="差", now=at(CHECKED), by=chain.admin)
    closing.close_cycle(cycle=cycle, **SITTING, now=at(CHECKED), by=chain.admin)
    assert [client.get(page).status_code for page in pages] == [404, 404]
    closing.feed_back(cycle=cycle, workdays=5, on=CHECKED, now=at(CHECKED), by=chain.admin)
    assert [client.get(page).status_code for page in pages] == [200, 200]
    assert "乙局" not in client.get(pages[1]).content.decode()
    assert client.get(reverse("assessment:unit", args=[other.pk])).status_code == 404
    assert list(client.get(reverse("assessment:cycles")).context["own"]) == [own]


@pytest.mark.parametrize("role", [Role.COUNTY_LEADER, Role.SUPERVISOR, Role.UNIT_SECRETARY, Role.UNIT_CLERK, Role.SYSTEM_ADMIN])
def test_only_who_assesses_may_change_anything(client, chain, role):
    cycle, [row] = computed(chain, "甲局")
    client.force_login(factories.post(role).user)
    sent = {"version": row.version, "grade": "差"}
    changes = [
        ("assessment:compute", cycle.pk, {}),
        ("assessment:close", cycle.pk, {}),
        ("assessment:grade", row.pk, sent),
        ("assessment:publish", cycle.scheme_id, {"on": "2026-01-01"}),
    ]
    assert [client.post(reverse(name, args=[pk]), data).status_code for name, pk, data in changes] == [403] * 4
    assert client.get(reverse("assessment:open")).status_code == 403
    assert Entry.objects.filter(act="越权访问被拒").count() == 5
    assert (UnitScore.objects.get().grade, Cycle.objects.get().state) == ("", CycleState.OPEN)


def test_a_closed_cycle_answers_conflict_to_a_late_grade(client, chain):
    _, [row] = closed(chain, "甲局")
    client.force_login(chain.admin)
    answer = client.post(reverse("assessment:grade", args=[row.pk]), {"version": row.version, "grade": "差"})
    assert answer.status_code == 409


def test_pages_take_the_same_number_of_queries_for_any_number_of_units(client, chain):
    cycle, [row] = computed(chain, "甲局")
    client.force_login(chain.admin)
    pages = [reverse("assessment:cycle", args=[cycle.pk]), reverse("assessment:unit", args=[row.pk])]
    before = [queries(client, page) for page in pages]
    more = [chain.unit(), chain.unit(), row.unit]
    listed = chain.issue({"units": more, "due_on": DUE}, {"units": more, "due_on": DUE})
    for assignment in listed.items.get(number=1).assignments.all():
        chain.deliver(assignment, DUE, returns=1)
    actions.compute(cycle=cycle, on=CHECKED, now=at(CHECKED), by=chain.admin)
    assert [queries(client, page) for page in pages] == before


def queries(client, page) -> int:
    """How many queries a page takes."""
    with CaptureQueriesContext(connection) as made:
        assert client.get(page).status_code == 200
    return len(made)


def scheme_form(**changed):
    weights = {"weight_done": 40, "weight_on_time": 30, "weight_accepted_without_return": 30}
    weights |= {"weight_milestones": 0, "weight_support": 0}
    scale = {"band_0": "好", "band_1": "较好", "band_2": "一般", "band_3": "差"}
    return {"name": "机关考核方案", "top_share": 30, "lower_0": 90, "lower_1": 75, "lower_2": 60} | scale | weights | changed


def test_the_office_draws_up_its_own_weights_and_leaves_an_indicator_out(client, chain):
    client.force_login(chain.admin)
    sent = scheme_form(weight_done="62.5", weight_on_time="37.5", weight_accepted_without_return=0)
    assert client.post(reverse("assessment:scheme"), sent).status_code == 302
    rules = Scheme.objects.get(name="机关考核方案", version=1).rules
    assert [(i["formula"], i["weight"]) for i in rules["indicators"]] == [("done", "62.5"), ("on_time", "37.5")]
    assert (rules["top_share"], rules["bands"][0]) == ("0.3", {"name": "好", "lower": "90"})


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"weight_done": 39}, "各项指标权重合计为99，应为100。请调整权重。"),
        ({"weight_done": 41}, "各项指标权重合计为101，应为100。请调整权重。"),
        ({"weight_done": -1}, "不能小于 0。"),
        ({"weight_done": "NaN"}, "请填写数字"),
        ({"weight_done": "33.333"}, "最多 2 位小数，请改短。"),
        ({"weight_done": 0, "weight_on_time": 0, "weight_accepted_without_return": 0}, "没有指标"),
        ({"lower_0": 60}, "等次应按起始分从高到低排列"),
        ({"top_share": 0}, "不能小于 1。"),
    ],
)
def test_wrong_rules_are_refused_in_words(client, chain, changed, sentence):
    client.force_login(chain.admin)
    answer = client.post(reverse("assessment:scheme"), scheme_form(**changed))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page
    assert not Scheme.objects.filter(name="机关考核方案").exists()


def test_units_read_the_published_rules_but_no_drafts(client, chain):
    unit = chain.unit()
    client.force_login(chain.secretaries[unit.pk])
    seen = lambda: [str(one) for one, _, _ in client.get(reverse("assessment:cycles")).context["schemes"]]  # noqa: E731
    assert seen() == []
    published = actions.publish_scheme(scheme=Scheme.objects.get(), on=CHECKED, today=CHECKED, by=chain.admin)
    assert seen() == [str(published)]
