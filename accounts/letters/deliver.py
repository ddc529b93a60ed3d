"""Send what is due: lease, ask once more whether it is wanted, send, and mark it sent if the lease is still ours.

Lost is impossible; twice is possible for what travels when a sender is killed, settings.LETTERS_AT_A_TIME at most, then with the same
Message-ID (RFC 1047).
"""

import logging
import time
from collections import Counter, deque
from concurrent.futures import Future, ThreadPoolExecutor, wait
from datetime import datetime, timedelta

from django.conf import settings
from django.db import DatabaseError
from django.utils import timezone
from django.utils.module_loading import import_string

from accounts.letters import choices, leases
from accounts.letters.answers import Answer, Meaning, read
from accounts.letters.channels import Channel, chosen
from accounts.letters.last_look import LastLook
from accounts.letters.models import Letter

log = logging.getLogger(__name__)
AT_ONCE = 50
# Shorter than the lease and than the job's time limit: a run stops by itself before somebody else takes its letters.
RUN_SECONDS = 40
STOPPED = "收件人选择不收此类邮件，可在“消息”中查看"


def deliver(*, limit: int, now: datetime) -> Counter:
    """Send up to `limit` letters; returns how many were sent, cancelled, failed, put off, held or released.

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
        run.hang_up()
    return run.done


class Run:
    """One delivery run: its connections, its clock, what it did."""

    def __init__(self, now: datetime) -> None:
        self.channels = [chosen() for _ in range(settings.LETTERS_AT_A_TIME)]
        self.free = self.channels[:]  # those that carry nothing now
        self.under_way: deque[tuple[Letter, Channel, Future]] = deque()  # what the server may have taken, and we do not know yet
        self.hands = ThreadPoolExecutor(len(self.channels))  # hand over; they touch no database
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
        """Each letter in turn, made ready while those before it are under way; when the run must stop, the rest is released."""
        self.taken += len(batch)
        self.stopped = choices.apply(batch, timezone.localdate(self.now))
        look = LastLook(batch)
        for place, letter in enumerate(batch):
            if self.goes_on and time.monotonic() - self.began > RUN_SECONDS:
                self.goes_on = False
            made = self.made_ready(letter, look, place) if self.goes_on else None
            while self.under_way and not (self.free and self.goes_on):
                self.settle()
            if not self.goes_on:
                rest = [one for one in batch[place:] if one.lease_token]
                leases.released(rest)
                self.done["released"] += len(rest)
                return
            if made is not None:
                self.one(letter, made)
        while self.under_way:
            self.settle()

    def made_ready(self, letter: Letter, look: LastLook, place: int) -> object | None:
        """What is to be handed over; None when the letter does not leave now, whatever the reason, and that is settled."""
        channel = self.channels[0]
        try:
            if self.opens > self.now and letter.kind not in settings.LETTERS_AT_ANY_HOUR:
                self.done["held"] += leases.later(letter, until=self.opens)
            elif why_not := STOPPED if letter.pk in self.stopped else look.why_not(place, self.now):
                self.done["cancelled"] += leases.cancelled(letter, why=why_not)
            else:
                letter.address = channel.reach(letter)
                if letter.address and letter.to.open_on(timezone.localdate(self.now)):
                    return channel.compose(letter)
                why = "收件人账号已停用或已到期" if letter.address else "没有登记电子邮箱"
                self.done["failed"] += leases.failed(letter, answer=why)
        except Exception as error:  # one bad letter must not hold up the others
            self.put_off(letter, read(error))
        return None

    def one(self, letter: Letter, made: object) -> None:
        """Put it on its way, over the connection that was used last: a few letters need no second one."""
        channel = self.free.pop()
        try:
            channel.open()
        except Exception as error:  # name, port, TLS, password: each raises its own kind
            if self.under_way:  # the server grants us no further connection: this run does with those it has
                self.settle()
                return self.one(letter, made)
            self.free.append(channel)  # a server that cannot be reached is no letter's fault
            return self.put_off(letter, Answer(Meaning.STOP, read(error).words))
        self.under_way.append((letter, channel, self.hands.submit(channel.send, made)))

    def settle(self) -> None:
        """Wait for the letter that went first and write down what became of it and of those that have arrived meanwhile.

        Only then their connections take others.
        """
        arrived = [self.under_way.popleft()]
        wait([going for _, _, going in arrived])
        while self.under_way and self.under_way[0][2].done():
            arrived.append(self.under_way.popleft())
        self.free += [channel for _, channel, _ in arrived]
        self.mark([letter for letter, _, going in arrived if going.exception() is None])
        for letter, channel, going in arrived:
            if error := going.exception():  # one bad letter must not hold up the others
                answer = read(error)
                if answer.broken:
                    channel.close()
                self.put_off(letter, answer)

    def mark(self, taken: list[Letter]) -> None:
        """The server has these. Where the database refuses the mark, they go again when their lease runs out, and the others go on."""
        try:
            kept = leases.sent(taken, at=self.now)
        except DatabaseError as error:
            log.warning("letters %s sent but not marked: %s", [letter.pk for letter in taken], type(error).__name__)
            self.done["not marked"] += len(taken)
        else:
            self.done += Counter({"sent": kept, "lease lost": len(taken) - kept})

    def put_off(self, letter: Letter, answer: Answer) -> None:
        """Settle a letter by the server's answer."""
        log.warning("letter %s: %s", letter.pk, answer.meaning.name)
        if answer.meaning is Meaning.STOP:
            self.goes_on = False
            leases.released([letter], answer=answer.words)
            self.done["released"] += 1
        elif answer.meaning is Meaning.NEVER:
            self.done["failed"] += leases.failed(letter, answer=answer.words)
        else:
            self.done["put off"] += leases.again(letter, answer=answer.words, now=self.now)

    def hang_up(self) -> None:
        """What still travels arrives first."""
        self.hands.shutdown()
        for channel in self.channels:
            channel.close()
