"""A trail made without a database, for changing many bytes of it. Pure."""

import hashlib
from collections.abc import Iterator

from accounts.trail import standalone as chain


def made(count: int, word: str = "报进展", *, people: int = 300) -> Iterator[dict]:
    """Rows of an unbroken chain, all columns filled, in Chinese and in figures; without people they are the system's own."""
    head = chain.GENESIS
    for number in range(1, count + 1):
        at = f"2026-11-24T01:{number // 60 % 60:02d}:{number % 60:02d}.000{number % 1000:03d}+00:00"
        row = {
            "id": number + 3, "number": number, "previous": head, "sealed_at": at, "alg": "sha256",
            "salt": hashlib.md5(str(number).encode()).hexdigest(), "at": at, "by_id": number % people + 1 if people else None, "post": "县教育局党委 党务干部",
            "act": word, "target_type": "tasks.assignment", "target_id": number * 7, "target_label": f"第{number}项任务",
            "before": {"percent": number % 100}, "after": {"percent": number % 100 + 1, "text": "已召开专题会议\n研究部署"},
            "note": "说明" if number % 2 else "",
        }  # fmt: skip
        row["digest"] = chain.digest(row["salt"], row)
        head = row["seal"] = chain.seal(head, number, row["id"], row["digest"], at)
        yield row


def made_lines(rows: Iterator[dict], key) -> list[bytes]:
    """The lines of an export, the last one signed."""
    lines, row = [], None
    for row in rows:
        lines.append((chain.spell(row) + "\n").encode())
    head = {"kind": "export", "day": "2026-11-30", "at": row["at"], "number": row["number"], "seal": row["seal"], "before": ""}
    head["key"] = key.public_key().public_bytes_raw().hex()
    signature = key.sign(chain.spell(head).encode()).hex()
    return [*lines, (chain.spell(head | {"signature": signature}) + "\n").encode()]


def broken_by(lines: list[bytes], place: int, at: int, state: tuple[int, str], key: str, mask: int = 1) -> bool:
    """True when one changed byte of one line is found right there; `state` is how far the walk had come before it."""
    line = lines[place]
    forged = line[:at] + bytes([line[at] ^ mask]) + line[at + 1 :]
    if at == len(line) - 1:  # without its line break it runs into the next
        forged += b"".join(lines[place + 1 : place + 2])
    walk, fault = chain.check([forged], {}, key, chain.Walk({}, *state))
    return fault is not None and walk.sealed == place
