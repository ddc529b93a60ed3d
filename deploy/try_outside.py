"""Part of deploy.try_install: the machine is started once more, and looked at from outside, over a cable, as people's computers do.

Everything must have come up by itself; 443 answers by the site's name, what is meant for the machine alone does not; and where Chromium is
there, the person who signed in last registers a passkey and comes in by it.
"""

import http.client
import socket
import ssl
import subprocess
import sys
import time
from importlib.util import find_spec
from pathlib import Path

from deploy import browser
from deploy.places import PROJECT
from deploy.words import say

NAME, HERE, THERE = "trial", "10.213.77.1", "10.213.77.2"
INSIDE_ONLY = {8000: "gunicorn", 5432: "PostgreSQL", 6379: "Redis"}
LONGEST = 300


def look(root: Path, boot: list[str]) -> list[str]:
    """What is wrong; nothing when all is well. `boot` is the command that starts the machine."""
    (root / "etc" / "systemd" / "system" / "default.target.wants" / "trial.service").unlink(missing_ok=True)
    words = [boot[0], f"--machine={NAME}", "--network-veth", *boot[1:]]
    machine = subprocess.Popen(words, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        site, *person = (root / "root" / "trial" / "last").read_text().split()
        certificate = root / "etc" / "ssl" / "dangjian" / "site.crt"
        plug_in(machine)
        if not answers(site, certificate):
            return [f"重新开机以后 https://{site} 没有应答"]
        open_ports = [f"{name}（{port}）从外面连得上" for port, name in INSIDE_ONLY.items() if reached(port)]
        return open_ports + by_passkey(site, certificate, person)
    finally:
        machine.terminate()
        try:
            machine.wait(90)
        except subprocess.TimeoutExpired:
            machine.kill()
            machine.wait()


def plug_in(machine: subprocess.Popen) -> None:
    """An address at both ends of the cable."""
    until, children = time.monotonic() + 30, Path(f"/proc/{machine.pid}/task/{machine.pid}/children")
    while not (children.read_text().split() and ip("link", "set", f"ve-{NAME}", "up")):
        if time.monotonic() > until:
            return
        time.sleep(0.5)
    inside = ("nsenter", "--net", "--target", children.read_text().split()[0])
    ip("addr", "add", f"{HERE}/30", "dev", f"ve-{NAME}")
    ip("addr", "add", f"{THERE}/30", "dev", "host0", before=inside)
    ip("link", "set", "host0", "up", before=inside)


def ip(*words: str, before: tuple[str, ...] = ()) -> bool:
    """Whether the command succeeded."""
    return subprocess.run([*before, "ip", *words], capture_output=True).returncode == 0


def answers(site: str, certificate: Path) -> bool:
    """Whether the sign-in page comes, by the site's own name and the certificate that was made for it."""
    trust, until = ssl.create_default_context(cafile=str(certificate)), time.monotonic() + LONGEST
    while time.monotonic() < until:
        line = http.client.HTTPSConnection(site, timeout=20, context=trust)
        try:
            line.sock = trust.wrap_socket(socket.create_connection((THERE, 443), 5), server_hostname=site)
            line.request("GET", "/sign-in/")
            if line.getresponse().status == 200:
                return True
        except (OSError, http.client.HTTPException):
            pass
        finally:
            line.close()
        time.sleep(2)
    return False


def reached(port: int) -> bool:
    """Whether somebody outside gets through to the port."""
    try:
        socket.create_connection((THERE, port), 3).close()
    except OSError:
        return False
    return True


def by_passkey(site: str, certificate: Path, person: list[str]) -> list[str]:
    """The tests' browser does it; without Chromium or what `make test` installs it is said and left out."""
    if not browser.path() or not find_spec("playwright"):
        say("没有 Chromium 或 playwright（make test 会装）：没有试通行密钥。")
        return []
    words = [sys.executable, "-m", "tests.services.outside", site, THERE, str(certificate), *person]
    done = subprocess.run(words, cwd=PROJECT, capture_output=True, text=True, errors="replace")
    say(done.stdout.strip())
    return [f"通行密钥没有成功：\n{(done.stdout + done.stderr)[-2000:]}"] if done.returncode else []
