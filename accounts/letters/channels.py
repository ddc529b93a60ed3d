"""How a rendered letter reaches a person. One class a channel, chosen by settings.LETTER_CHANNEL.

A channel has `reach(letter)`, `compose(letter)`, `open()`, `send(made)` and `close()`; `send` returns when the other side has taken what
was made and raises whatever its library raises, which answers.read translates; it runs in a thread of its own and touches no database.
Planning and outbox know nothing of it.
"""

import secrets
from datetime import datetime
from email.utils import formataddr
from typing import Protocol

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.utils.module_loading import import_string

from accounts.letters.models import Letter

WIRE = "\r\n"


class Channel(Protocol):
    """What a way out must be able to do."""

    def open(self) -> None:
        """Connect unless connected."""

    def compose(self, letter: Letter) -> object:
        """What `send` will hand over."""

    def send(self, made: object) -> None:
        """Hand one letter over."""

    def close(self) -> None:
        """Hang up."""

    def reach(self, letter: Letter) -> str:
        """The person's address on this channel as of now, or empty."""


class Written(EmailMultiAlternatives):
    """A message that can be put into bytes before its turn comes: half the work of sending."""

    written = None

    def write(self) -> None:
        """Do it now; whoever asks for the message later gets this one."""
        message = super().message()
        for part in message.walk():  # drawn, and not looked for in the text: that would be a seventh of the work
            if part.is_multipart():
                part.set_boundary(f"=={secrets.token_hex(16)}==")
        data = message.as_bytes(linesep=WIRE)
        message.as_bytes = lambda unixfrom=False, linesep="\n": (
            data if linesep == WIRE else type(message).as_bytes(message, unixfrom, linesep)
        )
        self.written = message

    def message(self):
        """As it was written, or is now."""
        return self.written or super().message()


class Email:
    """SMTP, or whatever Django's EMAIL_BACKEND is: one connection for a whole run."""

    def __init__(self) -> None:
        self.connection = get_connection()

    def open(self) -> None:
        """Connect unless connected."""
        self.connection.open()

    def compose(self, letter: Letter) -> Written:
        """The message, already in the bytes that go over the wire."""
        message = compose(letter, self.connection)
        message.write()
        return message

    def send(self, made: Written) -> None:
        """Hand one letter over."""
        self.connection.send_messages([made])

    def close(self) -> None:
        """Hang up."""
        self.connection.close()

    def reach(self, letter: Letter) -> str:
        """The e-mail address registered now, else the one of the day when the letter was written."""
        return letter.to.email or letter.address


def at_once(now: datetime) -> datetime:
    """No sending window: letters may leave at any time (settings.LETTER_OPENS)."""
    return now


def chosen() -> Channel:
    """The office's channel."""
    return import_string(settings.LETTER_CHANNEL)()


def compose(letter: Letter, connection) -> Written:
    """The message: text first, HTML beside it, due dates attached, and the Message-ID that never changes."""
    headers = {"Message-ID": letter.message_id, "Auto-Submitted": "auto-generated"}
    if path := letter.data.get("stop"):
        headers["List-Unsubscribe"] = f"<{settings.SITE_URL}{path}>"
        if settings.SITE_URL.startswith("https:"):  # RFC 8058 knows no other
            headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    to = formataddr((str(letter.to), letter.address))
    message = Written(letter.subject, letter.text, to=[to], headers=headers, connection=connection)
    if letter.html:
        message.attach_alternative(letter.html, "text/html")
    if letter.calendar:
        message.attach("时限.ics", letter.calendar, "text/calendar; method=PUBLISH")
    return message
