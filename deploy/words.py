"""What the person at the terminal reads: short Chinese sentences, one for each trouble."""

import errno
import sys


class Trouble(Exception):
    """Something that a person must mend; the message is one clear sentence. Ends the program with exit code 1."""


DISK_FULL = "磁盘空间不足，请清理后重试。"


def say(text: str = "") -> None:
    """Print one line at once, whatever the terminal's encoding."""
    print(text.encode(sys.stdout.encoding or "utf-8", "replace").decode(sys.stdout.encoding or "utf-8"), flush=True)


def explain(error: OSError) -> Trouble:
    """The sentence for an error of the operating system."""
    if error.errno == errno.ENOSPC:
        return Trouble(DISK_FULL)
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return Trouble(f"没有写入权限：{error.filename}；请换一个目录（VAR_DIR）或调整权限后重试。")
    return Trouble(f"系统报告错误：{error.strerror}（{error.filename or '无文件名'}）。")
