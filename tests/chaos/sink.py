"""An SMTP server that writes down every message before it says yes: python -m tests.chaos.sink PORT FILE DELAY."""

import asyncio
import os
import signal
import sys
from email import message_from_bytes, policy

from aiosmtpd.controller import Controller

Line = tuple[str, str, str]


class Sink:
    """One line a message: Message-ID, recipient, subject."""

    def __init__(self, path: str, delay: float) -> None:
        self.file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        self.delay = delay

    async def handle_DATA(self, server, session, envelope) -> str:  # noqa: N802 (aiosmtpd's name)
        """Half of the delay before the message counts as taken, half between that and the answer."""
        message = message_from_bytes(envelope.content, policy=policy.default)
        await asyncio.sleep(self.delay / 2)
        line = "\t".join([message["Message-ID"], envelope.rcpt_tos[0], message["Subject"]])
        os.write(self.file, (line + "\n").encode())
        await asyncio.sleep(self.delay / 2)
        return "250 accepted"


def read(path: str) -> list[Line]:
    """What was taken so far, in order."""
    with open(path, encoding="utf-8") as file:
        return [tuple(line.split("\t")) for line in file.read().splitlines()]


if __name__ == "__main__":
    port, path, delay = sys.argv[1:4]
    Controller(Sink(path, float(delay)), hostname="127.0.0.1", port=int(port)).start()
    signal.sigwait({signal.SIGTERM, signal.SIGINT})
