"""How the program speaks to its operators: one line for each event, without personal data, and how long the lines are kept."""

import json
import logging
import os
import re
import traceback
from contextvars import ContextVar
from datetime import date, datetime, timedelta
from pathlib import Path

from django.utils.timezone import get_default_timezone

# Addresses whose last part is a ticket: of a ballot, a letter's matter, a password, a calendar, the way to stop letters.
TICKETS = re.compile(r"(/(?:vote/\d+|m|set-password|calendar|letters/stop)/)[^/\s]+")
# What people search for stands in the address: names.
QUERY = re.compile(r"(/[^\s?\"]*)\?[^\s\"]*")
# Which request an event belongs to; empty outside of requests.
request_id: ContextVar[str] = ContextVar("request_id", default="")
LEAST_DAYS = 190  # six months are up to 184 days (网络安全法 第二十三条)


def message(record: logging.LogRecord) -> str:
    """What happened: tickets and query strings left out; of an exception only its kind and the places it went through.

    The text of an exception is left out: databases put the refused values (names, numbers) into it.
    """
    text = record.getMessage()
    if record.exc_info and record.exc_info[0]:
        text += f" | {record.exc_info[0].__qualname__} at {places(record.exc_info[2])}"
    return QUERY.sub(r"\1", TICKETS.sub(r"\1…", text))


def instant(record: logging.LogRecord) -> str:
    """When, with the zone."""
    return datetime.fromtimestamp(record.created, tz=get_default_timezone()).isoformat(timespec="milliseconds")


def request_of(record: logging.LogRecord) -> str:
    """The id of the request: Django speaks of a refused one after it has left the middleware, but hands it along."""
    return request_id.get() or getattr(getattr(record, "request", None), "request_id", "")


class OneLine(logging.Formatter):
    """`time level [request] logger: message`, line breaks escaped."""

    def format(self, record: logging.LogRecord) -> str:
        """The event as one line."""
        request = f" [{request_of(record)}]" if request_of(record) else ""
        text = f"{instant(record)} {record.levelname}{request} {record.name}: {message(record)}"
        return text.replace("\r", "\\r").replace("\n", "\\n")


class JsonLine(logging.Formatter):
    """The same as an object on one line: at, level, logger, request, message, process."""

    def format(self, record: logging.LogRecord) -> str:
        """The event as one line of JSON."""
        said = {"at": instant(record), "level": record.levelname, "logger": record.name, "request": request_of(record)}
        return json.dumps(said | {"message": message(record), "process": record.process}, ensure_ascii=False)


class DayFiles(logging.Handler):
    """A file for each day, `YYYY-MM-DD.log`, appended to by all processes; at a new day those older than `days` are deleted."""

    def __init__(self, folder: str | Path, days: int) -> None:
        super().__init__()
        self.folder, self.days, self.day, self.file = Path(folder), days, None, -1

    def emit(self, record: logging.LogRecord) -> None:
        """One write for one line, so that lines of several processes do not mix."""
        try:
            today = datetime.fromtimestamp(record.created, tz=get_default_timezone()).date()
            if today != self.day:
                self._turn_to(today)
            os.write(self.file, (self.format(record) + "\n").encode())
        except OSError:
            self.handleError(record)

    def _turn_to(self, today: date) -> None:
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        if self.file >= 0:
            os.close(self.file)
        self.file = os.open(self.folder / f"{today}.log", os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o640)
        self.day = today
        oldest = f"{today - timedelta(days=self.days)}.log"
        for path in self.folder.glob("[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9].log"):
            if path.name < oldest:
                path.unlink(missing_ok=True)


def places(trace) -> str:
    """The last eight places of a traceback, outermost first."""
    frames = traceback.extract_tb(trace)[-8:]
    return (
        " > ".join(f"{'/'.join(frame.filename.split('/')[-3:])}:{frame.lineno} {frame.name}" for frame in frames) or "unknown place"
    )


def logging_settings(*, form: str, folder: str, days: int) -> dict:
    """Django's LOGGING: `form` is line or json; with a folder the lines go into day files too."""
    handlers: dict = {"stderr": {"class": "logging.StreamHandler", "formatter": form}}
    if folder:
        handlers["files"] = {"()": DayFiles, "folder": folder, "days": days, "formatter": form}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": {"()": OneLine}, "json": {"()": JsonLine}},
        "handlers": handlers,
        "root": {"handlers": list(handlers), "level": "INFO"},
        "loggers": {
            "django": {"handlers": [], "level": "INFO", "propagate": True},
            "django.server": {"handlers": [], "level": "INFO", "propagate": True},
            # Its lines name the account and the address that failed to sign in.
            "axes": {"level": "ERROR"},
        },
    }
