"""manage.py read_speech: the agreed object, without a database."""

import json
import subprocess
import sys

import pytest
from django.core.management import CommandError, call_command

from config.env import BASE_DIR

SEED = BASE_DIR / "speeches" / "samples" / "00-seed-speech.txt"
FIELDS = {
    "text", "start", "end", "section", "ordinal", "title", "actor", "lead_units", "deadline", "due_on", "recurrence",
    "regulations", "themes", "strength", "sources",
}  # fmt: skip


def test_it_prints_the_agreed_object(capsys):
    call_command("read_speech", str(SEED), "--json")
    found = json.loads(capsys.readouterr().out)
    assert set(found) == {"title", "speaker", "meeting", "date", "sections", "pieces", "directives"}
    assert {frozenset(d) for d in found["directives"]} == {frozenset(FIELDS)}
    assert {frozenset(s) for s in found["sections"]} == {frozenset({"no", "title"})}
    assert {frozenset(p) for p in found["pieces"]} == {frozenset({"start", "end", "kind", "rule"})}
    assert len(found["directives"]) == 19


def test_it_prints_a_summary_a_clerk_can_read(capsys):
    call_command("read_speech", str(SEED))
    shown = capsys.readouterr().out
    assert "共 5 个序号标题" in shown and "19 项要求" in shown
    assert shown.count("文中无时限") == 19


def test_it_runs_where_no_database_can_be_reached(tmp_path):
    env = {"PATH": "/usr/bin:/bin", "LOCAL": "1", "VAR_DIR": str(tmp_path), "DATABASE_URL": "postgres://nobody@127.0.0.1:1/none"}
    done = subprocess.run(
        [sys.executable, "manage.py", "read_speech", str(SEED), "--json"],
        cwd=BASE_DIR,
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, len(json.loads(done.stdout)["directives"])) == (0, 19)


def test_the_day_of_the_speech_gives_the_days_of_its_deadlines(tmp_path, capsys):
    file = tmp_path / "通知.txt"
    file.write_text("各单位要在本月底前上报方案。\n", encoding="utf-8")
    call_command("read_speech", str(file), "--json", "--on", "2026-02-10")
    assert [d["due_on"] for d in json.loads(capsys.readouterr().out)["directives"]] == ["2026-02-28"]


@pytest.mark.parametrize(("name", "data", "words"), [("无.txt", None, "没有这个文件"), ("空.txt", b"", "没有可识别的文字")])
def test_a_file_that_cannot_be_read_gets_a_sentence(tmp_path, name, data, words):
    file = tmp_path / name
    if data is not None:
        file.write_bytes(data)
    with pytest.raises(CommandError, match=words):
        call_command("read_speech", str(file))
