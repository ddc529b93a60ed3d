"""A real Chromium outside the server: https by the site's own name, a certificate that it trusts or does not, a key built in.

python -m tests.services.outside SITE ADDRESS CERTIFICATE ACCOUNT PASSWORD CODE: for deploy.try_outside; CODE is one of the recovery codes.
"""

import base64
import hashlib
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from playwright.sync_api import BrowserType, Page, expect, sync_playwright

from deploy import browser as installed
from tests.services.chromium import ARGUMENTS, PATIENCE

DEVICE = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True, "isUserVerified": True}


@contextmanager
def outside(kind: BrowserType, site: str, address: str, certificate: Path | None) -> Iterator[Page]:
    """A page of a browser for which `site` lies at `address` (host or host:port). Without `certificate` it trusts nobody new.

    Ends in an AssertionError when a script broke or the page broke its own content policy.
    """
    words = [f"--host-resolver-rules=MAP {site} {address}"]
    if certificate:
        words.append(f"--ignore-certificate-errors-spki-list={fingerprint(certificate)}")
    browser, wrong = kind.launch(executable_path=installed.path(), args=ARGUMENTS + words), []
    try:
        page = browser.new_page(base_url=f"https://{site}", locale="zh-CN", timezone_id="Asia/Shanghai")
        page.set_default_timeout(PATIENCE)
        page.on("pageerror", lambda error: wrong.append(f"script: {error}"))
        page.on("console", lambda line: wrong.append(line.text) if "Content Security Policy" in line.text else None)
        yield page
    finally:
        browser.close()
    assert wrong == []


def fingerprint(certificate: Path) -> str:
    """How Chromium is told which key to trust."""
    key = x509.load_pem_x509_certificate(certificate.read_bytes()).public_key()
    return base64.b64encode(hashlib.sha256(key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)).digest()).decode()


def key_in(page: Page) -> None:
    """A device that is built into this computer; its owner's finger is always there."""
    tools = page.context.new_cdp_session(page)
    tools.send("WebAuthn.enable")
    tools.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE | {"automaticPresenceSimulation": True}})


def sign_in(page: Page, account: str, password: str) -> None:
    """As far as the password goes."""
    page.goto("/sign-in/")
    page.get_by_label("账号").fill(account)
    page.get_by_label("密码").fill(password)
    page.get_by_role("button", name="登录", exact=True).click()


def ask_for_key(page: Page, name: str, password: str) -> None:
    """From the page of a new passkey to the one with the button."""
    page.get_by_label("名称").fill(name)
    page.get_by_label("当前密码").fill(password)
    page.get_by_role("button", name="下一步").click()


def sign_in_by_key(page: Page) -> str:
    """Out, and in by the passkey alone; returns the path of the page that opens."""
    page.get_by_role("button", name="退出", exact=True).click()
    page.get_by_role("link", name="用通行密钥登录").click()
    page.get_by_role("button", name="使用通行密钥").click()
    page.wait_for_url(lambda address: "sign-in" not in address)
    return re.sub(r"^https://[^/]+", "", page.url)


def main(site: str, address: str, certificate: str, account: str, password: str, code: str) -> int:
    """Somebody who has a telephone already gets a passkey beside it, and comes in by it alone."""
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright, outside(playwright.chromium, site, address, Path(certificate)) as page:
        key_in(page)
        sign_in(page, account, password)
        page.get_by_label("验证码").fill(code)
        page.get_by_role("button", name="登录", exact=True).click()
        page.wait_for_url(lambda there: "sign-in" not in there)
        page.goto("/account/passkeys/new/")
        ask_for_key(page, "办公室电脑", password)
        page.get_by_role("button", name="登记").click()
        page.wait_for_url(lambda there: "passkeys" not in there)
        print(f"{account} 已登记通行密钥，用它登录：{sign_in_by_key(page)}")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
