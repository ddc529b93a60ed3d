"""Pages about letters."""

from accounts.letters.views.choices import choices
from accounts.letters.views.mailbox import folder, mail, mail_html
from accounts.letters.views.notices import calendar, notice, notices, read, read_all
from accounts.letters.views.one_click import stop
from accounts.letters.views.outgoing import outgoing, resend, try_out, undelivered

__all__ = [
    "calendar", "choices", "folder", "mail", "mail_html", "notice", "notices", "outgoing", "read", "read_all", "resend", "stop", "try_out",
    "undelivered",
]  # fmt: skip
