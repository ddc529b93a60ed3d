"""One server for each VAR_DIR: a lock that ends with the process that holds it."""

import fcntl
import os
from pathlib import Path
from typing import TextIO

from deploy.words import Trouble


def hold(var: Path) -> TextIO:
    """Take the lock of this VAR_DIR; keep the returned file open as long as the lock is needed."""
    file = (var / "run" / "lock").open("a+")
    os.set_inheritable(file.fileno(), False)
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        file.close()
        raise Trouble(f"系统正在使用 {var}；请先在它的窗口按 Ctrl-C 停止，再重试。") from error
    return file
