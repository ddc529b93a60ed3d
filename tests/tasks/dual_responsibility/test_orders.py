"""季度工作提示单: derived, issued by a person, one for a leader and quarter, one letter, the same words on paper."""

from datetime import date
from io import BytesIO

import pytest
import time_machine
from django.db import IntegrityError, transaction
from docx import Document

from accounts.conflict import NotYours, Refused
from accounts.letters.models import Letter
from tasks.days.queries import calendar
from tasks.dual_responsibility.actions import issue_orders
from tasks.dual_responsibility.models import WorkOrder
from tasks.dual_responsibility.queries.coming import plans
from tasks.duties.actions import switch_on
from tasks.duties.models import StandingDuty
from tasks.duties.rules.due import DueRule
from tasks.duties.rules.periods import span_of
from tests import factories
from tests.accounts.signed_in import client_of, text
from tests.tasks.items.matters import clock, give, issued_list, item

ON = date(2026, 11, 24)
DAY = clock(ON)
NEXT, NOW = span_of("quarter", date(2027, 1, 1)), span_of("quarter", ON)


@pytest.fixture
def small(db):
    with time_machine.travel(DAY["now"], tick=False):
        made = factories.office()
        listed, leader = issued_list(made), made.a.leader_post
        for title, due in (("已逾期的", date(2026, 11, 1)), ("季内到期的", date(2027, 2, 1)), ("年中到期的", date(2027, 6, 1))):
            give(item(listed, theme="作风建设", title=title, due_on=due), made.a.unit, leader=leader)
        give(item(listed, theme="业务工作", title="抓项目", due_on=date(2027, 1, 20)), made.a.unit)
        yield made


def posts(small):
    return list(small.a.unit.posts.select_related("user", "unit").order_by("id"))


def test_the_list_of_a_quarter_is_derived(small):
    rule = {"rhythm": "month", "kinds": [small.a.unit.kind], "from_on": date(2026, 12, 1), "rule": DueRule()}
    switch_on(duty=StandingDuty.objects.get(code="D06"), days=calendar(), by=small.admin, **rule, **DAY)
    found = {plan.post.role: plan.plain() for plan in plans(posts(small), NEXT, ON)}
    own = found["unit_leader"]
    assert [[line[0] for line in own[part]] for part in ("late", "due")] == [["已逾期的"], ["季内到期的"]]
    assert own["holes"] == ["“作风建设”3项事项在办，本季度没有您本人的履责记录。"]
    head = found["unit_secretary"]
    assert head["steps"][0][:2] == ["抓项目", "四个一起均无记录"]
    assert head["holes"][0] == "“业务工作”1项事项没有领导分管，请明确分管领导。"
    assert [line[1:] for line in head["duties"]] == [
        ["2027年1月", "2027-01-31"],
        ["2027年2月", "2027-02-28"],
        ["2027年3月", "2027-03-31"],
    ]


def test_a_leader_gets_one_for_a_quarter_with_one_letter(small):
    made = issue_orders(posts=posts(small), quarter=NEXT, by=small.admin, **DAY)
    assert {order.to_post.user for order in made} == {small.a.secretary, small.a.leader}
    letters = Letter.objects.filter(kind="work_order")
    assert {letter.to for letter in letters} == {small.a.secretary, small.a.leader}
    assert "2027年第1季度工作提示单已印发" in letters[0].text
    with pytest.raises(Refused, match="都已印发"):
        issue_orders(posts=posts(small), quarter=NEXT, by=small.second_admin, **DAY)
    assert (WorkOrder.objects.count(), letters.count()) == (2, 2)
    assert len(issue_orders(posts=posts(small), quarter=NOW, by=small.admin, **DAY)) == 2


def test_the_database_refuses_a_second_one_and_one_that_begins_in_mid_quarter(small):
    said = {"content": {}, "issued_on": ON, "issued_at": DAY["now"], "issued_by": small.admin, "to_post": small.a.leader_post}
    WorkOrder.objects.create(starts_on=NEXT.start, **said)
    for start in (NEXT.start, date(2027, 2, 1)):
        with pytest.raises(IntegrityError), transaction.atomic():
            WorkOrder.objects.create(starts_on=start, **said)


def test_only_the_office_issues(small):
    with pytest.raises(NotYours):
        issue_orders(posts=posts(small), quarter=NEXT, by=small.supervisor, **DAY)


def test_the_office_ticks_and_the_leader_reads_his_own(small):
    office = client_of(small.admin)
    assert "还没有印发" not in text(office.get("/leaders/orders/"))
    answer = office.post("/leaders/orders/issue/", {"pick": [small.a.leader_post.pk], "quarter": "2027-01-01"})
    assert answer.headers["Location"] == "/leaders/orders/?quarter=2027-01-01"
    order = WorkOrder.objects.get()
    page = text(client_of(small.a.leader).get(f"/leaders/orders/{order.pk}/"))
    assert ("季内到期的" in page, "年中到期的" in page) == (True, False)
    assert client_of(small.b.leader).get(f"/leaders/orders/{order.pk}/").status_code == 404
    word = Document(BytesIO(client_of(small.a.leader).get(f"/reports/work-orders/{order.pk}/word/").getvalue()))
    lines = [paragraph.text for paragraph in word.paragraphs if paragraph.text]
    assert lines[:2] == ["2027年第1季度工作提示单", f"县财政局党组　班子成员（分管领导）　{small.a.leader}"]
    assert word.tables[1].rows[1].cells[0].text == "已逾期的"
    pdf = client_of(small.a.leader).get(f"/reports/work-orders/{order.pk}/pdf/").getvalue()
    assert pdf.startswith(b"%PDF")
