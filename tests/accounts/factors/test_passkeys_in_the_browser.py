"""Chromium with an authenticator of its own: register, sign out, sign in by the passkey alone and after the password, cancel."""

import re

import pytest
from playwright.sync_api import Page, expect

from accounts.factors.models import Passkey
from tests import factories

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PASSWORD = "passkey-journey-2026"
DEVICE = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True, "isUserVerified": True}


class Browser:
    """The page, and the device that is built into this computer."""

    def __init__(self, page: Page) -> None:
        self.page, self.cdp = page, page.context.new_cdp_session(page)
        self.cdp.send("WebAuthn.enable")
        made = self.cdp.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE | {"automaticPresenceSimulation": True}})
        self.device = made["authenticatorId"]

    def sign_in(self, user) -> None:
        """As far as the password goes."""
        self.page.context.clear_cookies()
        self.page.goto("/sign-in/")
        self.page.get_by_label("账号").fill(user.username)
        self.page.get_by_label("密码").fill(PASSWORD)
        self.page.get_by_role("button", name="登录", exact=True).click()

    def finger(self, right: bool) -> None:
        """Whether the next finger is the owner's."""
        self.cdp.send("WebAuthn.setUserVerified", {"authenticatorId": self.device, "isUserVerified": right})

    def keys(self) -> list[dict]:
        """What the device holds."""
        return self.cdp.send("WebAuthn.getCredentials", {"authenticatorId": self.device})["credentials"]


def test_a_passkey_is_registered_and_opens_alone_and_after_the_password(browser_page: Page) -> None:
    user = factories.user("高建国", password=PASSWORD)
    browser, page = Browser(browser_page), browser_page
    browser.sign_in(user)
    page.goto("/account/passkeys/new/")
    page.get_by_label("名称").fill("办公室电脑")
    page.get_by_label("当前密码").fill(PASSWORD)
    page.get_by_role("button", name="下一步").click()
    page.get_by_role("button", name="登记").click()
    expect(page.locator(".recovery-codes li")).to_have_count(10)
    assert (len(browser.keys()), str(Passkey.objects.get())) == (1, "办公室电脑")

    page.get_by_role("button", name="退出").click()
    page.get_by_role("link", name="用通行密钥登录").click()
    browser.finger(right=False)
    page.get_by_role("button", name="使用通行密钥").click()
    expect(page.get_by_role("alert")).to_contain_text("没有完成：您取消了，或者等待的时间过长。")
    browser.finger(right=True)
    page.get_by_role("button", name="使用通行密钥").click()
    page.wait_for_url(lambda address: "sign-in" not in address)

    browser.sign_in(user)
    page.wait_for_url("**/sign-in/code/")
    with page.expect_request(lambda asked: asked.method == "POST") as sent:
        page.get_by_role("button", name="使用通行密钥").click()
    page.wait_for_url(lambda address: "sign-in" not in address)
    page.goto("/account/")
    expect(page.get_by_text(re.compile("办公室电脑.*最近使用"))).to_be_visible()

    browser.sign_in(user)
    page.wait_for_url("**/sign-in/code/")
    page.evaluate(
        "said => { const form = document.querySelector('[data-passkey]'); form.elements.credential.value = said; form.submit(); }",
        sent.value.post_data_json["credential"],
    )
    expect(page.get_by_role("alert")).to_contain_text("通行密钥没有通过验证")


def test_without_webauthn_the_page_says_what_to_do_instead(browser_page: Page) -> None:
    browser_page.add_init_script("delete window.PublicKeyCredential")
    browser_page.goto("/sign-in/passkey/")
    expect(browser_page.get_by_role("alert")).to_contain_text("这个浏览器不支持通行密钥。请改用密码和手机验证码")
    expect(browser_page.get_by_role("button", name="使用通行密钥")).to_be_hidden()
