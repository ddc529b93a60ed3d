"""The arithmetic of the trail and its check; also a program of its own for another machine. Pure, standard library only.

`manage.py export_trail` packs it into one file (accounts/trail/export.py), to be taken elsewhere with the export, the anchors and, from
paper or a letter, the public key:

    python3 verify_trail.pyz trail.jsonl --anchors anchors.jsonl --key 64-hex-digits

It ends with 0 when all is whole, else with 1 and the first row that is not what was written. Runs on Python 3.8 and later.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timezone

from accounts.trail.signature import signed

CONTENT = ("at", "by_id", "post", "act", "target_type", "target_id", "target_label", "before", "after", "note")
# What an erased row still says; its digest stands in the row that records the erasing.
KEPT = ("at", "by_id", "post", "act", "target_type", "target_id")
BLANK = {"target_label": "", "before": None, "after": None, "note": ""}
FIELDS = frozenset((*CONTENT, "id", "number", "previous", "seal", "sealed_at", "alg", "salt", "digest"))
HEAD = frozenset(("kind", "day", "at", "number", "seal", "before", "key", "signature"))
ALGORITHMS = ("sha256", "sm3")
GENESIS = "0" * 64
ERASING, SIGNED_END = "清除痕迹内容", "导出文件的签名末行"
spell = json.JSONEncoder(sort_keys=True, ensure_ascii=False).encode


def digest(salt: str, content: Mapping, alg: str = "sha256") -> str:
    """Hash (hex) of the salt and the canonical JSON of the content; with the salt erased it tells nothing."""
    plain = {name: content[name] for name in CONTENT}
    if isinstance(plain["at"], datetime):
        plain["at"] = moment(plain["at"])
    return hashlib.new(alg, f"{salt}\n{spell(plain)}".encode()).hexdigest()


def seal(previous: str, number: int, entry_id: int, content_digest: str, sealed_at: datetime | str, alg: str = "sha256") -> str:
    """Hash (hex) that binds a row to its place: predecessor, chain number, row id, content digest and time of sealing."""
    at = moment(sealed_at) if isinstance(sealed_at, datetime) else sealed_at
    return hashlib.new(alg, f"{previous}|{number}|{entry_id}|{content_digest}|{at}".encode()).hexdigest()


def kept(row: Mapping) -> str:
    """SHA-256 (hex) of what an erased row still says."""
    return hashlib.sha256(spell({name: row[name] for name in KEPT}).encode()).hexdigest()


def moment(at: datetime) -> str:
    """One spelling for one instant, to the microsecond, whatever zone it was written in."""
    return at.astimezone(timezone.utc).isoformat(timespec="microseconds")  # noqa: UP017 - older Pythons


@dataclass(frozen=True)
class Fault:
    """The first row that is wrong: its chain number (None when it has none), its row id (None when it is missing), and how."""

    number: int | None
    entry_id: int | None
    how: str
    where: str = ""

    def __str__(self) -> str:
        place = self.where or (f"链上第{self.number}号" if self.number is not None else "尚未入链的一条")
        return f"{place}（编号{self.entry_id}）{self.how}" if self.entry_id is not None else f"{place}{self.how}"


@dataclass
class Walk:
    """Go along the chain row by row. `anchors` by number; `erased` and `allowed` are compared at the end."""

    anchors: Mapping[int, Mapping] = field(default_factory=dict)
    sealed: int = 0
    head: str = GENESIS
    erased: dict = field(default_factory=dict)
    allowed: dict = field(default_factory=dict)

    def step(self, row: Mapping) -> Fault | None:
        """The row follows, unchanged, or what is wrong with it."""
        fault = misplaced(row, self.sealed + 1) or changed(row) or self._unchained(row)
        if fault:
            return fault
        self.sealed, self.head = row["number"], row["seal"]
        if row["salt"] == "":
            self.erased[str(row["id"])] = (row["number"], kept(row))
        elif row["act"] == ERASING and isinstance(row["after"], dict):
            self.allowed.update(row["after"].get("erased") or {})
        return None

    def end(self) -> Fault | None:
        """Erased rows were erased by rule; no anchor knows more rows than there are."""
        for entry_id, (number, what) in self.erased.items():
            if self.allowed.get(entry_id) != what:
                return Fault(number, int(entry_id), "内容被清除而没有相符的清除记录")
        last = max(self.anchors, default=0)
        if last > self.sealed:
            day = self.anchors[last]["day"]
            cut = f"起缺失：{day}锚定时链上有{last}条，现只有{self.sealed}条，链尾至少被截去{last - self.sealed}条"
            return Fault(self.sealed + 1, None, cut)
        return None

    def _unchained(self, row: Mapping) -> Fault | None:
        """A row that does not follow the one before it, whose seal is not its own, or that an anchor remembers otherwise."""
        number, entry_id = row["number"], row["id"]
        if row["previous"] != self.head:
            return Fault(number, entry_id, "与前一条不衔接")
        if row["seal"] != seal(self.head, number, entry_id, row["digest"], row["sealed_at"], row["alg"]):
            return Fault(number, entry_id, "链值不符")
        anchor = self.anchors.get(number)
        if anchor and anchor["seal"] != row["seal"]:
            before = max((n for n in self.anchors if n < number), default=0)
            how = f"与{anchor['day']}的锚定不符：第{before + 1}号至第{number}号之间曾被改写并重算链值"
            return Fault(number, entry_id, how)
        return None


def misplaced(row: Mapping, expected: int) -> Fault | None:
    """A number that is not the next one: a row was taken out before it, or its own number was changed."""
    number = row["number"]
    if number == expected:
        return None
    if isinstance(number, int) and number > expected:
        return Fault(expected, None, "缺失：该条被删除或改了序号")
    return Fault(number, row["id"], "序号被改动")


def changed(row: Mapping) -> Fault | None:
    """Content that no longer gives its digest."""
    if row["alg"] not in ALGORITHMS:
        return Fault(row["number"], row["id"], "摘要算法被改动")
    if row["salt"] == "" and row["number"] is not None:
        whole = all(row[name] == blank for name, blank in BLANK.items())
    else:
        try:
            whole = digest(row["salt"], row, row["alg"]) == row["digest"]
        except (TypeError, UnicodeEncodeError):
            whole = False
    return None if whole else Fault(row["number"], row["id"], "内容与摘要不符")


def read_head(line: bytes, key: str) -> dict:
    """A signed line (an anchor, or the last line of an export) as a dict; ValueError says in words what is wrong with it."""
    head = read_row(line)
    if head is None or head.keys() != HEAD:
        raise ValueError("写法被改动或无法读取")
    text = spell({name: value for name, value in head.items() if name != "signature"}).encode()
    if key and (head["key"] != key or not signed(key, text, head["signature"])):
        raise ValueError("签名不符")
    return head


def read_anchors(lines: Iterable[bytes], key: str) -> tuple[dict, Fault | None]:
    """Anchors by number, each bound to the line before it; and the first that is wrong."""
    found, before = {}, ""
    for place, line in enumerate(lines, 1):
        try:
            head = read_head(line, key)
            if head["kind"] != "anchor" or head["before"] != before:
                raise ValueError("与前一条锚定不衔接：有锚定被删除、插入或调换")
        except ValueError as error:
            return found, Fault(None, None, str(error), f"锚定记录第{place}条")
        found[head["number"]], before = head, hashlib.sha256(line).hexdigest()
    return found, None


def check(export: Iterable[bytes], anchors: Mapping, key: str, walk: Walk | None = None) -> tuple[Walk, Fault | None]:
    """Go through an export line by line (on from where `walk` has come to); its last line is the signed head."""
    walk, head = walk or Walk(anchors), None
    for line in export:
        if head is not None:
            return walk, Fault(None, None, "之后还有内容", SIGNED_END)
        row = read_row(line)
        if row is not None and row.keys() == HEAD:
            head = line
            continue
        fault = walk.step(row) if row else Fault(walk.sealed + 1, None, "写法被改动或无法读取")
        if fault:
            return walk, fault
    return walk, ended(walk, head, key)


def read_row(line: bytes) -> dict | None:
    """A line as it was exported, a row of the chain or the signed head; None for any other."""
    try:
        row = json.loads(line)
        good = isinstance(row, dict) and row.keys() in (FIELDS, HEAD) and (spell(row) + "\n").encode() == line
    except (ValueError, RecursionError):
        return None
    return row if good else None


def ended(walk: Walk, head: bytes | None, key: str) -> Fault | None:
    """The export is as long as it was when it was signed."""
    if head is None:
        return Fault(walk.sealed + 1, None, "起缺失：导出文件没有签名末行，尾部被截去")
    try:
        last = read_head(head, key)
    except ValueError as error:
        return Fault(None, None, str(error), SIGNED_END)
    if last["kind"] != "export" or (last["number"], last["seal"]) != (walk.sealed, walk.head):
        return Fault(walk.sealed + 1, None, f"起缺失：签名末行写明{last['number']}条，导出文件中是{walk.sealed}条")
    return walk.end()


def main(words: list[str]) -> int:
    """Check the files named on the command line and say in words what was found."""
    parser = argparse.ArgumentParser(description="在另一台电脑上核验痕迹")
    parser.add_argument("export", help="manage.py export_trail 导出的文件")
    parser.add_argument("--anchors", help="锚定记录 anchors.jsonl")
    parser.add_argument("--key", default="", help="公钥（64 位十六进制，见锚定信或纸质件）")
    asked = parser.parse_args(words)
    anchors, fault = {}, None
    if asked.anchors:
        with open(asked.anchors, "rb") as file:
            anchors, fault = read_anchors(file, asked.key)
    with open(asked.export, "rb") as file:
        walk, broken = check(file, anchors, asked.key)
    print(verdict(walk, fault or broken))
    if not asked.key:
        print("注意：没有给出公钥（--key），签名未核对。")
    return 1 if fault or broken else 0


def verdict(walk: Walk, fault: Fault | None, unsealed: int = 0) -> str:
    """What was found, in one sentence."""
    if fault:
        return f"痕迹被改动：{fault}。此前 {walk.sealed} 条无误。"
    more = f"，另有 {unsealed} 条内容无误，等待入链" if unsealed else ""
    more += f"，其中依规清除内容 {len(walk.erased)} 条" if walk.erased else ""
    more += f"，与 {len(walk.anchors)} 处锚定相符" if walk.anchors else ""
    return f"痕迹完整：{walk.sealed} 条{more}。"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
