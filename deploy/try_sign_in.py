"""Part of deploy.try_install, inside the trial machine: open the printed links over https, set passwords, sign in, see the first page.

python3.11 try_sign_in.py SITE LOG
"""

import http.cookiejar
import re
import secrets
import ssl
import sys
import urllib.parse
import urllib.request
from pathlib import Path

PRINTED = re.compile(r"^  (\w+)\u3000(\S+)\u3000(https://\S+)$", re.MULTILINE)
HOSTS = Path("/etc/hosts")


def main(site: str, log: str) -> int:
    """Everybody whose link stands in the log."""
    HOSTS.write_text(HOSTS.read_text() + f"127.0.0.1 {site}\n" if HOSTS.exists() else f"127.0.0.1 localhost {site}\n")
    for account, name, link in PRINTED.findall(Path(log).read_text(encoding="utf-8")):
        sign_in(f"https://{site}", account, name, link)
    return 0


def sign_in(home: str, account: str, name: str, link: str) -> None:
    """A browser's way: certificate checked against the one that was made, cookies kept, forms with their token."""
    trust = ssl.create_default_context(cafile="/etc/ssl/dangjian/site.crt")
    cookies = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
    browser = urllib.request.build_opener(urllib.request.HTTPSHandler(context=trust), cookies)
    password = secrets.token_urlsafe(12)
    send(browser, link, password=password, again=password)
    page = send(browser, f"{home}/sign-in/", login=account, password=password)
    with browser.open(f"{home}/", timeout=60) as answer:
        page, address = answer.read().decode(), answer.url
    title = re.search(r"<title>(.*?)</title>", page, re.DOTALL)[1].strip()
    print(
        f"{account} {'已登录' if name in page and '/sign-in/' not in address else '没有登录'}：{address} {' '.join(title.split())}"
    )


def send(browser: urllib.request.OpenerDirector, address: str, **values: str) -> str:
    """Open the page, fill in its form, send it; returns the page that follows."""
    with browser.open(address, timeout=60) as answer:
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', answer.read().decode())[1]
    body = urllib.parse.urlencode({"csrfmiddlewaretoken": token, **values}).encode()
    with browser.open(urllib.request.Request(address, body, {"Referer": address}), timeout=60) as answer:
        return answer.read().decode()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
