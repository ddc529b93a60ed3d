"""How a rendered letter reaches a person. One class a channel, chosen by settings.LETTER_CHANNEL.

A channel has `open()`, `send(letter)`, `close()` and `reach(letter)`; `send` returns when the other side has taken the letter and
raises whatever its library raises, which answers.read translates. Planning and outbox know nothing of it.
"""

from datetime import datetime
from email.utils import formataddr
from typing import Protocol

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.utils.module_loading import import_string

from accounts.letters.models import Letter


class Channel(Protocol):
    """What a way out must be able to do."""

    def open(self) -> None:
        """Connect unless connected."""

    def send(self, letter: Letter) -> None:
        """Hand one letter over."""

    def close(self) -> None:
        """Hang up."""

    def reach(self, letter: Letter) -> str:
        """The person's address on this channel as of now, or empty."""


class Email:
    """SMTP, or whatever Django's EMAIL_BACKEND is: one connection for a whole run."""

    def __init__(self) -> None:
        self.connection = get_connection()

    def open(self) -> None:
        """Connect unless connected."""
        self.connection.open()

    def send(self, letter: Letter) -> None:
        """Hand one letter over."""
        self.connection.send_messages([compose(letter, self.connection)])

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


def compose(letter: Letter, connection) -> EmailMultiAlternatives:
    """The message: text first, HTML beside it, due dates attached, and the Message-ID that never changes."""
    headers = {"Message-ID": letter.message_id, "Auto-Submitted": "auto-generated"}
    if path := letter.data.get("stop"):
        headers["List-Unsubscribe"] = f"<{settings.SITE_URL}{path}>"
    to = formataddr((str(letter.to), letter.address))
    message = EmailMultiAlternatives(letter.subject, letter.text, to=[to], headers=headers, connection=connection)
    if letter.html:
        message.attach_alternative(letter.html, "text/html")
    if letter.calendar:
        message.attach("时限.ics", letter.calendar, "text/calendar; method=PUBLISH")
    return message
