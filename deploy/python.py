"""The Python environment in .venv: made once, installed again only when a requirements file has changed."""

import hashlib
import subprocess
import sys

from deploy import uv
from deploy.machine import require_space
from deploy.places import PROJECT, PYTHON, VENV
from deploy.words import DISK_FULL, Trouble, say

INSTALL_MB = 800
MADE_BY = VENV / ".made-by"  # the Python that it was made with: another one makes it anew


def ensure(requirements: str = "requirements.txt") -> None:
    """Make .venv and install what `requirements` (and the files it names) pins."""
    stamp = VENV / f".installed-{requirements}"
    wanted = fingerprint(requirements)
    if PYTHON.exists() and stamp.exists() and stamp.read_text() == wanted:
        return
    require_space(PROJECT, least_mb=INSTALL_MB)
    say(f"正在准备 Python 环境并安装依赖（{requirements}），首次约需一分钟……")
    if not PYTHON.exists() or not MADE_BY.exists() or MADE_BY.read_text() != sys.version:
        make()
        MADE_BY.write_text(sys.version)
    install(requirements)
    for name in files_of(requirements):
        (VENV / f".installed-{name}").write_text(fingerprint(name))


def files_of(requirements: str) -> list[str]:
    """The file and those that it includes by `-r`, itself first."""
    lines = (PROJECT / requirements).read_text(encoding="utf-8").splitlines()
    included = [line.split(maxsplit=1)[1] for line in lines if line.startswith("-r ")]
    return [requirements, *(name for file in included for name in files_of(file))]


def fingerprint(requirements: str) -> str:
    """A digest of the files' content and of the Python that installs them."""
    content = b"".join((PROJECT / name).read_bytes() for name in files_of(requirements))
    return hashlib.sha256(content + sys.version.encode()).hexdigest()


def make() -> None:
    """Create .venv; without pip in it where Debian's python3-venv is missing (then the system's pip installs into it)."""
    run = subprocess.run([sys.executable, "-m", "venv", "--clear", str(VENV)], capture_output=True, text=True)
    if run.returncode:
        refuse_when_full(run.stdout + run.stderr)
        run = subprocess.run([sys.executable, "-m", "venv", "--clear", "--without-pip", str(VENV)], capture_output=True, text=True)
    if run.returncode:
        refuse_when_full(run.stdout + run.stderr)
        raise Trouble("无法创建 Python 虚拟环境 .venv；在 Debian 上请先安装：apt-get install python3-venv python3-pip。")


def pip_command() -> list[str]:
    """The environment's own pip, else the system's pip told to work for the environment."""
    own = subprocess.run([str(PYTHON), "-m", "pip", "--version"], capture_output=True)
    if own.returncode == 0:
        return [str(PYTHON), "-m", "pip"]
    if subprocess.run([sys.executable, "-m", "pip", "--version"], capture_output=True).returncode:
        raise Trouble("没有找到 pip；在 Debian 上请先安装：apt-get install python3-pip python3-venv。")
    return [sys.executable, "-m", "pip", "--python", str(PYTHON)]


def install(requirements: str) -> None:
    """Install by uv, else by pip, whose whole output goes to .venv/pip.log.

    What is used is compiled when it is first used: compiling everything would take as long as the fetching.
    """
    pip = pip_command()
    if uv.installed(pip, PYTHON, PROJECT / requirements):
        return
    words = ["--disable-pip-version-check", "--no-input", "install", "--no-compile", "-q", "-r", str(PROJECT / requirements)]
    run = subprocess.run([*pip, *words], capture_output=True, text=True, stdin=subprocess.DEVNULL)
    output = run.stdout + run.stderr
    (VENV / "pip.log").write_text(output, encoding="utf-8")
    if run.returncode:
        refuse_when_full(output)
        raise Trouble(
            f"依赖安装失败（{requirements}）：请检查网络或软件源（可设置 PIP_INDEX_URL 指向内网源）后重试；详情见 .venv/pip.log。"
        )


def refuse_when_full(output: str) -> None:
    """Tell a full disk apart from other failures."""
    if "No space left" in output or "Errno 28" in output:
        raise Trouble(DISK_FULL)
