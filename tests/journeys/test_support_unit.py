"""A joint matter in a real browser at the width of a phone: the support unit's one sentence, the lead's word on it, the lead's figure."""

import pytest
from playwright.sync_api import Page, expect

from tasks.items.models import Assignment
from tasks.items.states import Level, Mode, Part
from tasks.progress.models import Report
from tests.factories import Office, office
from tests.journeys.test_unit_day import PASSWORD, fits, sign_in
from tests.tasks.items.matters import give, issued_list, item

SAID = "派出两名讲师参加巡回宣讲，共讲12场。"
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def joint(redis_url) -> Office:
    """巡回宣讲: led by A, supported by B, twelve lectures; nobody has accepted yet."""
    small = office()
    for user in (small.a.secretary, small.b.clerk):
        user.set_password(PASSWORD)
        user.save(update_fields=["password"])
    one = item(issued_list(small), mode=Mode.JOINT, level=Level.COLLECTIVE, title="巡回宣讲", target_value=12, target_measure="场")
    give(one, small.a.unit, part=Part.LEAD), give(one, small.b.unit, part=Part.SUPPORT)
    return small


@pytest.mark.parametrize("browser_page", [390], indirect=True)
def test_a_support_unit_tells_its_part_and_the_lead_confirms_it(browser_page: Page, joint: Office) -> None:
    page = browser_page
    page.goto("/")
    sign_in(page, joint.b.clerk)
    told_in_one_sentence(page)
    page.context.clear_cookies()
    page.goto("/today/")
    sign_in(page, joint.a.secretary)
    confirmed_by_the_lead(page)
    handed_in_with_its_figure(page)
    lead, support = (Assignment.objects.get(part=part) for part in (Part.LEAD, Part.SUPPORT))
    assert (lead.state, support.state, lead.submissions.get().claimed_figure) == ("submitted", "supported", 12)
    assert Report.objects.count() == 0


def told_in_one_sentence(page: Page) -> None:
    """The card offers the one sentence and no progress entry."""
    page.get_by_role("button", name="签收").click()
    page.goto("/today/")
    expect(page.get_by_role("link", name="报进展")).to_have_count(0)
    fits(page)
    page.get_by_role("link", name="说明配合情况").click()
    fits(page)
    page.get_by_label("配合情况").fill(SAID)
    page.get_by_role("button", name="报送配合情况").click()
    expect(page.get_by_text("配合情况已报送，等待牵头单位确认。")).to_be_visible()
    expect(page.get_by_text("待牵头确认").first).to_be_visible()
    fits(page)


def confirmed_by_the_lead(page: Page) -> None:
    """Sending back needs a word; confirming needs none."""
    expect(page.get_by_role("heading", name="待确认的配合情况（1）")).to_be_visible()
    fits(page)
    page.get_by_role("link", name="确认或退回").click()
    expect(page.get_by_text(SAID)).to_be_visible()
    page.get_by_role("button", name="退回").click()
    expect(page.get_by_text("退回须说明理由，以便协办单位补充。", exact=True)).to_be_visible()
    fits(page)
    page.get_by_role("button", name="确认", exact=True).click()
    expect(page.get_by_text("已确认配合").first).to_be_visible()
    fits(page)


def handed_in_with_its_figure(page: Page) -> None:
    """The lead accepts and hands in; the item asks for a figure, and what was typed stays when it is missing."""
    page.get_by_role("button", name="签收").click()
    page.get_by_role("link", name="提请办结").click()
    page.get_by_label("完成情况").fill("宣讲已完成。")
    page.get_by_role("button", name="提请办结").click()
    expect(page.get_by_text("请填写实际完成的数值（场）").first).to_be_visible()
    expect(page.get_by_label("完成情况")).to_have_value("宣讲已完成。")
    fits(page)
    page.get_by_label("实际完成（场）").fill("12")
    page.get_by_role("button", name="提请办结").click()
    expect(page.get_by_text("待审核").first).to_be_visible()
    fits(page)
