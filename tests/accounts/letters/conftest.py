"""A real mail server with a temper: it answers as told, by address and by stage."""

import asyncio
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from aiosmtpd.controller import Controller

from accounts.letters.models import Letter
from tests import factories
from tests.accounts.letters.outbox import NOW
from tests.services.smtp import free_port

TIMEOUT = 2  # seconds


class Server:
    """Accepts everything unless told otherwise; keeps what it accepted and counts connections."""

    def __init__(self) -> None:
        self.accepted: list[EmailMessage] = []
        self.connections = 0
        self.recipients: dict[str, str] = {}
        self.data: list[str] = []
        self.hang_after_data = 0
        self.takes = 0.0  # seconds for a message
        self.now = self.most = 0  # messages that it has in hand, and the most there ever were

    async def handle_EHLO(self, server, session, envelope, hostname, responses):  # noqa: N802 (aiosmtpd's name)
        """Count connections."""
        self.connections += 1
        session.host_name = hostname
        return responses

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802
        """Refuse the addresses that are to be refused."""
        if address in self.recipients:
            return self.recipients[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        """Accept, or give the next answer; it may accept and then say nothing."""
        if self.data:
            return self.data.pop(0)
        message = message_from_bytes(envelope.content, policy=policy.default)
        self.now += 1
        self.most = max(self.most, self.now)
        await asyncio.sleep(self.takes)
        self.now -= 1
        self.accepted.append(message)
        if self.hang_after_data:
            self.hang_after_data -= 1
            await asyncio.sleep(3 * TIMEOUT)
        return "250 accepted"

    @property
    def ids(self) -> list[str]:
        """Message-IDs in the order of arrival."""
        return [message["Message-ID"] for message in self.accepted]

    @property
    def to(self) -> list[str]:
        """Addressees in the order of arrival."""
        return [to.addr_spec for message in self.accepted for to in message["To"].addresses]


@pytest.fixture
def server(settings) -> Iterator[Server]:
    """The server, and Django's mail told to go there."""
    handler = Server()
    controller = Controller(handler, hostname="127.0.0.1", port=free_port())
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", controller.port
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    settings.EMAIL_TIMEOUT = TIMEOUT  # a busy machine answers late, a hanging server never
    yield handler
    controller.stop()


@pytest.fixture
def day_and_night(settings) -> None:
    """No sending window."""
    settings.LETTER_OPENS = "accounts.letters.channels.at_once"


@pytest.fixture
def letters(db):
    """A function that queues `count` letters to as many people."""

    def queue(count: int, **values) -> list[Letter]:
        made = []
        for _ in range(count):
            who = factories.user()
            who.email = f"{who.username}@example.gov.cn"
            who.save(update_fields=["email"])
            made.append(
                Letter.objects.create(
                    **{
                        "key": f"test:{who.pk}",
                        "kind": "test",
                        "to": who,
                        "address": who.email,
                        "subject": "【党建清单】今日1项到期",
                        "text": "正文",
                        "html": "<p>正文</p>",
                        "created_at": NOW,
                        "not_before": NOW,
                        "message_id": f"<test.{who.pk}@example.gov.cn>",
                    }
                    | values
                )
            )
        return made

    return queue
