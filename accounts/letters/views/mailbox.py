"""The demo's mailbox: everybody's letters, on a computer without a mail server."""

from csp.constants import NONE, SELF
from csp.decorators import csp, csp_update
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from accounts.letters import mailbox

AT_ONCE = 100
# The letter opens in a frame of its own: no script, no form, no origin; its links open a new tab.
SANDBOX = ["allow-popups", "allow-popups-to-escape-sandbox"]


def _only_in_the_demo() -> None:
    """The page shows everybody's letters: it exists in the demo only, and only while letters go to the folder."""
    if not settings.DEMO or settings.EMAIL_BACKEND != mailbox.BACKEND:
        raise Http404


def _mail(key: str) -> mailbox.Mail:
    mail = mailbox.find(key)
    if mail is None:
        raise Http404
    return mail


@require_safe
def folder(request: HttpRequest) -> HttpResponse:
    """All letters of the demo, newest first."""
    _only_in_the_demo()
    return render(request, "mailbox/folder.html", {"mails": list(mailbox.newest(AT_ONCE))})


@require_safe
@csp_update({"frame-src": [SELF]})
def mail(request: HttpRequest, key: str) -> HttpResponse:
    """One letter: as text, and as its HTML in a sandboxed frame."""
    _only_in_the_demo()
    return render(request, "mailbox/mail.html", {"mail": _mail(key), "sandbox": " ".join(SANDBOX)})


@require_safe
@xframe_options_sameorigin
@csp({"default-src": [NONE], "frame-ancestors": [SELF], "base-uri": [NONE], "sandbox": SANDBOX})
def mail_html(request: HttpRequest, key: str) -> HttpResponse:
    """The HTML of a letter by itself; its policy allows nothing but reading."""
    _only_in_the_demo()
    return HttpResponse(_mail(key).html)
