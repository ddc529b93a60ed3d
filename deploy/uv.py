"""uv installs what pip would install, from where pip would fetch it, in a tenth of the time; where it will not, pip does."""

import ast
import os
import subprocess
from pathlib import Path

PINNED = "uv==0.13.9"
# pip's settings and uv's words for the same; uv reads neither pip's files nor its variables.
SAME = {
    "index-url": "--index-url",
    "extra-index-url": "--extra-index-url",
    "find-links": "--find-links",
    "trusted-host": "--allow-insecure-host",
    "constraint": "--constraint",
}


def installed(pip: list[str], python: Path, requirements: Path) -> bool:
    """Install what the file pins into the environment of `python`; False when it did not come to that, and nothing is said."""
    settings = settings_of(pip)
    words = [*pip, "--disable-pip-version-check", "--no-input", "install", "--no-compile", "-q", "--retries", "1", PINNED]
    if settings.keys() & {"no-index", "proxy", "client-cert"} or not done(words):
        return False
    uv = [str(python), "-m", "uv", "pip", "install", "-q", "--no-config", "--python", str(python), *words_of(settings)]
    # Where two indexes know a package pip takes the best version of both; uv would stop at the first.
    return done([*uv, "--index-strategy", "unsafe-best-match", "-r", str(requirements)], certificates(settings))


def settings_of(pip: list[str]) -> dict[str, str]:
    """What `pip config list` says, by the option's name; the environment goes before the files."""
    run = subprocess.run([*pip, "config", "list"], capture_output=True, text=True, stdin=subprocess.DEVNULL)
    lines = [line.partition("=") for line in run.stdout.splitlines() if "=" in line]
    lines.sort(key=lambda line: line[0].startswith(":env:"))
    return {name.rpartition(".")[2]: ast.literal_eval(value) for name, _, value in lines}


def words_of(settings: dict[str, str]) -> list[str]:
    """uv's options for pip's settings, each of which may hold several values."""
    return [word for name, option in SAME.items() for value in settings.get(name, "").split() for word in (option, value)]


def certificates(settings: dict[str, str]) -> dict[str, str]:
    """The environment with pip's own certificates, where it was given some."""
    return os.environ | ({"SSL_CERT_FILE": settings["cert"]} if "cert" in settings else {})


def done(words: list[str], env: dict[str, str] | None = None) -> bool:
    """Run it without a word; True when it ended well."""
    return subprocess.run(words, capture_output=True, stdin=subprocess.DEVNULL, env=env).returncode == 0
