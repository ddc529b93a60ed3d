"""A vote on a phone without scripts, in a real browser: one tap for each unit and one to send."""

from datetime import date

import pytest
from playwright.sync_api import expect

from tasks.ballots.models import Vote
from tests.tasks.ballots.booth import Booth, code_of

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.once]
THUMB = 44
LONG_HENCE = date(2099, 12, 31)


@pytest.mark.parametrize("address", ["letter", "slip"])
def test_a_vote_takes_a_tap_for_each_unit_and_one_more(chromium, live_server, address):
    booth = Booth()
    ballot = booth.opened(closes_on=LONG_HENCE)
    code = code_of(booth.voters[0], ballot)
    phone = chromium.new_context(base_url=live_server.url, viewport={"width": 390, "height": 844}, java_script_enabled=False)
    page = phone.new_page()
    if address == "letter":
        page.goto(f"/vote/{ballot.pk}/{code}/")
    else:
        page.goto(f"/vote/{ballot.pk}/")
        page.get_by_label("票号").fill(code.lower())
        page.get_by_role("button", name="打开测评票").click()
    labels = page.locator("label.sheet-mark")
    sizes = [labels.nth(n).bounding_box() for n in range(labels.count())]
    assert (len(sizes), min(min(box["width"], box["height"]) for box in sizes) >= THUMB) == (10, True)
    for unit in booth.units:
        page.get_by_role("group", name=unit.name).get_by_text("较好").click()
    page.get_by_role("button", name="投票").click()
    expect(page.get_by_role("heading", name="已投票")).to_be_visible()
    assert [cookie["name"] for cookie in phone.cookies()] == ["csrftoken"]
    assert [sorted(vote.answers.values()) for vote in Vote.objects.all()] == [["较好", "较好"]]
    phone.close()
