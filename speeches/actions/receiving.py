"""A speech arrives: the original is kept under a random name with its digest; reading happens later, in a job."""

import uuid
from datetime import date, datetime

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from accounts.conflict import Stale
from accounts.files.quota import charge_home
from accounts.trail.actions import record
from speeches import documents
from speeches.actions.secrecy import refuse_secret
from speeches.models import Speech
from speeches.states import SpeechState


def receive(
    *,
    data: bytes,
    name: str,
    title: str = "",
    speaker: str = "",
    meeting: str = "",
    given_on: date | None = None,
    encoding: str = "",
    now: datetime,
    by,
) -> Speech:
    """Keep the bytes as they came. Raises documents.Unreadable when name or size already say no.

    Raises Refused when the unit has uploaded too much today. A name with a secrecy mark is refused before anything is stored; the refusal itself is recorded.
    """
    if documents.is_marked(name):
        refuse_secret(digest=documents.digest(data), where="文件名", now=now, by=by)
        raise documents.Unreadable("secret")
    told = {"title": title, "speaker": speaker, "meeting": meeting, "given_on": given_on, "encoding": encoding}
    return _keep(data, name, told, now, by)


@transaction.atomic
def _keep(data: bytes, name: str, told: dict, now: datetime, by) -> Speech:
    """The row and the file, or neither."""
    if len(data) > documents.MAX_BYTES:
        raise documents.Unreadable("too_large")
    if not data:
        raise documents.Unreadable("empty")
    charge_home(user=by, size=len(data), on=timezone.localdate(now))
    shown = documents.clean_name(name)
    kind = shown.rpartition(".")[2]
    speech = Speech(
        file_name=shown,
        file_kind=kind,
        digest=documents.digest(data),
        received_at=now,
        received_by=by,
        **told | {"title": told["title"].strip() or shown.rpartition(".")[0][:200]},
    )
    speech.file.save(f"{uuid.uuid4().hex}.{kind}", ContentFile(data), save=False)
    speech.save(force_insert=True)
    record(act="导入讲话", target=speech, after={"file": shown, "digest": speech.digest, "size": len(data)}, by=by)
    return speech


@transaction.atomic
def enter_text(*, speech: Speech, text: str, now: datetime, by) -> Speech:
    """粘贴文字: the words of a document that could not be read, typed or pasted by a person; the original stays beside them.

    The speech waits for reading again. Raises documents.Unreadable when the text is empty, too long or marked.
    """
    words = documents.from_text(text).text
    entered = {"text": words, "state": SpeechState.RECEIVED, "reason": "", "progress": 0, "attempts": 0, "received_by": by}
    if Speech.objects.filter(pk=speech.pk, state=SpeechState.UNREADABLE).update(**entered) != 1:
        raise Stale("该讲话已不在“未能识别”状态。", mine=text)
    record(act="粘贴文字", target=speech, before={"reason": speech.reason}, after={"characters": len(words)}, at=now, by=by)
    speech.refresh_from_db()
    return speech
