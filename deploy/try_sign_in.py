"""Part of deploy.try_install, inside the trial machine: open the printed links over https, set passwords, sign in, set up the second factor as
the system demands, see the first page, and sign in once more with a recovery code.

python3.11 try_sign_in.py SITE LOG LAST: into the file LAST go site, account, password and an unused code of the last one, for deploy.try_outside.
"""

import base64
import hmac
import http.cookiejar
import re
import secrets
import ssl
import struct
import sys
import time
import urllib.parse
import urllib.request
from pathlib import Path

PRINTED = re.compile(r"^  (\w+)\u3000(\S+)\u3000(https://\S+)$", re.MULTILINE)
HOSTS = Path("/etc/hosts")


def main(site: str, log: str, last: str) -> int:
    """Everybody whose link stands in the log."""
    HOSTS.write_text(HOSTS.read_text() + f"127.0.0.1 {site}\n" if HOSTS.exists() else f"127.0.0.1 localhost {site}\n")
    for account, name, link in PRINTED.findall(Path(log).read_text(encoding="utf-8")):
        password, codes = sign_in(f"https://{site}", account, name, link)
        Path(last).write_text(f"{site} {account} {password} {codes[-1] if codes else ''}\n")
    return 0


def sign_in(home: str, account: str, name: str, link: str) -> tuple[str, list[str]]:
    """The whole way of one person, told in a line; returns password and recovery codes."""
    browser, password = new_browser(), secrets.token_urlsafe(12)
    send(browser, link, password=password, again=password)
    send(browser, f"{home}/sign-in/", login=account, password=password)
    codes = set_up_factor(browser, home, password)
    first = seen(browser, home, name)
    again = new_browser()
    send(again, f"{home}/sign-in/", login=account, password=password)
    between = seen(again, home, name)
    send(again, f"{home}/sign-in/code/", code=codes[0])
    second = seen(again, home, name)
    well = first and not between and second and len(codes) == 10
    print(
        f"{account} {'已登录' if well else '没有登录'}：动态验证码已设，恢复码 {len(codes)} 个，第二次用恢复码登录：{second or between or first}"
    )
    return password, codes


def new_browser() -> urllib.request.OpenerDirector:
    """A browser's way: certificate checked against the one that was made, cookies kept."""
    trust = ssl.create_default_context(cafile="/etc/ssl/dangjian/site.crt")
    cookies = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
    return urllib.request.build_opener(urllib.request.HTTPSHandler(context=trust), cookies)


def set_up_factor(browser: urllib.request.OpenerDirector, home: str, password: str) -> list[str]:
    """Where the first page leads whoever must have one; the telephone's part is done here. Returns the recovery codes."""
    with browser.open(f"{home}/", timeout=60) as answer:
        page, address = answer.read().decode(), answer.url
    if not address.endswith("/account/factor/"):
        return []
    secret = re.search(r'class="secret-code">([A-Z2-7 ]+)<', page)[1].replace(" ", "")
    page = send(browser, address, password=password, code=telephone(secret))
    return re.findall(r"<li>([0-9]+)</li>", page)


def telephone(secret: str) -> str:
    """What a telephone would show now (RFC 6238), written anew here: the program is not asked for its own answer."""
    digest = hmac.digest(base64.b32decode(secret), struct.pack(">Q", int(time.time()) // 30), "sha1")
    start = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[start : start + 4])[0] & 0x7FFFFFFF) % 1_000_000:06d}"


def seen(browser: urllib.request.OpenerDirector, home: str, name: str) -> str:
    """Address and title of the person's first page; empty when the way there is barred."""
    with browser.open(f"{home}/", timeout=60) as answer:
        page, address = answer.read().decode(), answer.url
    title = re.search(r"<title>(.*?)</title>", page, re.DOTALL)[1]
    barred = "/sign-in/" in address or "/account/" in address or name not in page
    return "" if barred else f"{address} {' '.join(title.split())}"


def send(browser: urllib.request.OpenerDirector, address: str, **values: str) -> str:
    """Open the page, fill in its form, send it; returns the page that follows."""
    with browser.open(address, timeout=60) as answer:
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', answer.read().decode())[1]
    body = urllib.parse.urlencode({"csrfmiddlewaretoken": token, **values}).encode()
    with browser.open(urllib.request.Request(address, body, {"Referer": address}), timeout=60) as answer:
        return answer.read().decode()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
