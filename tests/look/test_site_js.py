"""In a real browser: what the server refuses is seen whole, and a session that ended leads to the door."""

import re

import pytest
from playwright.sync_api import Page, expect

from speeches import actions
from speeches.models import Directive, Speech
from tests.factories import office
from tests.speeches.conftest import NOW, SEED

PASSWORD = "look-password-2026"
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def workbench(browser_page: Page, settings, tmp_path) -> Page:
    """The administrator in front of the speech that is to be decided."""
    settings.MEDIA_ROOT = tmp_path
    admin = office().admin
    admin.set_password(PASSWORD)
    admin.save(update_fields=["password"])
    speech: Speech = actions.receive(data=SEED.read_bytes(), name=SEED.name, now=NOW, by=admin)
    actions.read(pk=speech.pk, now=NOW)
    browser_page.goto(f"/sign-in/?next=/speeches/{speech.pk}/review/")
    browser_page.get_by_label("账号").fill(admin.username)
    browser_page.get_by_label("密码").fill(PASSWORD)
    browser_page.get_by_role("button", name="登录").click()
    browser_page.wait_for_url("**/review/")
    return browser_page


def confirm_first(page: Page) -> None:
    """Press the first 确认."""
    page.get_by_role("button", name="确认", exact=True).first.click()


def test_an_act_in_place_leaves_the_page_open(workbench: Page) -> None:
    confirm_first(workbench)
    expect(workbench.get_by_text("✓ 已确认")).to_have_count(1)
    assert workbench.url.endswith("/review/")


def test_who_comes_later_sees_the_page_of_the_conflict(workbench: Page) -> None:
    Directive.objects.update(version=7)
    confirm_first(workbench)
    expect(workbench.locator("h1")).to_have_text("未能办理")


def test_a_session_that_ended_leads_to_the_door(workbench: Page) -> None:
    workbench.context.clear_cookies()
    confirm_first(workbench)
    expect(workbench.locator("h1")).to_have_text(re.compile("登录|页面已过期"))


def test_a_lost_connection_is_said_on_the_page(workbench: Page) -> None:
    workbench.context.set_offline(True)
    confirm_first(workbench)
    expect(workbench.get_by_role("alert")).to_have_text("没有连上服务器，操作没有完成。请检查网络后重试。")
    workbench.context.set_offline(False)


def test_a_computer_without_a_cable_reaches_its_own_server(browser_page: Page) -> None:
    """`make run` on a laptop in a train: the browser calls itself offline, the server is on the same computer."""
    browser_page.add_init_script("Object.defineProperty(Navigator.prototype, 'onLine', {get: () => false})")
    browser_page.goto("/sign-in/")
    browser_page.get_by_label("账号").fill("nobody")
    browser_page.get_by_label("密码").fill(PASSWORD)
    browser_page.get_by_role("button", name="登录", exact=True).click()
    expect(browser_page.get_by_text(re.compile("密码不正确|不正确")).first).to_be_visible()
