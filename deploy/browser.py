"""The real browser of the tests: Debian's Chromium, installed when it is missing and we may."""

import os
import shutil
import subprocess

from deploy.words import say

NAMES = ("chromium", "chromium-browser", "google-chrome")
MISSING = (
    "没有 Chromium，且当前用户不能安装：浏览器测试将跳过（请用 root 执行 apt-get install chromium fonts-noto-cjk）。\n"
    "No Chromium here and no right to install it: the browser tests will be left out."
)


def path() -> str | None:
    """The browser's executable: CHROMIUM from the environment, else the first one on PATH."""
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)


def ensure() -> None:
    """Install Chromium and a Chinese font by apt when we are root; else say what will be left out."""
    if path():
        return
    if os.geteuid() == 0 and shutil.which("apt-get"):
        say("正在安装测试用浏览器（chromium、fonts-noto-cjk）……")
        env = dict(os.environ) | {"DEBIAN_FRONTEND": "noninteractive"}
        for words in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", "chromium", "fonts-noto-cjk"]):
            subprocess.run(["apt-get", *words], env=env, stdin=subprocess.DEVNULL, capture_output=True)
    if not path():
        say(MISSING)
