"""A unit's day in a real browser at the width of a phone: the secretary's minute, a lost session, and the clerk who acts."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from accounts.models import Entry, User
from tasks.items.actions import acknowledge
from tasks.items.models import Assignment
from tasks.progress.models import Draft, Report
from tests.factories import office
from tests.tasks.unit_day import CLOCK, given, picture

PASSWORD = "unit-day-password-2026"
TEXT = "已讲党课，86人参加，围绕改进文风会风提出三条措施。"
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def matter(settings, tmp_path, redis_url) -> Assignment:
    """讲党课 has just been given to organ A; its secretary and clerk can sign in."""
    settings.MEDIA_ROOT = tmp_path
    small = office()
    for user in (small.a.secretary, small.a.clerk):
        user.set_password(PASSWORD)
        user.save(update_fields=["password"])
    return given(small, "讲党课")[0]


def sign_in(page: Page, user: User) -> None:
    """Fill the door's form; where it leads to is the door's business."""
    page.get_by_label("账号").fill(user.username)
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()
    page.wait_for_url(lambda address: "sign-in" not in address)


def fits(page: Page) -> None:
    """Nothing sticks out to the side, once the page is there."""
    page.wait_for_load_state()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), page.url


def holder(matter: Assignment, role: str) -> User:
    """Who holds the post in the matter's unit."""
    return User.objects.get(posts__unit=matter.unit_id, posts__role=role)


@pytest.mark.parametrize("browser_page", [390], indirect=True)
def test_a_secretarys_minute(browser_page: Page, matter: Assignment) -> None:
    page, secretary = browser_page, holder(matter, "unit_secretary")
    page.goto("/")
    sign_in(page, secretary)
    page.get_by_role("button", name="签收").click()
    page.goto("/today/")
    fits(page)
    page.get_by_role("link", name="报进展").click()
    typed_over_a_lost_session(page, lambda: sign_in(page, secretary))
    kept_without_a_network(page)
    sent_by_a_double_click(page, matter)
    submitted(page, "已讲党课，附会议记录。")
    matter.refresh_from_db()
    assert (matter.state, matter.submissions.get().by) == ("submitted", secretary)


@pytest.mark.parametrize("browser_page", [390], indirect=True)
def test_the_clerk_who_does_an_errand_and_acts_for_the_secretary(browser_page: Page, matter: Assignment) -> None:
    page, secretary, clerk = browser_page, holder(matter, "unit_secretary"), holder(matter, "unit_clerk")
    acknowledge(assignment=matter, version=matter.version, by=secretary, **CLOCK)
    page.goto(f"/assignments/{matter.pk}/")
    sign_in(page, secretary)
    handed_on_and_away(page, matter, clerk)
    page.context.clear_cookies()
    page.goto("/today/")
    sign_in(page, clerk)
    ticked_and_submitted(page, matter)


def typed_over_a_lost_session(page: Page, sign_in_again: Callable[[], None]) -> None:
    """The draft saves itself while typing; the session ends; what was sent then is found again behind the door."""
    page.get_by_label("进展", exact=False).first.fill(TEXT[:10])
    expect(page.locator("#saved")).to_contain_text("草稿已存")
    fits(page)
    page.context.clear_cookies(name="sessionid")
    page.locator("#id_text").fill(TEXT)
    page.get_by_label("50%").check()
    page.get_by_role("button", name="报进展").click()
    expect(page.get_by_role("status")).to_contain_text("填写的文字已存为草稿")
    assert (Report.objects.count(), Draft.objects.get().text) == (0, TEXT)
    sign_in_again()
    expect(page.locator("#id_text")).to_have_value(TEXT)
    expect(page.get_by_label("50%")).to_be_checked()


def kept_without_a_network(page: Page) -> None:
    """Nothing is sent, and what was typed stays where it is."""
    page.context.set_offline(True)
    page.wait_for_function(
        "() => !navigator.onLine && document.readyState === 'complete'"
    )  # the page has heard of it, and its script runs
    page.get_by_role("button", name="报进展").click()
    expect(page.get_by_role("alert")).to_have_text("没有连上网络，没有送出。填写的内容还在页面上，联网后再试。")
    expect(page.locator("#id_text")).to_have_value(TEXT)
    page.context.set_offline(False)


def sent_by_a_double_click(page: Page, matter: Assignment) -> None:
    """With a picture; one entry, whatever the clicks."""
    page.get_by_text("附一份佐证（可不附）").click()
    page.locator("#id_file").set_input_files({"name": "现场.png", "mimeType": "image/png", "buffer": picture("red", (900, 600))})
    fits(page)
    page.get_by_role("button", name="报进展").dblclick()
    page.wait_for_url(f"**/assignments/{matter.pk}/")
    expect(page.get_by_alt_text("现场.png的缩略图")).to_be_visible()
    assert page.get_by_alt_text("现场.png的缩略图").evaluate("image => image.decode().then(() => image.naturalWidth)") == 480
    fits(page)
    assert (Report.objects.count(), Draft.objects.count()) == (1, 0)


def submitted(page: Page, claim: str) -> None:
    """提请办结, in one short text."""
    page.get_by_role("link", name="提请办结").click()
    page.get_by_label("完成情况").fill(claim)
    page.get_by_role("button", name="提请办结").click()
    expect(page.get_by_text("待审核").first).to_be_visible()
    fits(page)


def handed_on_and_away(page: Page, matter: Assignment, clerk: User) -> None:
    """The secretary gives the clerk a piece, and the post for a day."""
    page.get_by_role("link", name="交办").click()
    fits(page)
    page.get_by_label("承办人").select_option(label=str(clerk))
    page.get_by_label("交办内容").fill("收齐三个支部的会议记录")
    page.get_by_role("button", name="交办").click()
    expect(page.get_by_role("heading", name="交办")).to_be_visible()
    page.goto("/my-posts/")
    page.get_by_label("代办人").select_option(label=str(clerk))
    page.get_by_label("结束日期").fill(page.get_by_label("开始日期").input_value())
    page.get_by_label("原因").fill("外出学习")
    page.get_by_role("button", name="授权代办").click()
    expect(page.get_by_role("button", name="收回")).to_be_visible()
    fits(page)


def ticked_and_submitted(page: Page, matter: Assignment) -> None:
    """The clerk ticks the piece, then says that the matter is done; the trail says 代."""
    expect(page.get_by_text("您正在代办")).to_be_visible()
    fits(page)
    page.get_by_label("的办理结果").fill("三个支部已收齐。")
    page.get_by_role("button", name="办好了").click()
    expect(page.get_by_text("交给我办的")).to_have_count(0)
    submitted(page, "已讲党课，记录已收齐。")
    said = Entry.objects.filter(act__in=["办结交办", "提请办结"]).values_list("post", flat=True)
    assert ["；代" in post for post in said] == [True, True]
    matter.refresh_from_db()
    assert matter.state == "submitted"
