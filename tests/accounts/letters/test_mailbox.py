"""Without a mail server letters go to a folder, and the demo shows it."""

from datetime import UTC, datetime

import pytest
from django.core.mail import EmailMultiAlternatives
from django.urls import reverse

from accounts.letters import mailbox
from accounts.letters.deliver import deliver
from accounts.roles import Role
from tests import factories
from tests.accounts.letters.outbox import NOW


@pytest.fixture
def folder(settings, tmp_path):
    """The demo's mail settings."""
    settings.DEMO = True
    settings.EMAIL_BACKEND, settings.EMAIL_FILE_PATH = mailbox.BACKEND, str(tmp_path / "mailbox")


def test_delivered_letters_are_in_the_folder_newest_first(folder, letters):
    queued = letters(3)
    for _ in queued:  # of letters that travel together either may arrive first
        assert deliver(limit=1, now=NOW) == {"sent": 1}
    found = list(mailbox.newest(2))
    assert [(m.to, m.subject, m.text.strip(), m.html.strip()) for m in found] == [
        (f"{letter.to.name} <{letter.address}>", letter.subject, "正文", "<p>正文</p>") for letter in reversed(queued[1:])
    ]
    assert mailbox.find(found[0].key) == found[0]
    assert found[0].at <= datetime.now(UTC)


@pytest.mark.parametrize("key", ["nothing", "..", "../new", ".", "%2e%2e"])
def test_other_names_find_nothing(folder, key):
    assert mailbox.find(key) is None


@pytest.mark.django_db
def test_the_pages_show_the_letter_as_text_and_its_html_in_a_frame_that_can_do_nothing(folder, client):
    client.force_login(factories.post(Role.UNIT_CLERK).user)
    message = EmailMultiAlternatives("今日1项到期", "正文 http://127.0.0.1/today/", to=["a@example.gov.cn"])
    message.attach_alternative("<p>正文</p><script>alert(1)</script>", "text/html")
    message.send()
    key = next(mailbox.newest(1)).key
    listed = client.get(reverse("accounts:mailbox")).content.decode()
    assert ("今日1项到期" in listed, "a@example.gov.cn" in listed) == (True, True)
    page = client.get(reverse("accounts:mail", args=[key]))
    assert "frame-src 'self'" in page.headers["Content-Security-Policy"]
    assert "<script>alert" not in page.content.decode()
    inner = client.get(reverse("accounts:mail_html", args=[key]))
    assert inner.headers["X-Frame-Options"] == "SAMEORIGIN"
    policy = dict(part.strip().split(" ", 1) for part in inner.headers["Content-Security-Policy"].split(";"))
    assert policy == {
        "default-src": "'none'",
        "frame-ancestors": "'self'",
        "base-uri": "'none'",
        "sandbox": "allow-popups allow-popups-to-escape-sandbox",
    }


@pytest.mark.django_db
@pytest.mark.parametrize("change", [{"DEMO": False}, {"EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend"}])
def test_outside_the_demo_the_pages_do_not_exist(folder, client, settings, change):
    for name, value in change.items():
        setattr(settings, name, value)
    client.force_login(factories.post(Role.OFFICE_ADMIN).user)
    for address in (reverse("accounts:mailbox"), reverse("accounts:mail", args=["x"]), reverse("accounts:mail_html", args=["x"])):
        assert client.get(address).status_code == 404


@pytest.mark.django_db
def test_the_office_sees_who_was_not_reached_and_why(client, letters):
    letters(1, state="failed", answer="550 no such user")
    client.force_login(factories.post(Role.OFFICE_ADMIN).user)
    shown = client.get(reverse("accounts:undelivered")).content.decode()
    assert ("550 no such user" in shown, "共 1 封" in shown) == (True, True)
    client.force_login(factories.post(Role.UNIT_CLERK).user)
    assert client.get(reverse("accounts:undelivered")).status_code == 403
