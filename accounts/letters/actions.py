"""Post letters into the outbox; delivery is in deliver.py."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string

from accounts.conflict import Stale
from accounts.letters.models import Letter, LetterState
from accounts.trail.actions import record


def post(
    *,
    to,
    template: str,
    context: dict[str, Any],
    key: str,
    now: datetime,
    not_before: datetime | None = None,
    data: dict[str, Any] | None = None,
    calendar: str = "",
) -> Letter | None:
    """Put one letter into the outbox, in the caller's transaction. Returns None when `key` was posted before.

    Renders templates/letters/<template>.subject.txt, .txt and .html with `context` plus `to` and `site`.
    `calendar` is an iCalendar file that goes with it. A person without an address gets a row all the same: it ends as 未送达 and is shown to the office.
    """
    letter, made = Letter.objects.get_or_create(
        key=key,
        defaults={
            "kind": template,
            "to": to,
            "address": to.email,
            **rendered(to=to, template=template, context=context),
            "data": data or {},
            "calendar": calendar,
            "created_at": now,
            "not_before": not_before or now,
            "message_id": f"<{key.replace(':', '.')}@{settings.SITE_URL.split('//')[-1].split(':')[0]}>",
        },
    )
    return letter if made else None


def rendered(*, to, template: str, context: dict[str, Any]) -> dict[str, str]:
    """The letter in words: subject (one line, at most 200 characters), text, html."""
    full = {"to": to, "site": settings.SITE_URL, "office": settings.OFFICE_NAME, **context}
    return {
        "subject": " ".join(render_to_string(f"letters/{template}.subject.txt", full).split())[:200],
        "text": render_to_string(f"letters/{template}.txt", full).strip() + "\n",
        "html": render_to_string(f"letters/{template}.html", full),
    }


@transaction.atomic
def resend(*, letter: Letter, now: datetime, by) -> Letter:
    """A letter that could not be delivered goes into the queue once more, under its old Message-ID."""
    mine = Letter.objects.filter(pk=letter.pk, state=LetterState.FAILED)
    if mine.update(state=LetterState.QUEUED, attempts=0, not_before=now) != 1:
        raise Stale("这封信已经重新列入待发，不用再点。")
    record(act="重新发信", target=letter, before={"answer": letter.answer}, after={"address": letter.to.email}, at=now, by=by)
    letter.refresh_from_db()
    return letter
