"""uv installs what pip would install, from where pip would fetch it, in a tenth of the time; where it will not, pip does."""

import ast
import os
import subprocess
from pathlib import Path

PINNED = "uv==0.13.9"
# pip's settings, uv's variables for the same (it reads neither pip's files nor its variables), and what stands between several values.
# Variables, because an address may hold a password, and a command line is read by everybody on the machine.
SAME = {
    "index-url": ("UV_INDEX_URL", " "),
    "extra-index-url": ("UV_EXTRA_INDEX_URL", " "),
    "find-links": ("UV_FIND_LINKS", ","),
    "trusted-host": ("UV_INSECURE_HOST", " "),
    "constraint": ("UV_CONSTRAINT", " "),
    "cert": ("SSL_CERT_FILE", " "),
}
PIPS_OWN = {"no-index", "proxy", "client-cert"}  # what uv has no word for


def installed(pip: list[str], python: Path, requirements: Path) -> bool:
    """Install what the file pins into the environment of `python`; False when it did not come to that, and nothing is said."""
    settings = settings_of(pip)
    words = [*pip, "--disable-pip-version-check", "--no-input", "install", "--no-compile", "-q", "--retries", "1", PINNED]
    if settings.keys() & PIPS_OWN or not done(words):
        return False
    # Where two indexes know a package pip takes the best version of both; uv would stop at the first.
    options = ["-q", "--no-config", "--python", str(python), "--index-strategy", "unsafe-best-match"]
    return done([str(python), "-m", "uv", "pip", "install", *options, "-r", str(requirements)], os.environ | same(settings))


def settings_of(pip: list[str]) -> dict[str, str]:
    """What `pip config list` says, by the option's name; the environment goes before the files."""
    run = subprocess.run([*pip, "config", "list"], capture_output=True, text=True, stdin=subprocess.DEVNULL)
    lines = [line.partition("=") for line in run.stdout.splitlines() if "=" in line]
    lines.sort(key=lambda line: line[0].startswith(":env:"))
    return {name.rpartition(".")[2]: ast.literal_eval(value) for name, _, value in lines}


def same(settings: dict[str, str]) -> dict[str, str]:
    """pip's settings as uv's variables."""
    return {name: between.join(settings[option].split()) for option, (name, between) in SAME.items() if option in settings}


def done(words: list[str], env: dict[str, str] | None = None) -> bool:
    """Run it without a word; True when it ended well."""
    return subprocess.run(words, capture_output=True, stdin=subprocess.DEVNULL, env=env).returncode == 0
