"""make pairs [DOWN=12]: two machines' worth of processes behind nginx, PostgreSQL, Redis; one killed at a time, then each stopped in order.

Fails on: a page that could not be read, a form that was done twice or acknowledged and not kept, a session that ended, a letter lost, more
second copies than senders killed, a clock that two minutes nobody took over. About fifteen minutes. Needs Debian's nginx.
"""

import os
import shutil
import subprocess
import sys
import tempfile

from deploy import places, postgres
from deploy.words import say
from tests.chaos.drill import environment
from tests.services.nginx import binary as nginx_binary


def main(words: list[str]) -> int:
    """Install nginx when that can be done, run the drill in a process of its own; returns its exit code."""
    if not nginx_binary() and os.geteuid() == 0 and shutil.which("apt-get"):
        install = ["apt-get", "install", "--yes", "--quiet", "--no-install-recommends", "nginx-light"]
        subprocess.run(install, env=os.environ | {"DEBIAN_FRONTEND": "noninteractive"}, stdout=subprocess.DEVNULL)
    if not nginx_binary():
        say("没有 nginx，没有演练：请先安装（apt-get install nginx-light）。")
        return 1
    folder = tempfile.mkdtemp(prefix="pairs-")
    try:
        with postgres.server() as url:
            env = environment(places.Path(folder), url)
            command = [sys.executable, "-m", "tests.pairs.run", url, *words]
            return subprocess.run(command, cwd=places.PROJECT, env=env).returncode
    finally:
        if "KEEP" not in os.environ:
            shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    os.umask(0o077)
    sys.exit(main(sys.argv[1:]))
