"""Bring database, static files and the demo office to the state of the code."""

import hashlib
import sqlite3
import subprocess
from pathlib import Path

from deploy.places import PROJECT, PYTHON, log_file
from deploy.words import DISK_FULL, Trouble, say

# With this word load_demo begins the part of its output that is shown at every start.
SIGN_INS = "演示账号"


def is_production(env: dict[str, str]) -> bool:
    """A PostgreSQL by DATABASE_URL, or DEMO switched off, says that this is not the demo."""
    database = env.get("DATABASE_URL", "")
    return bool(database and not database.startswith("sqlite")) or env.get("DEMO", "1").lower() in ("0", "false", "no", "off")


def manage(env: dict[str, str], var: Path, *words: str) -> str:
    """Run manage.py; its output goes to VAR_DIR/log/setup.log. A failure becomes one sentence."""
    run = subprocess.run(
        [str(PYTHON), "manage.py", *words],
        cwd=PROJECT,
        env=env,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
    )
    with log_file(var, "setup").open("a", encoding="utf-8") as log:
        log.write(f"$ manage.py {' '.join(words)}\n{run.stdout}")
    if run.returncode:
        raise Trouble(sentence_of(words[0], run.stdout, var))
    return run.stdout


def sentence_of(command: str, output: str, var: Path) -> str:
    """The last line that manage.py printed, or the plain word for a full disk."""
    if "No space left on device" in output or "database or disk is full" in output:
        return DISK_FULL
    last = next((line for line in reversed(output.splitlines()) if line.strip()), "没有输出")
    reason = last.split("ImproperlyConfigured: ")[-1]
    return f"准备步骤 {command} 失败：{reason}（详情见 {var / 'log' / 'setup.log'}）"


def migrate(env: dict[str, str], var: Path) -> None:
    """Bring the tables up to date."""
    manage(env, var, "migrate", "--no-input", "-v", "0")


def collect_static(env: dict[str, str], var: Path) -> None:
    """Collect and compress static files, only when ours or the packages' have changed."""
    stamp = var / "static.stamp"
    wanted = static_fingerprint()
    if (var / "static" / "staticfiles.json").exists() and stamp.exists() and stamp.read_text() == wanted:
        return
    manage(env, var, "collectstatic", "--no-input", "--clear", "-v", "0")
    stamp.write_text(wanted)


def static_fingerprint() -> str:
    """A digest of names, sizes and times of our own static files, and of the pinned packages."""
    facts = [
        (PROJECT / name).read_text(encoding="utf-8")
        for name in ("requirements.txt", "config/settings.py", "config/static_files.py")
    ]
    for path in sorted((PROJECT / "config" / "static").rglob("*")):
        facts.append(f"{path}{path.stat().st_size}{path.stat().st_mtime_ns}")
    return hashlib.sha256("\n".join(facts).encode()).hexdigest()


def has_units(env: dict[str, str], var: Path) -> bool:
    """True when an office is already in the local database."""
    path = env.get("DATABASE_URL", "").removeprefix("sqlite:///") or str(var / "db.sqlite3")
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as database:
        return database.execute("SELECT EXISTS (SELECT 1 FROM accounts_unit)").fetchone()[0] == 1


def load_demo(env: dict[str, str], var: Path) -> str:
    """Fill an empty database with the demo office; returns the sign-ins that the command prints, kept for the next start."""
    kept = var / "demo.txt"
    if not (has_units(env, var) and kept.exists()):
        say("正在载入演示数据……")
        done, word, sign_ins = manage(env, var, "load_demo").partition(SIGN_INS)
        say(done.strip())
        kept.write_text((word + sign_ins).strip(), encoding="utf-8")
        kept.chmod(0o600)
    return kept.read_text(encoding="utf-8")
