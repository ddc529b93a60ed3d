"""Have an uploaded .xlsx opened by a child process with limits, and take its answer."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from typing import Any

from django.conf import settings

from accounts.conflict import Refused

LARGEST = 5 * 1024 * 1024
MOST_ROWS = 5_000
MOST_COLUMNS = 50
PATIENCE = 10


def read(content: bytes, titles: Sequence[str], *, rows: int = MOST_ROWS, columns: int = MOST_COLUMNS) -> dict[str, Any]:
    """The cells of the sheets `titles` (see child.py). Raises Refused with a sentence when it is not, or not safely, readable."""
    if not content:
        raise Refused("文件是空的。请选择填写好的模板。")
    if len(content) > LARGEST:
        raise Refused("文件超过 5 MB，未读取。请删去图片和多余的工作表后重试。")
    wanted = json.dumps({"titles": list(titles), "rows": rows, "columns": columns}).encode()
    answer = _ask(wanted + b"\n" + content, "”“".join(titles))
    if "refused" in answer:
        raise Refused(answer["refused"])
    return answer


def _ask(said: bytes, titles: str) -> dict[str, Any]:
    """The child's answer; it goes through a file whose size the child cannot exceed, so that no answer fills our memory."""
    too_long = f"文件读取超时，未导入。请另存为只含“{titles}”表的 .xlsx 文件后重试。"
    with tempfile.TemporaryFile() as out:
        try:
            child = subprocess.run(
                [sys.executable, "-m", "accounts.sheets.child"],
                input=said,
                stdout=out,
                stderr=subprocess.DEVNULL,
                timeout=PATIENCE,
                cwd=settings.BASE_DIR,
                env={"PATH": os.defpath, "PYTHONIOENCODING": "utf-8"},
            )
        except subprocess.TimeoutExpired:
            raise Refused(too_long) from None
        out.seek(0)
        heard = out.read()
    if child.returncode or not heard:
        raise Refused(too_long)
    return json.loads(heard)
