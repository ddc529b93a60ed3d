"""Have a paper set as PDF by a child process with a time limit; what it is to print goes in as data, never as markup."""

import json
import os
import subprocess
import sys

from django.conf import settings

from accounts.conflict import Refused
from tasks.reports.press import NO_FONT

PATIENCE = 60
PROGRAM = [sys.executable, "-m", "tasks.reports.press"]
FONTS_MISSING = (
    "服务器上没有中文字体，不能生成 PDF。请系统管理员安装中文字体（如 fonts-noto-cjk），或用环境变量 FONT_DIRS 指明字体所在目录；"
    "现在可以先导出 Word。"
)
FAILED = "PDF 没有生成。请先导出 Word；如果一直这样，请告知系统管理员。"
TOO_LONG = "PDF 在一分钟内没有生成，可能是事项太多。请先导出 Word。"


def typeset(paper: str, said: dict) -> bytes:
    """The PDF of a paper (a file in tasks/reports/papers) with these values. Raises Refused."""
    asked = {"paper": paper, "fonts": settings.FONT_DIRS, "data": said}
    try:
        child = subprocess.run(
            PROGRAM,
            input=json.dumps(asked, ensure_ascii=False).encode(),
            capture_output=True,
            timeout=PATIENCE,
            cwd=settings.BASE_DIR,
            env={"PATH": os.defpath, "HOME": "/nonexistent", "LANG": "C.UTF-8"},
        )
    except subprocess.TimeoutExpired:
        raise Refused(TOO_LONG) from None
    if child.returncode == NO_FONT:
        raise Refused(FONTS_MISSING)
    if child.returncode or not child.stdout.startswith(b"%PDF"):
        raise Refused(FAILED)
    return child.stdout
