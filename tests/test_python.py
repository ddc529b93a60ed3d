"""Which Python the two commands take, and what they say where there is none."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from deploy import uv


def test_an_old_python_is_told_in_one_sentence() -> None:
    run = subprocess.run(
        [sys.executable, "-c", "import sys; sys.version_info = (3, 9, 2); import deploy"],
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert (run.returncode, run.stderr) == (1, "需要 Python 3.11 或更高版本，当前为 3.9；请安装 python3.11 后重试。\n")


def test_the_first_python_that_is_new_enough_is_taken(tmp_path: Path) -> None:
    for name, answers in (("python3.11", "exit 1"), ("python3.12", 'test "$1" = -c || echo twelve "$@"')):
        program = tmp_path / name
        program.write_text(f"#!/bin/sh\n{answers}\n")
        program.chmod(0o755)
    finder, env = settings.BASE_DIR / "deploy" / "with-python", {"PATH": f"{tmp_path}", "SYSTEM_BIN": f"{tmp_path / 'none'}"}
    run = subprocess.run(["/bin/sh", finder, "-m", "deploy.local", "run"], env=env, capture_output=True, text=True)
    assert (run.returncode, run.stdout) == (0, "twelve -m deploy.local run\n")
    (tmp_path / "python3.12").unlink()
    run = subprocess.run(["/bin/sh", finder], env=env, capture_output=True, text=True, encoding="utf-8")
    assert (run.returncode, run.stderr) == (1, "没有找到 Python；请先安装 python3.11（含 pip）后重试。\n")


def test_the_distributions_own_python_goes_before_the_path_when_it_is_complete(tmp_path: Path) -> None:
    def answering(name: str, answers: str) -> Path:
        program = tmp_path / name
        program.parent.mkdir(exist_ok=True)
        program.write_text(f"#!/bin/sh\n{answers}\n")
        program.chmod(0o755)
        return program

    def taken(**more: str) -> str:
        finder, env = settings.BASE_DIR / "deploy" / "with-python", {"PATH": f"{tmp_path}/path", "SYSTEM_BIN": f"{tmp_path}/system"}
        return subprocess.run(["/bin/sh", finder, "x"], env=env | more, capture_output=True, text=True).stdout

    answering("path/python3.11", 'test "$1" = -c || echo path')
    own = answering("system/python3.11", 'test "$1" = -c || echo system')
    assert (taken(), taken(PYTHON=str(tmp_path / "path/python3.11"))) == ("system\n", "path\n")
    # without python3-venv or a module of the standard library
    own.write_text('#!/bin/sh\ncase "$2" in *ensurepip*) exit 1;; esac\ntest "$1" = -c || echo system\n')
    assert taken() == "path\n"


def test_uv_is_told_what_pip_was_told(tmp_path: Path) -> None:
    two = "https://b.example/simple https://c.example/simple"
    config = tmp_path / "pip.conf"
    config.write_text("[global]\nindex-url = https://a.example/simple\nextra-index-url = https://old.example/simple\ntimeout = 9\n")
    told = {"PIP_EXTRA_INDEX_URL": two, "PIP_CERT": "/etc/office.pem", "PIP_FIND_LINKS": "/a /b", "PIP_CONFIG_FILE": str(config)}
    program = f"import json; from deploy import uv; print(json.dumps(uv.same(uv.settings_of([{sys.executable!r}, '-m', 'pip']))))"
    run = subprocess.run([sys.executable, "-c", program], cwd=settings.BASE_DIR, env=told, capture_output=True, text=True)
    found = json.loads(run.stdout)
    found.pop("UV_CONSTRAINT", None)  # a machine's own file may name one, which no variable takes away
    assert found == {
        "UV_INDEX_URL": "https://a.example/simple",
        "UV_EXTRA_INDEX_URL": two,
        "UV_FIND_LINKS": "/a,/b",
        "SSL_CERT_FILE": "/etc/office.pem",
    }


def test_without_any_index_uv_leaves_it_to_pip(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    assert uv.installed([sys.executable, "-m", "pip"], Path(sys.executable), tmp_path / "requirements.txt") is False
    monkeypatch.delenv("PIP_NO_INDEX")
    monkeypatch.setenv("PIP_INDEX_URL", f"file://{tmp_path}")
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.delenv("PIP_FIND_LINKS", raising=False)
    assert uv.installed([sys.executable, "-m", "pip"], Path(sys.executable), tmp_path / "requirements.txt") is False
