"""What stands in deploy/server and docs/install.md agrees with itself; a damaged bundle installs nothing. The trial proper: deploy.try_install."""

import os
import re
import shutil
import subprocess
import tarfile
from pathlib import Path

import pytest
from django.conf import settings

from deploy import bundle
from deploy.try_install import both, compare, document_in, steps_of

pytestmark = pytest.mark.once
SERVER = settings.BASE_DIR / "deploy" / "server"
DOCUMENT = (settings.BASE_DIR / "docs" / "install.md").read_text(encoding="utf-8")
UNITS = sorted(SERVER.glob("*.service"))


def test_the_document_starts_every_unit_that_exists_and_each_belongs_to_the_target():
    assert len(UNITS) == 5
    for unit in UNITS:
        assert f" {unit.stem}" in DOCUMENT, unit.name
        text = unit.read_text()
        assert all(line in text.splitlines() for line in ("User=dangjian", "PartOf=dangjian.target", "WantedBy=dangjian.target"))


def test_the_compose_file_runs_what_the_units_run():
    compose = (settings.BASE_DIR / "deploy" / "compose.yaml").read_text()
    queues = re.compile(r"--queues[ =](\w+(?:,\w+)*)")
    in_units = sorted(queue for unit in UNITS for queue in queues.findall(unit.read_text()))
    assert sorted(queues.findall(compose.replace('"', ""))) == in_units == ["mail", "read,report"]
    assert [word in compose for word in ("config, beat", "stand_by", "migrate")] == [True] * 3


def test_the_compose_file_can_be_read_by_the_compose_that_debian_has():
    """docker-compose 1.29 refuses a file with any other word at its top; and Redis must answer the other containers whatever image it is of."""
    compose = (settings.BASE_DIR / "deploy" / "compose.yaml").read_text()
    assert set(re.findall(r"^([\w-]+):", compose, re.MULTILINE)) == {"x-program", "services", "volumes"}
    assert '--protected-mode, "no"' in compose
    assert "ports" not in compose[compose.index("  queue:") : compose.index("  prepare:")]


def test_every_file_of_the_project_that_the_document_names_is_there():
    named = re.findall(r"/opt/dangjian/(deploy/server/[\w.-]+\w)", DOCUMENT)
    assert named
    assert [name for name in named if not (settings.BASE_DIR / name).exists()] == []


def test_no_password_or_key_is_preset():
    env = (SERVER / "dangjian.env").read_text()
    assert "SECRET_KEY=\n" in env
    assert ":PASSWORD@" in env  # step six puts a random one there


def test_the_trial_takes_commands_and_what_must_be_seen_from_the_document():
    steps = steps_of("text\n```sh 软件源\napt\n```\n```sh\none\ntwo\n```\n应看到\n```text\n2 lines\n```\n")
    assert [(step.commands, step.online, step.seen) for step in steps] == [
        ("apt\n", True, []),
        ("one\ntwo\n", False, ["2 lines"]),
    ]
    signed = "@@ sign-in\n" + "已登录\n" * 4
    assert compare(steps, f"@@ 0\nsaid 2 lines\n{signed}@@ end\n") == []
    assert "没有看到“2 lines”" in compare(steps, f"@@ 0\nsaid nothing\n{signed}@@ end\n")[0]
    assert compare(steps, "")[0].startswith("停在这一步以前")
    assert compare(steps, f"@@ 0\n2 lines\n{signed}")[0].startswith("最后一步没有做完")


def test_the_trial_installs_by_the_old_document_and_upgrades_by_the_new_one():
    old, new = (f"## 一、装\n```sh\n{name}\n```\n## 二、升级\n```sh\n{name} up\n```\n" for name in ("old", "new"))
    assert [step.commands for step in both(old, new)] == ["old\n", "new up\n"]
    assert len(both(DOCUMENT, DOCUMENT)) == len(steps_of(DOCUMENT))


def test_the_document_of_a_bundle_is_the_one_inside_it(tmp_path: Path):
    text = tmp_path / "text"
    text.write_text("## 装\n")
    with tarfile.open(tmp_path / "project.tar", "w") as project:
        project.add(text, arcname="docs/install.md")
    with tarfile.open(tmp_path / "x.tar.gz", "w:gz") as archive:
        archive.add(tmp_path / "project.tar", arcname="x/project.tar")
    assert document_in(tmp_path / "x.tar.gz") == "## 装\n"


def test_a_step_that_must_not_go_on_stops_its_whole_block():
    """Pasted into a window a failed line does not hold the next one: what changes the database stands in a shell that ends by itself."""
    blocks = [
        step.commands for step in steps_of(DOCUMENT) if re.search(r"^dangjian (migrate|restore) ", step.commands, re.MULTILINE)
    ][1:]
    assert len(blocks) == 2
    for block in blocks:
        assert block.startswith("(\nset -e\n")
        assert block.endswith("echo 可以启动\n)\n")
        assert "systemctl start" not in block


def test_what_an_older_patch_of_python_needs_goes_along():
    assert bundle.of_another_patch('a==1\nb==2; python_full_version < "3.11.3"\nc==3; sys_platform == "linux"\n') == ["b==2"]


def test_the_bundle_holds_the_project_and_an_installer_that_can_be_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def archive(*words: str) -> None:
        with tarfile.open(words[2].removeprefix("--output="), "w") as project:
            for name in ("requirements.txt", "deploy/install-offline"):
                project.add(settings.BASE_DIR / name, arcname=name)

    monkeypatch.setattr(bundle, "git", archive)
    monkeypatch.setattr(bundle, "download", lambda *words: None)
    bundle.fill(tmp_path / "bundle", "3.11", "x86_64")
    installer = tmp_path / "bundle" / "install-offline"
    assert installer.read_bytes() == (settings.BASE_DIR / "deploy" / "install-offline").read_bytes()
    assert os.access(installer, os.X_OK)
    assert {path.name for path in installer.parent.iterdir()} == {"project.tar", "requirements.txt", "install-offline"}


@pytest.fixture
def unpacked(tmp_path: Path) -> Path:
    """A bundle as it lies unpacked, with nothing but the installer and a name."""
    folder = tmp_path / "bundle"
    folder.mkdir()
    shutil.copy(settings.BASE_DIR / "deploy" / "install-offline", folder)
    (folder / "VERSION").write_text("dangjian-20261130-abc-py311-z80\n")
    (folder / "SHA256SUMS").write_text(bundle.sums(folder))
    return folder


def install(folder: Path, to: Path) -> str:
    """The installer's words as it refuses."""
    run = subprocess.run([folder / "install-offline", to], capture_output=True, text=True)
    assert (run.returncode, to.exists()) == (1, False)
    return run.stderr


def test_a_changed_bundle_or_one_for_another_processor_installs_nothing(unpacked: Path, tmp_path: Path):
    assert "这个安装包不是给" in install(unpacked, tmp_path / "to") or "没有找到 python3.11" in install(unpacked, tmp_path / "to")
    (unpacked / "VERSION").write_text("dangjian-20261130-abd-py311-z80\n")
    assert "安装包不完整或被改动，没有安装任何东西。" in install(unpacked, tmp_path / "to")
