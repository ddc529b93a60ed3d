"""Send what is due: lease, ask once more whether it is wanted, send, and mark it sent if the lease is still ours.

Lost is impossible, twice is possible once per killed sender, then with the same Message-ID (RFC 1047).
"""

import logging
import time
from collections import Counter
from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.module_loading import import_string

from accounts.letters import choices, leases
from accounts.letters.answers import Answer, Meaning, read
from accounts.letters.channels import chosen
from accounts.letters.models import Letter

log = logging.getLogger(__name__)
AT_ONCE = 50
# Shorter than the lease and than the job's time limit: a run stops by itself before somebody else takes its letters.
RUN_SECONDS = 40
STOPPED = "收件人选择不收此类邮件，可在“消息”中查看"


def deliver(*, limit: int, now: datetime) -> Counter:
    """Send up to `limit` letters over one connection; returns how many were sent, cancelled, failed, put off, held or released.

    Outside the office's sending window (settings.LETTER_OPENS) only the kinds of settings.LETTERS_AT_ANY_HOUR leave.
    """
    run = Run(now)
    try:
        while run.goes_on and run.taken < limit:
            batch = leases.claim(limit=min(AT_ONCE, limit - run.taken), now=run.now)
            if not batch:
                break
            run.work_off(batch)
    finally:
        run.channel.close()
    return run.done


class Run:
    """One delivery run: its connection, its clock, what it did."""

    def __init__(self, now: datetime) -> None:
        self.channel = chosen()
        self.started, self.began = now, time.monotonic()
        self.opens = import_string(settings.LETTER_OPENS)(now)
        self.done: Counter = Counter()
        self.taken = 0
        self.stopped: set[int] = set()
        self.goes_on = True

    @property
    def now(self) -> datetime:
        """The time given at the start plus what has passed since."""
        return self.started + timedelta(seconds=time.monotonic() - self.began)

    def work_off(self, batch: list[Letter]) -> None:
        """Each letter in turn; when the run must stop, the rest is released."""
        self.taken += len(batch)
        self.stopped = choices.apply(batch, timezone.localdate(self.now))
        for place, letter in enumerate(batch):
            if self.goes_on and time.monotonic() - self.began > RUN_SECONDS:
                self.goes_on = False
            if not self.goes_on:
                leases.released(batch[place:])
                self.done["released"] += len(batch) - place
                return
            self.one(letter)

    def one(self, letter: Letter) -> None:
        """One letter, whatever happens to it."""
        try:
            if self.opens > self.now and letter.kind not in settings.LETTERS_AT_ANY_HOUR:
                self.done["held"] += leases.later(letter, until=self.opens)
                return
            why_not = STOPPED if letter.pk in self.stopped else unwanted(letter, self.now)
            if why_not:
                self.done["cancelled"] += leases.cancelled(letter, why=why_not)
                return
            letter.address = self.channel.reach(letter)
            if not letter.address or not letter.to.is_active:
                why = "收件人账号已停用" if letter.address else "没有登记电子邮箱"
                self.done["failed"] += leases.failed(letter, answer=why)
                return
            if self.connect(letter):
                self.channel.send(letter)
                self.done["sent" if leases.sent(letter, at=self.now) else "lease lost"] += 1
        except Exception as error:  # one bad letter must not hold up the others
            self.put_off(letter, read(error))

    def connect(self, letter: Letter) -> bool:
        """Open the connection unless it is open; a server that cannot be reached is no letter's fault."""
        try:
            self.channel.open()
        except Exception as error:  # name, port, TLS, password: each raises its own kind
            self.put_off(letter, Answer(Meaning.STOP, read(error).words, broken=True))
            return False
        return True

    def put_off(self, letter: Letter, answer: Answer) -> None:
        """Settle a letter by the server's answer."""
        log.warning("letter %s: %s", letter.pk, answer.meaning.name)
        if answer.broken:
            self.channel.close()
        if answer.meaning is Meaning.STOP:
            self.goes_on = False
            leases.released([letter], answer=answer.words)
            self.done["released"] += 1
        elif answer.meaning is Meaning.NEVER:
            self.done["failed"] += leases.failed(letter, answer=answer.words)
        else:
            self.done["put off"] += leases.again(letter, answer=answer.words, now=self.now)


def unwanted(letter: Letter, now: datetime) -> str:
    """Why the letter is not wanted any more, or empty. The room that posted it is asked (settings.LETTER_STILL_WANTED).

    The room's check `(letter, now) -> bool` may rewrite the letter's words in place, for what changed since it was posted.
    """
    path = settings.LETTER_STILL_WANTED.get(letter.kind)
    return "" if path is None or import_string(path)(letter, now) else "所述事项已办理，不再发送"
