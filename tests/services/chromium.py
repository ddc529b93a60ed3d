"""A real Chromium that looks at a live server."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from deploy import browser as installed

# The browser's own bars are pages too, drawn anew for each context although nobody sees them: a third of the work.
BARS = ("InitialWebUI", "PreloadTopChromeWebUI", "WebUIOmniboxPopup", "WebUIReloadButton", "WebUIToolbar")
# What Playwright itself switches off: a second --disable-features would replace its own.
PLAYWRIGHTS = (
    *("AimEnabled", "AvoidCorsURLLoaderRestartOnRedirect", "AvoidUnnecessaryBeforeUnloadCheckSync", "DestroyProfileOnBrowserClose"),
    *("HttpsFirstBalancedModeAutoEnable", "HttpsUpgrades", "LensOverlay", "MediaRouter", "NetworkTimeServiceQuerying"),
    *("OptimizationHints", "PaintHolding", "PreconnectToSearch", "ThirdPartyStoragePartitioning"),
)
ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    f"--disable-features={','.join(PLAYWRIGHTS + BARS)}",
]
# On a busy machine of two cores a page may take its time; a test that waits is not a test that measures.
PATIENCE = 30_000
HEIGHTS = {1280: 900, 390: 844}


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for the session; without Chromium on the machine the test is skipped."""
    executable = installed.path()
    if executable is None:
        pytest.skip("没有 Chromium，浏览器测试跳过 / no Chromium on this machine")
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def browser_page(request, chromium, live_server, redis_url) -> Iterator[Page]:
    """A page at 1280 px (or the width given by an indirect parameter) whose addresses begin at the live server.

    The test fails when a script breaks, when the page breaks its own content policy, or when anything is asked of another host.
    """
    width = getattr(request, "param", 1280)
    context = chromium.new_context(
        base_url=live_server.url,
        viewport={"width": width, "height": HEIGHTS.get(width, 900)},
        locale="zh-CN",
        timezone_id="Asia/Shanghai",
        accept_downloads=True,
    )
    context.set_default_timeout(PATIENCE)
    page, wrong = context.new_page(), []
    page.on("pageerror", lambda error: wrong.append(f"script: {error}"))
    page.on("console", lambda line: wrong.append(line.text) if "Content Security Policy" in line.text else None)
    page.on("request", lambda asked: None if at_home(asked.url, live_server.url) else wrong.append(f"foreign: {asked.url}"))
    yield page
    context.close()
    assert wrong == []


def at_home(url: str, home: str) -> bool:
    """True for addresses of our own server and for those that need no network."""
    return url.startswith((f"{home}/", "data:", "blob:", "about:"))
