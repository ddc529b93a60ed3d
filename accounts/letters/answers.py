"""What a mail server's answer means for a letter. Pure."""

import smtplib
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum

# Waiting times after the 1st, 2nd … failed attempt; together less than a day (RFC 5321 4.5.4.1 asks for patience).
BACK_OFF = tuple(timedelta(minutes=m) for m in (1, 5, 15, 60, 180, 360, 720))
ATTEMPTS = len(BACK_OFF) + 1
TOO_BIG = 552


class Meaning(Enum):
    """What to do next."""

    AGAIN = "try this letter again later"
    NEVER = "this letter cannot be delivered"
    STOP = "nothing can be sent now; it is not the letter's fault"


@dataclass(frozen=True)
class Answer:
    """The meaning and the server's own words; `broken` when the connection cannot be used any more."""

    meaning: Meaning
    words: str
    broken: bool = False


def read(error: Exception) -> Answer:
    """Translate what the mail library raised. Unknown errors count as temporary, so that nothing is given up too early."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, words = next(iter(error.recipients.values()))
        return _by_code(code, words)
    if isinstance(error, smtplib.SMTPSenderRefused) and error.smtp_code != TOO_BIG:
        return Answer(Meaning.STOP, _said(error.smtp_code, error.smtp_error), broken=True)
    if isinstance(error, smtplib.SMTPConnectError | smtplib.SMTPAuthenticationError | smtplib.SMTPHeloError):
        return Answer(Meaning.STOP, _said(error.smtp_code, error.smtp_error), broken=True)
    if isinstance(error, smtplib.SMTPResponseException):
        return _by_code(error.smtp_code, error.smtp_error)
    if isinstance(error, smtplib.SMTPServerDisconnected | OSError):
        return Answer(Meaning.AGAIN, f"连接中断：{error}"[:500], broken=True)
    return Answer(Meaning.AGAIN, f"{type(error).__name__}：{error}"[:500], broken=True)


def _by_code(code: int, words: bytes | str) -> Answer:
    """5xx is final, everything else may pass; after 421 the server hangs up."""
    final = 500 <= code < 600
    return Answer(Meaning.NEVER if final else Meaning.AGAIN, _said(code, words), broken=code == 421)


def _said(code: int, words: bytes | str) -> str:
    text = words.decode(errors="replace") if isinstance(words, bytes) else str(words)
    return f"{code} {' '.join(text.split())}"[:500]
