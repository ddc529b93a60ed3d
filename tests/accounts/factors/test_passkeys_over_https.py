"""A server as docs/install.md makes it (production's variables, gunicorn, nginx with TLS) and a real Chromium outside: the first day by passkey."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Error, Page, expect

from tests.services import nginx
from tests.services.nginx import SITE, Nginx
from tests.services.office import Office, wait_until
from tests.services.outside import ask_for_key, key_in, outside, sign_in, sign_in_by_key
from tests.services.smtp import free_port

pytestmark = [pytest.mark.browser, pytest.mark.once]
PASSWORD = "Yunxi-https-2026"
FOUR = (
    "--system",
    "xitong",
    "钟维安",
    "--security",
    "anquan",
    "童守正",
    "--audit",
    "shenji",
    "盛明察",
    "--office-admin",
    "dangjian1",
    "向党建",
)


@pytest.fixture
def server(own_office: Office) -> Iterator[Nginx]:
    """An empty office whose site answers behind nginx."""
    if nginx.binary() is None:
        pytest.skip("没有 nginx，不经它试 / no nginx on this machine")
    office, web = own_office, free_port()
    office.migrate()
    office.start_queue()
    for name in ("LOCAL", "DEBUG", "STATICFILES_BACKEND", "SITE_URL"):
        office.env.pop(name, None)
    # As /etc/dangjian.env of the document, but for the database.
    office.env |= {
        "SECRET_KEY": "https-" + "k" * 60,
        "ALLOWED_HOSTS": SITE,
        "SITE_URL": f"https://{SITE}",
        "CSRF_TRUSTED_ORIGINS": f"https://{SITE}",
        "BEHIND_PROXY": "1",
        "REDIS_URL": f"redis+socket://{office.folder / 'redis' / 'redis.sock'}",
    }
    office.python("manage.py", "collectstatic", "--no-input", "-v", "0")
    office.start(
        "web", "-m", "gunicorn", "config.wsgi", f"--bind=127.0.0.1:{web}", "--preload", "--workers=2", "--no-control-socket"
    )
    door = Nginx(office.folder, https=free_port(), http=free_port())
    door.prepare([web])
    door.start(office.children)
    assert wait_until(lambda: nginx.answers(web), 120), office.log("web")
    yield door


def links(office: Office) -> dict[str, str]:
    """Account -> the link that is printed once."""
    printed = office.python("manage.py", "first_admins", "中共云溪县委员会", *FOUR)
    return dict(re.findall(r"^  (\w+)\u3000\S+\u3000(https://\S+)$", printed, re.MULTILINE))


def test_the_first_day_by_passkey_alone(server: Nginx, own_office: Office, chromium: Browser) -> None:
    opened = links(own_office)
    with outside(chromium.browser_type, SITE, f"127.0.0.1:{server.https}", server.certificate) as page:
        key_in(page)
        page.goto(opened["dangjian1"])
        page.get_by_label("新密码").fill(PASSWORD)
        page.get_by_label("再次输入").fill(PASSWORD)
        page.get_by_role("button", name="设置密码").click()
        page.wait_for_url("**/sign-in/")
        sign_in(page, "dangjian1", PASSWORD)
        page.wait_for_url("**/account/factor/")  # nothing else opens before
        page.goto("/overview/")
        page.wait_for_url("**/account/factor/")
        page.get_by_role("link", name="登记通行密钥").click()
        ask_for_key(page, "办公室电脑", PASSWORD)
        page.get_by_role("button", name="登记").click()
        expect(page.locator(".recovery-codes li")).to_have_count(10)
        assert sign_in_by_key(page) == "/overview/"
        sign_in_again_with_both(page)
    own_office.typed |= {PASSWORD, *opened.values()}


def sign_in_again_with_both(page: Page) -> None:
    """The password, and the passkey after it."""
    page.get_by_role("button", name="退出", exact=True).click()
    sign_in(page, "dangjian1", PASSWORD)
    page.wait_for_url("**/sign-in/code/")
    page.get_by_role("button", name="使用通行密钥").click()
    page.wait_for_url("**/overview/")


def test_a_certificate_that_the_browser_does_not_trust_is_named_as_the_cause(server: Nginx, chromium: Browser) -> None:
    """Without a device of our own: with one, Chromium leaves out the very check that is tried here."""
    with outside(chromium.browser_type, SITE, f"127.0.0.1:{server.https}", None) as page:
        with pytest.raises(Error, match="ERR_CERT_AUTHORITY_INVALID"):
            page.goto("/sign-in/passkey/")
        expect(page.locator("#details-button")).to_be_visible()
        page.keyboard.type("thisisunsafe")  # Chromium's own way past its warning
        page.wait_for_url("**/sign-in/passkey/")
        page.get_by_role("button", name="使用通行密钥").click()
        expect(page.get_by_role("alert")).to_contain_text("浏览器不信任本站的证书，不能使用通行密钥")
