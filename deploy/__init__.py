"""What makes the project run on one computer. Read first, so it also refuses a Python that is too old (hence the plain syntax)."""

import sys

if sys.version_info < (3, 11):  # noqa: UP036
    sys.stderr.write("需要 Python 3.11 或更高版本，当前为 %d.%d；请安装 python3.11 后重试。\n" % sys.version_info[:2])  # noqa: UP031
    sys.exit(1)
