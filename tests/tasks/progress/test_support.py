"""A support unit tells its part in one sentence; it does not report in the lead's way, by no door."""

from decimal import Decimal

import pytest
from django.urls import reverse

from accounts.conflict import NotYours
from tasks.bylink.queries import acts
from tasks.exchange.queries import ledger_of
from tasks.items.actions import measure
from tasks.items.models import Assignment
from tasks.items.states import Mode, Part
from tasks.progress.actions import keep_draft, report
from tasks.progress.models import Report
from tests.accounts.signed_in import client_of, text
from tests.tasks.conftest import NOW
from tests.tasks.items.matters import give, issued_list, item
from tests.tasks.unit_day import CLOCK


@pytest.fixture
def support(small, settings, tmp_path) -> Assignment:
    """B supports what A leads; both have accepted."""
    joint = item(issued_list(small), mode=Mode.JOINT, target_value=4, target_measure="次")
    give(joint, small.a.unit, part=Part.LEAD), give(joint, small.b.unit, part=Part.SUPPORT)
    Assignment.objects.update(state="active", acknowledged_on=CLOCK["on"])
    return Assignment.objects.get(part=Part.SUPPORT)


def test_no_report_no_draft_and_no_figure(support, small):
    by, said = small.b.clerk, {"assignment": support, "text": "已配合。", "now": NOW}
    for act in (
        lambda: report(version=1, percent=50, key="k", by=by, **said),
        lambda: keep_draft(percent=50, by=by, **said),
        lambda: measure(assignment=support, value=Decimal(3), by=by, **CLOCK),
    ):
        with pytest.raises(NotYours, match="由牵头单位统一"):
            act()
    support.refresh_from_db()
    assert (Report.objects.count(), support.percent, support.version) == (0, 0, 1)


def test_the_pages_offer_the_one_sentence_instead(support, small):
    client, address = client_of(small.b.clerk), reverse("progress:report", args=[support.pk])
    refused = [client.get(address), client.post(address, {"text": "已配合。", "percent": 50, "key": "k", "version": 1})]
    assert [(answer.status_code, "说明配合情况" in text(answer)) for answer in refused] == [(403, True), (403, True)]
    for page in (client.get("/today/"), client.get(reverse("desk:assignment", args=[support.pk]))):
        assert ("报进展" in text(page), "说明配合情况" in text(page)) == (False, True)
    assert "报进展" in text(client_of(small.a.clerk).get("/today/"))


def test_neither_a_letters_link_nor_a_sheet_asks_it_to_report(support, small):
    lead = Assignment.objects.get(part=Part.LEAD)
    assert ([act.value for act in acts(lead, lead.due_on)][:1], acts(support, support.due_on)) == (["report"], [])
    listed = support.item.responsibility_list
    assert [list(ledger_of(user, listed, fills=True)) for user in (small.a.clerk, small.b.clerk)] == [[lead], []]
