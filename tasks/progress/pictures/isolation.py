"""Have an image opened by a child process with limits; whatever happens to the child, the answer is a small JPEG or nothing."""

import subprocess
import sys
import tempfile
from pathlib import Path

CHILD = Path(__file__).with_name("child.py")
PATIENCE = 6.0
# Nothing of our environment (secrets, addresses of services) reaches the child.
ENVIRONMENT = {"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"}
JPEG, PNG = b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"


def thumb(data: bytes, *, seconds: float = PATIENCE, program: Path = CHILD) -> bytes | None:
    """A JPEG of at most 480 pixels, or None for bytes that no image begins with or that cannot be shown.

    The answer goes through a file whose size the child cannot exceed, so that no answer fills our memory.
    """
    if not data.startswith((JPEG, PNG)):
        return None
    with tempfile.TemporaryFile() as out:
        command = [sys.executable, "-I", "-B", str(program)]
        try:
            done = subprocess.run(
                command, input=data, stdout=out, stderr=subprocess.DEVNULL, timeout=seconds, env=ENVIRONMENT, check=False
            )
        except subprocess.TimeoutExpired:
            return None
        out.seek(0)
        small = out.read()
    return small if done.returncode == 0 and small.startswith(JPEG) else None
