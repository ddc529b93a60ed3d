"""On another machine, from an export: whatever was changed is found, and the first wrong row named."""

import json
import random
import subprocess
import sys
from datetime import timedelta
from io import BytesIO

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.core.management import call_command

from accounts.trail import anchors
from accounts.trail import standalone as chain
from accounts.trail.export import export
from accounts.trail.signature import signed
from tests.accounts.trail.made import broken_by, made, made_lines
from tests.accounts.trail.rows import START, sealed_trail

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
PUBLIC = KEY.public_key().public_bytes_raw().hex()
ROWS = 500


@pytest.fixture(scope="module")
def lines() -> list[bytes]:
    return made_lines(made(ROWS), KEY)


def found(lines: list[bytes]) -> str:
    return str(chain.check(lines, {}, PUBLIC)[1])


def test_a_whole_export_is_whole(lines):
    walk, fault = chain.check(lines, {}, PUBLIC)
    assert (walk.sealed, fault) == (ROWS, None)


def test_drawn_bytes_of_each_line_are_found_and_the_row_named(lines):
    """`make tamper` changes every byte."""
    draw, tried = random.Random(7), 0
    for place, walk in chain_states(lines):
        for at in draw.sample(range(len(lines[place])), 6):
            assert broken_by(lines, place, at, walk, PUBLIC), (place, at)
            tried += 1
    assert tried == 6 * (ROWS + 1)


def chain_states(lines: list[bytes]):
    """Each place with the state in which the walk comes to it."""
    walk = chain.Walk()
    for place, line in enumerate(lines):
        yield place, (walk.sealed, walk.head)
        if place < len(lines) - 1:
            assert walk.step(json.loads(line)) is None


def test_insertion_deletion_swap_and_cuts_are_named(lines):
    assert found([*lines[:10], lines[9], *lines[10:]]) == f"链上第10号（编号{json.loads(lines[9])['id']}）序号被改动"
    assert found([*lines[:10], *lines[11:]]) == "链上第11号缺失：该条被删除或改了序号"
    assert found([*lines[:10], lines[20], *lines[11:20], lines[10], *lines[21:]]).startswith("链上第11号缺失")
    assert found([*lines[:400], lines[-1]]) == "链上第401号起缺失：签名末行写明500条，导出文件中是400条"
    assert found(lines[:400]) == "链上第401号起缺失：导出文件没有签名末行，尾部被截去"
    assert found([*lines, lines[-1]]) == "导出文件的签名末行之后还有内容"


def test_a_chain_made_anew_lacks_the_signature_and_the_anchors(lines):
    other = made_lines(made(ROWS, word="改"), Ed25519PrivateKey.generate())
    assert "签名不符" in found(other)
    anchor = json.loads(lines[399]) | {"day": "2026-11-30"}
    walk, fault = chain.check(other, {400: anchor}, "")
    assert (walk.sealed, fault.number) == (399, 400)


def test_sm3_is_the_standards_own():
    """GB/T 32905-2016, appendix A.1."""
    assert chain.hashlib.new("sm3", b"abc").hexdigest() == "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"


def test_signatures_agree_with_the_library():
    draw = random.Random(3)
    for _ in range(8):
        text = draw.randbytes(60)
        mark = KEY.sign(text)
        assert signed(PUBLIC, text, mark.hex())
        assert not signed(PUBLIC, text + b".", mark.hex())
        at = draw.randrange(64)
        assert not signed(PUBLIC, text, (mark[:at] + bytes([mark[at] ^ 1]) + mark[at + 1 :]).hex())
    assert not signed("nonsense", b"", "nonsense")


@pytest.mark.django_db
@pytest.mark.parametrize("alg", ["sha256", "sm3"])
def test_the_packed_program_checks_an_export_by_itself(settings, tmp_path, alg, capsys):
    settings.ANCHOR_DIR, settings.TRAIL_HASH = tmp_path / "anchors", alg
    sealed_trail(12)
    anchors.anchor(START + timedelta(days=2))
    call_command("export_trail", str(tmp_path / "trail.jsonl"))
    assert anchors.public_key() in capsys.readouterr().out
    known = ["--anchors", str(settings.ANCHOR_DIR / anchors.FILE), "--key", anchors.public_key()]
    command = [sys.executable, "-I", "-S", str(tmp_path / "verify_trail.pyz"), str(tmp_path / "trail.jsonl"), *known]
    whole = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path)
    assert (whole.returncode, whole.stdout.split("\n")[0]) == (0, "痕迹完整：12 条，与 1 处锚定相符。"), whole.stderr
    text = (tmp_path / "trail.jsonl").read_bytes()
    (tmp_path / "trail.jsonl").write_bytes(text.replace("已召开第3次".encode(), "已召开第4次".encode()))
    forged = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path)
    assert (forged.returncode, "链上第5号" in forged.stdout, "内容与摘要不符" in forged.stdout) == (1, True, True)


@pytest.mark.django_db
def test_the_export_of_the_database_is_whole(settings, tmp_path):
    settings.ANCHOR_DIR = tmp_path
    sealed_trail(30)
    file = BytesIO()
    assert export(file, START)[0] == 30
    walk, fault = chain.check(BytesIO(file.getvalue()), {}, anchors.public_key())
    assert (walk.sealed, fault) == (30, None)
