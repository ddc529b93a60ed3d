"""How the program speaks to its operators: one line for each event, on stderr, without personal data."""

import logging
import re
import traceback
from datetime import datetime

from django.utils.timezone import get_default_timezone

# Addresses whose last part is a ticket: of a ballot, a letter's matter, a password, a calendar.
TICKETS = re.compile(r"(/(?:vote/\d+|m|set-password|calendar)/)[^/\s]+")


class OneLine(logging.Formatter):
    """`time level logger: message`, line breaks escaped, tickets in addresses left out; of an exception only its kind and the places it went through.

    The text of an exception is left out: databases put the refused values (names, numbers) into it.
    """

    def format(self, record: logging.LogRecord) -> str:
        """The event as one line."""
        at = datetime.fromtimestamp(record.created, tz=get_default_timezone()).isoformat(timespec="milliseconds")
        text = f"{at} {record.levelname} {record.name}: {record.getMessage()}"
        if record.exc_info and record.exc_info[0]:
            text += f" | {record.exc_info[0].__qualname__} at {places(record.exc_info[2])}"
        text = TICKETS.sub(r"\1…", text)
        return text.replace("\r", "\\r").replace("\n", "\\n")


def places(trace) -> str:
    """The last eight places of a traceback, outermost first."""
    frames = traceback.extract_tb(trace)[-8:]
    return (
        " > ".join(f"{'/'.join(frame.filename.split('/')[-3:])}:{frame.lineno} {frame.name}" for frame in frames) or "unknown place"
    )


LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": OneLine}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "INFO"},
    "loggers": {
        "django": {"handlers": [], "level": "INFO", "propagate": True},
        "django.server": {"handlers": [], "level": "INFO", "propagate": True},
        # Its lines name the account and the address that failed to sign in.
        "axes": {"level": "ERROR"},
    },
}
