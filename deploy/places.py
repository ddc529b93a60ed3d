"""Where things are: the project, its Python environment, and the folder for everything that the program writes."""

import os
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
VENV = PROJECT / ".venv"
PYTHON = VENV / "bin" / "python"


def var_dir() -> Path:
    """VAR_DIR, or var/ in the project."""
    return Path(os.environ.get("VAR_DIR") or PROJECT / "var").resolve()


def prepare(var: Path) -> None:
    """Make the folders; only the owner may look into them."""
    for folder in (var, var / "log", var / "run", var / "redis"):
        folder.mkdir(parents=True, exist_ok=True)
    (var / "redis").chmod(0o700)
    (var / "run").chmod(0o700)


def log_file(var: Path, name: str) -> Path:
    """The log of one process; a log past 10 MB is put aside once, the one before it is dropped."""
    path = var / "log" / f"{name}.log"
    if path.exists() and path.stat().st_size > 10_000_000:
        path.replace(path.with_suffix(".log.1"))
    return path
