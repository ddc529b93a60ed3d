"""Ask ClamAV about an upload, when CLAMAV names a daemon (unix:/run/clamav/clamd.ctl or tcp:host:3310); its INSTREAM command.

Protocol: clamd(8), "INSTREAM": zINSTREAM\\0, then chunks of a four-byte length (network order) and the bytes, then a zero length.
"""

import socket
import struct

from django.conf import settings

from accounts.conflict import Refused

SECONDS = 30
CHUNK = 1 << 16
FOUND = "文件被查出病毒（{name}），没有保存。请用杀毒软件检查电脑后重新制作文件。"
AWAY = "病毒检查暂时不能进行，文件没有保存。请稍后再传；仍不行请联系系统管理员检查 ClamAV。"


class Away(Exception):
    """The daemon does not answer as it should."""


def refuse_infected(data: bytes) -> None:
    """Refused when the daemon finds something, or cannot be asked; without CLAMAV nothing is asked."""
    if not settings.CLAMAV:
        return
    try:
        name = scan(data)
    except Away as error:
        raise Refused(AWAY) from error
    if name:
        raise Refused(FOUND.format(name=name))


def scan(data: bytes) -> str:
    """The name of what was found, or "" for a clean file; Away when there is no clear answer."""
    blocks = [data[at : at + CHUNK] for at in range(0, len(data), CHUNK)]
    said = ask(b"zINSTREAM\0" + b"".join(struct.pack("!I", len(one)) + one for one in [*blocks, b""]))
    if said == "stream: OK":
        return ""
    if said.startswith("stream: ") and said.endswith(" FOUND"):
        return said.removeprefix("stream: ").removesuffix(" FOUND")
    raise Away(said)


def ask(command: bytes) -> str:
    """Send one command, read the answer up to its NUL."""
    kind, _, where = settings.CLAMAV.partition(":")
    try:
        with _connected(kind, where.removeprefix("//")) as line:
            line.sendall(command)
            said = b""
            while not said.endswith(b"\0") and (more := line.recv(4096)):
                said += more
    except (OSError, ValueError) as error:
        raise Away(str(error)) from error
    return said.rstrip(b"\0\n").decode("utf-8", "replace")


def _connected(kind: str, where: str) -> socket.socket:
    if kind == "unix":
        line = socket.socket(socket.AF_UNIX)
        line.settimeout(SECONDS)
        try:
            line.connect(where)
        except OSError:
            line.close()
            raise
        return line
    host, _, port = where.rpartition(":")
    return socket.create_connection((host, int(port)), SECONDS)
