"""`make bundle`: one archive with the project, the packages it needs and their digests, for a network without internet.

The archive holds wheels for one kind of machine: by default Debian 12 (Python 3.11) on this machine's processor.
"""

import argparse
import hashlib
import platform
import subprocess
import sys
import tarfile
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from deploy import machine, places, python
from deploy.words import Trouble, explain, say

TARGET_PYTHON = "3.11"
# Wheels of either standard run on Debian 12 (glibc 2.36).
STANDARDS = ("manylinux_2_34", "manylinux_2_28", "manylinux_2_27", "manylinux_2_26", "manylinux_2_17", "manylinux2014")
DIST_MB = 600


def main(words: list[str]) -> int:
    """`[--python 3.11] [--processor x86_64] [--to dist]`; returns the exit code."""
    parser = argparse.ArgumentParser(prog="make bundle", description="制作离线安装包")
    parser.add_argument("--python", default=TARGET_PYTHON)
    parser.add_argument("--processor", default=platform.machine())
    parser.add_argument("--to", type=Path, default=places.PROJECT / "dist")
    asked = parser.parse_args(words)
    try:
        machine.require_space(places.PROJECT, least_mb=DIST_MB)
        if not places.PYTHON.exists():
            python.make()
        say(f"离线安装包已制成：{bundle(asked.to, asked.python, asked.processor)}")
    except Trouble as trouble:
        say(str(trouble))
        return 1
    except OSError as error:
        say(str(explain(error)))
        return 1
    return 0


def bundle(to: Path, version: str, processor: str) -> Path:
    """Make the archive in folder `to`; what is committed goes in, nothing else. Its digest lies beside it."""
    commit = git("rev-parse", "--short=10", "HEAD")
    if git("status", "--porcelain", "--untracked-files=no"):
        say("提示：有未提交的修改，不会进入安装包。")
    day = datetime.fromtimestamp(int(git("log", "-1", "--format=%ct")), UTC)
    name = f"dangjian-{day:%Y%m%d}-{commit}-py{version.replace('.', '')}-{processor}"
    to.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=to) as scratch:
        folder = Path(scratch) / name
        fill(folder, version, processor)
        (folder / "VERSION").write_text(f"{name}\n")
        (folder / "SHA256SUMS").write_text(sums(folder))
        draft = Path(scratch) / "draft.tar.gz"
        with tarfile.open(draft, "w:gz", compresslevel=1) as archive:  # wheels are compressed already
            archive.add(folder, arcname=name, filter=nobodys)
        done = draft.replace(to / f"{name}.tar.gz")
    done.with_name(f"{done.name}.sha256").write_text(f"{digest(done)}  {done.name}\n")
    return done


def fill(folder: Path, version: str, processor: str) -> None:
    """Project, wheels and the installer in a new folder."""
    folder.mkdir()
    git("archive", "--format=tar", f"--output={folder / 'project.tar'}", "HEAD")
    with tarfile.open(folder / "project.tar") as project:
        for name in ("requirements.txt", "deploy/install-offline"):
            place = folder / Path(name).name
            # Not `extract` with a filter: Debian 12's own Python (3.11.2) does not know that word yet.
            place.write_bytes(project.extractfile(name).read())
            place.chmod(project.getmember(name).mode & 0o755)
    download(folder / "requirements.txt", folder / "wheels", version, processor)


def download(requirements: Path, wheels: Path, version: str, processor: str) -> None:
    """Every package and what it needs, as wheels for the target: nothing is compiled there."""
    say(f"正在下载依赖包（Python {version}，{processor}）……")
    platforms = [f"--platform={standard}_{processor}" for standard in STANDARDS] + [f"--platform=linux_{processor}"]
    target = ["--only-binary=:all:", "--implementation=cp", f"--python-version={version}", *platforms]
    words = ["--disable-pip-version-check", "--no-input", "download", "-q", *target, "-d", str(wheels), "-r", str(requirements)]
    words += of_another_patch(requirements.read_text(encoding="utf-8"))
    run = subprocess.run([*python.pip_command(), *words], capture_output=True, text=True, stdin=subprocess.DEVNULL)
    if run.returncode:
        raise Trouble(f"下载依赖包失败：{(run.stderr or run.stdout).strip().splitlines()[-1]}")


def of_another_patch(requirements: str) -> list[str]:
    """What is needed on some patch versions only, without its condition: pip would ask the Python that runs here, not the target's."""
    return [line.split(";")[0].strip() for line in requirements.splitlines() if "python_full_version" in line]


def sums(folder: Path) -> str:
    """Lines for `sha256sum --check`, one for each file."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return "".join(f"{digest(path)}  {path.relative_to(folder).as_posix()}\n" for path in files)


def digest(path: Path) -> str:
    """SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def nobodys(entry: tarfile.TarInfo) -> tarfile.TarInfo:
    """Without the names of this machine's people."""
    entry.uid = entry.gid = 0
    entry.uname = entry.gname = "root"
    return entry


def git(*words: str) -> str:
    """What git says; Trouble when it is not a repository or git is missing."""
    try:
        run = subprocess.run(["git", *words], cwd=places.PROJECT, capture_output=True, text=True)
    except FileNotFoundError:
        raise Trouble("没有找到 git；制作安装包的机器上请先安装。") from None
    if run.returncode:
        raise Trouble(f"git 报告错误：{run.stderr.strip()}")
    return run.stdout.strip()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
