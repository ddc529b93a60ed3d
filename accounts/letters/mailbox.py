"""Where letters go on a computer without a mail server: a Maildir folder, which a page of the demo shows."""

import mailbox
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_binary_file, policy
from email.message import EmailMessage

from django.conf import settings
from django.core.mail.backends.base import BaseEmailBackend

BACKEND = f"{__name__}.EmailBackend"


def folder() -> mailbox.Maildir:
    """The folder named by the settings, made when missing: by us, for of two letters at once the library lets one fail."""
    for part in ("tmp", "new", "cur"):
        os.makedirs(os.path.join(settings.EMAIL_FILE_PATH, part), mode=0o700, exist_ok=True)
    return mailbox.Maildir(settings.EMAIL_FILE_PATH, factory=None, create=False)


class EmailBackend(BaseEmailBackend):
    """Writes each message into the folder: first under tmp, then renamed, so that half a letter is never seen."""

    def send_messages(self, email_messages) -> int:
        """Returns how many were written."""
        box = folder()
        for message in email_messages:
            box.add(message.message().as_bytes())
        return len(email_messages)


@dataclass(frozen=True)
class Mail:
    """One letter in the folder."""

    key: str
    to: str
    subject: str
    at: datetime | None
    text: str
    html: str


def newest(limit: int) -> Iterator[Mail]:
    """The latest letters first (file names begin with the second of writing)."""
    box = folder()
    for key in sorted(box.keys(), key=_moment, reverse=True)[:limit]:
        yield _read(box, key)


def find(key: str) -> Mail | None:
    """One letter, or None when there is none of that name."""
    box = folder()
    return _read(box, key) if key in box else None


def _moment(key: str) -> tuple[int, int, str]:
    """Second and microsecond of writing out of a Maildir name (1764000000.M123P45Q6.host)."""
    second, _, rest = key.partition(".")
    micro = rest[1:].partition("P")[0]
    return (int(second) if second.isdigit() else 0, int(micro) if micro.isdigit() else 0, key)


def _aware(at: datetime) -> datetime:
    """Django writes times of UTC as -0000, which the parser reads as a time without zone."""
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def _read(box: mailbox.Maildir, key: str) -> Mail:
    with box.get_file(key) as file:
        message: EmailMessage = message_from_binary_file(file, policy=policy.default)
    parts = {kind: message.get_body(preferencelist=(kind,)) for kind in ("plain", "html")}
    date = message["Date"]
    return Mail(
        key=key,
        to=str(message["To"] or ""),
        subject=str(message["Subject"] or ""),
        at=_aware(date.datetime) if date else None,
        text=parts["plain"].get_content() if parts["plain"] else "",
        html=parts["html"].get_content() if parts["html"] else "",
    )
