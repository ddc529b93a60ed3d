"""The child process that opens a stranger's .xlsx: no Django, little memory, little time, little to say.

Standard input: one line of JSON {"titles", "rows", "columns"}, then the bytes. Standard output, one JSON object:
{"sheets": {title: [[row number, [cell, …]], …]}, "formulas": [[title, row, column], …], "merged": {title: ["A1:B2", …]}}
or {"refused": sentence}. A cell is text, a whole number or fraction, true/false, {"date": "2026-03-01"}, or null.
"""

import json
import resource
import sys

from accounts.sheets.cells import Wanted, read
from accounts.sheets.container import TOO_BIG, RefusedFile

MEMORY = 512 * 1024 * 1024
SECONDS = 10
ANSWER = 64 * 1024 * 1024
DAMAGED = "文件已损坏或不是 Excel 工作簿，无法读取。请用 Excel 或 WPS 打开后另存为 .xlsx 再上传。"


def main() -> None:
    """Put the limits on, read, answer."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (ANSWER, ANSWER))
    wanted = Wanted(**json.loads(sys.stdin.buffer.readline()))
    try:
        answer = read(sys.stdin.buffer.read(), wanted)
    except RefusedFile as refused:
        answer = {"refused": str(refused)}
    except MemoryError:
        answer = {"refused": TOO_BIG}
    except Exception:  # whatever a damaged file raises inside the reader
        answer = {"refused": DAMAGED}
    json.dump(answer, sys.stdout, ensure_ascii=False)


if __name__ == "__main__":
    main()
