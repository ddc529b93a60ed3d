"""Rows of the table: letters."""

from tests.doors.door import SIGNED_IN, Door
from tests.doors.rows.who import CHECKERS, SYSTEM

ROWS = (
    # Letters: the mailbox exists in the demo only
    Door("accounts:notices", who=SIGNED_IN),
    Door("accounts:notices_read", who=SIGNED_IN, get=405, post={}, changes=None),
    Door("accounts:notice", "somebody else's notice", who=SIGNED_IN, reach=frozenset()),
    Door("accounts:notice_calendar", "somebody else's notice", who=SIGNED_IN, reach=frozenset()),
    Door("accounts:notice_read", "somebody else's notice", who=SIGNED_IN, reach=frozenset(), get=405, post={}),
    Door("accounts:mail_choices", who=SIGNED_IN, post={"wanted": "digest"}),
    Door("accounts:mail_stop", "a forged link", open=True, get=410, post={}, done=410),
    Door("accounts:mail_stop", "a link that stops", open=True, post={"List-Unsubscribe": "One-Click"}, done=200),
    Door("accounts:undelivered", who=CHECKERS),
    Door("accounts:resend", "a letter that failed", who=CHECKERS, get=405, post={}),
    Door("accounts:resend", "somebody else's notice", who=CHECKERS, get=405, post={}, done=404),
    Door("accounts:outgoing", who=SYSTEM),
    Door("accounts:try_out", who=SYSTEM, get=405, post={}),
    Door("accounts:mailbox", who=SIGNED_IN, get=404),
    Door("accounts:mail", "a letter", who=SIGNED_IN, get=404),
    Door("accounts:mail_html", "a letter", who=SIGNED_IN, get=404),
)
