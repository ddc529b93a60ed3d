"""Try docs/install.md on an empty Debian 12: its commands, taken from the document, under a real systemd, without a network.

    python -m deploy.try_install dist/dangjian-….tar.gz [--upgrade newer.tar.gz] [--folder /var/tmp/trial] [--keep]

As root; needs Debian's debootstrap and systemd-container. The document is the one inside the bundle; from its section 升级 on, the one inside
the newer bundle. Blocks marked ```sh are run in one shell; the lines of a ```text block must be seen in the output of the block before it; a
block marked 软件源 is run with the network, everything after it without. At last the machine is started once more and looked at from outside.
"""

import argparse
import re
import shutil
import subprocess
import sys
import tarfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from deploy import try_outside
from deploy.places import PROJECT
from deploy.words import Trouble, say

DOCUMENT = "docs/install.md"
UPGRADE = re.compile(r"^## .*升级$", re.MULTILINE)
MIRROR = "http://deb.debian.org/debian"
# What an installed Debian 12 has beside the base that debootstrap makes.
ALREADY_THERE = "systemd-sysv,dbus,iproute2,procps"
BLOCK = re.compile(r"^```(sh|text)( 软件源)?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LONGEST = 3600
UNIT = """[Unit]
Description=The trial of the document
After=multi-user.target
[Service]
Type=oneshot
ExecStart=/bin/bash /root/trial/run
StandardOutput=append:/root/trial/log
StandardError=inherit
ExecStopPost=/bin/systemctl --no-block poweroff
[Install]
WantedBy=default.target
"""


@dataclass
class Step:
    """One block of commands and what must be seen after it."""

    commands: str
    online: bool = False
    seen: list[str] = field(default_factory=list)


def steps_of(text: str) -> list[Step]:
    """The blocks of the document in their order."""
    steps: list[Step] = []
    for kind, online, body in BLOCK.findall(text):
        if kind == "sh":
            steps.append(Step(body, bool(online)))
        else:
            steps[-1].seen += body.splitlines()
    return steps


def document_in(bundle: Path) -> str:
    """The document that goes with a bundle."""
    with tarfile.open(bundle) as archive:
        inside = next(member for member in archive if member.name.endswith("/project.tar"))
        with tarfile.open(fileobj=archive.extractfile(inside)) as project:
            return project.extractfile(DOCUMENT).read().decode()


def both(first: str, then: str) -> list[Step]:
    """What the one document says before its section 升级, and what the other says from there on."""
    return steps_of(first[: UPGRADE.search(first).start()]) + steps_of(then[UPGRADE.search(then).start() :])


def main(words: list[str]) -> int:
    """Build, boot, compare; returns the exit code."""
    parser = argparse.ArgumentParser(prog="deploy.try_install")
    parser.add_argument("bundle", type=Path)
    parser.add_argument("--upgrade", type=Path, help="the bundle of section 升级; the same one again by default")
    parser.add_argument("--folder", type=Path, default=Path("/var/tmp/dangjian-trial"))
    parser.add_argument("--mirror", default=MIRROR)
    parser.add_argument("--base", type=Path, help="an empty Debian 12 that debootstrap made before: copied, not made again")
    parser.add_argument("--keep", action="store_true", help="leave the machine's folder for a look")
    asked = parser.parse_args(words)
    steps = both(document_in(asked.bundle), document_in(asked.upgrade or asked.bundle))
    root, began = asked.folder / "root", time.monotonic()
    try:
        empty_debian(root, asked.mirror, asked.base)
        put(asked.bundle, root / "root" / "install")
        put(asked.upgrade or asked.bundle, root / "root" / "upgrade")
        wrong = software(root, [step for step in steps if step.online])
        log = trial(root, [step for step in steps if not step.online])
        wrong += compare(steps, log)
        wrong += [] if wrong else try_outside.look(root, container(root, "--boot"))
    except Trouble as trouble:
        say(str(trouble))
        return 1
    finally:
        if not asked.keep:
            shutil.rmtree(root, ignore_errors=True)
    say("\n".join(wrong) or f"全部 {len(steps)} 步与文档一致，用时 {time.monotonic() - began:.0f} 秒。")
    return bool(wrong)


def empty_debian(root: Path, mirror: str, base: Path | None) -> None:
    """A fresh Debian 12 in a folder."""
    if root.exists():
        raise Trouble(f"{root} 已经存在，请先移开。")
    if base:
        root.parent.mkdir(parents=True, exist_ok=True)
        run("cp", "--archive", str(base), str(root))
        return
    root.mkdir(parents=True)
    run("debootstrap", "--variant=minbase", f"--include={ALREADY_THERE}", "bookworm", str(root), mirror)


def put(bundle: Path, folder: Path) -> None:
    """The archive and its digest, as from a USB stick."""
    folder.mkdir()
    for file in (bundle, bundle.with_name(f"{bundle.name}.sha256")):
        shutil.copy(file, folder)


def container(root: Path, *words: str) -> list[str]:
    """The command that runs something in the folder as a machine of its own."""
    return ["systemd-nspawn", "--quiet", "--register=no", "--keep-unit", "--hostname=trial", f"--directory={root}", *words]


def software(root: Path, steps: list[Step]) -> list[str]:
    """The blocks that need Debian's packages; what was not seen."""
    wrong = []
    for step in steps:
        said = run(*container(root, "--setenv=DEBIAN_FRONTEND=noninteractive", "/bin/bash", "-euc", step.commands))
        wrong += missed(step, said)
    return wrong


def trial(root: Path, steps: list[Step]) -> str:
    """Boot without a network, run the other blocks and the sign-ins, power off; returns what was printed."""
    folder = root / "root" / "trial"
    folder.mkdir()
    lines = ["set -euo pipefail", "exec </dev/null", "export LANG=C.UTF-8 HOME=/root"]
    for number, step in enumerate(steps):
        lines += [f"echo '@@ {number}'", step.commands]
        if "first_admins" in step.commands:
            lines += ["echo '@@ sign-in'", 'python3.11 /root/trial/sign_in.py "$SITE" /root/trial/log /root/trial/last']
    (folder / "run").write_text("\n".join([*lines, "echo '@@ end'", ""]), encoding="utf-8")
    shutil.copy(PROJECT / "deploy" / "try_sign_in.py", folder / "sign_in.py")
    units = root / "etc" / "systemd" / "system"
    (units / "trial.service").write_text(UNIT)
    wants = units / "default.target.wants"
    wants.mkdir(exist_ok=True)
    (wants / "trial.service").symlink_to("../trial.service")
    boot = container(root, "--private-network", "--boot")
    try:
        subprocess.run(boot, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, timeout=LONGEST)
    except subprocess.TimeoutExpired:
        say("试装没有在规定时间内结束。")
    return (folder / "log").read_text(encoding="utf-8", errors="replace") if (folder / "log").exists() else ""


def compare(steps: list[Step], log: str) -> list[str]:
    """What is missing in the output, block by block; nothing when the document tells the truth."""
    parts = dict(re.findall(r"^@@ (\S+)\n(.*?)(?=^@@ |\Z)", log, re.MULTILINE | re.DOTALL))
    offline = [step for step in steps if not step.online]
    wrong = []
    for number, step in enumerate(offline):
        said = parts.get(str(number))
        if said is None:
            return [*wrong, f"停在这一步以前：\n{step.commands}", log[-3000:]]
        wrong += missed(step, said)
    if "end" not in parts:
        wrong += [f"最后一步没有做完：\n{log[-3000:]}"]
    if parts.get("sign-in", "").count("已登录") != 4:
        wrong += [f"不是四个账号都能登录：\n{parts.get('sign-in', '')}"]
    return wrong


def missed(step: Step, said: str) -> list[str]:
    """Which lines of the document were not seen."""
    return [f"没有看到“{line}”：\n{step.commands}\n实际：\n{said}" for line in step.seen if line not in said]


def run(*words: str) -> str:
    """A command that must succeed; returns what it said."""
    try:
        done = subprocess.run(words, stdin=subprocess.DEVNULL, capture_output=True, text=True, errors="replace")
    except FileNotFoundError:
        raise Trouble(f"没有 {words[0]}：请先安装 debootstrap 和 systemd-container。") from None
    if done.returncode:
        raise Trouble(f"{words[0]} 失败：\n{(done.stdout + done.stderr)[-3000:]}")
    return done.stdout


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
