"""Read a received speech: claim it by a lease, open it in a child process, store what the reader found in one transaction."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F

from accounts.access import may
from accounts.roles import Permission
from accounts.trail.actions import record
from speeches import documents
from speeches.actions.rows import directive_row, piece_rows
from speeches.actions.secrecy import refuse_marked
from speeches.glossary import mark
from speeches.models import Directive, Piece, Section, Speech
from speeches.queries import office_glossary
from speeches.reading import Reading
from speeches.reading import read as read_text
from speeches.states import SpeechState

LEASE = timedelta(seconds=90)
ATTEMPTS = 3


def read(*, pk: int, now: datetime) -> Speech | None:
    """Read one speech if it is waiting (or its last reader died). Returns None when there is nothing to do."""
    speech = _claim(pk, now)
    if speech is None:
        return None
    if not may(speech.received_by, Permission.IMPORT_SPEECH):
        return _refuse(speech, "无权限：导入人已没有导入讲话的权限，未识别。", now)
    if speech.attempts > ATTEMPTS:
        return _refuse(speech, "三次解析失败。请用原程序另存后再上传，或直接粘贴文字。", now)
    try:
        found = _open(speech)
    except documents.Unreadable as refused:
        return _refuse(speech, refused.message, now, secret=refused.code == "secret")
    except FileNotFoundError:
        return _refuse(speech, "原件已不在，无法识别。请重新导入。", now)
    Speech.objects.filter(pk=pk).update(progress=60)
    glossary = office_glossary()
    return _store(speech, found, read_text(found.text, on=speech.given_on, glossary=glossary), mark(glossary))


def _open(speech: Speech) -> documents.Document:
    """The text that a person entered by hand, else what the original holds."""
    if speech.text:
        return documents.from_text(speech.text)
    with speech.file.open("rb") as file:
        return documents.read(file.read(), speech.file_name, encoding=speech.encoding or None)


def _claim(pk: int, now: datetime) -> Speech | None:
    """Take the lease; only one reader can hold it."""
    lease = {"state": SpeechState.READING, "progress": 20, "attempts": F("attempts") + 1, "lease_until": now + LEASE}
    taken = Speech.objects.unread(now).filter(pk=pk).update(**lease)
    return Speech.objects.select_related("received_by").get(pk=pk) if taken else None


def _is_mine(speech: Speech) -> bool:
    """False when the lease ran out and another reader has taken over; locks the row until the transaction ends."""
    mine = Speech.objects.select_for_update().filter(pk=speech.pk, state=SpeechState.READING, attempts=speech.attempts)
    return mine.exists()


@transaction.atomic
def _refuse(speech: Speech, reason: str, now: datetime, *, secret: bool = False) -> Speech | None:
    """未能识别, with the reason; a marked file is not kept."""
    if not _is_mine(speech):
        return None
    if secret:
        refuse_marked(speech=speech, reason=reason, now=now)
    else:
        record(act="未能识别", target=speech, note=reason, by=None)
    speech.state, speech.reason, speech.progress, speech.lease_until = SpeechState.UNREADABLE, reason, 100, None
    speech.save(update_fields=["state", "reason", "progress", "lease_until", "file", "text"])
    return speech


@transaction.atomic
def _store(speech: Speech, found: documents.Document, reading: Reading, words: str = "") -> Speech | None:
    """Everything that was found, or nothing; `words`: the mark of the glossary that it was read by."""
    if not _is_mine(speech):
        return None
    speech.glossary = words
    speech.text, speech.encoding, speech.warnings = found.text, found.encoding or "", list(found.warnings)
    stem = speech.file_name.rpartition(".")[0][:200]
    if reading.title and speech.title in ("", stem):
        speech.title = reading.title[:200]
    speech.speaker = speech.speaker or (reading.speaker or "")[:60]
    speech.meeting = speech.meeting or (reading.meeting or "")[:120]
    speech.given_on = speech.given_on or reading.date
    speech.state, speech.progress, speech.lease_until = SpeechState.READ, 100, None
    speech.save()
    sections = Section.objects.bulk_create(
        Section(speech=speech, order=n, level=s.level, no=s.no[:20], title=s.title[:200], start=s.start, end=s.end)
        for n, s in enumerate(reading.sections)
    )
    directives = Directive.objects.bulk_create(directive_row(speech, n, one, sections) for n, one in enumerate(reading.directives))
    Piece.objects.bulk_create(piece_rows(speech, reading.pieces, directives))
    counts = {"pieces": len(reading.pieces), "directives": len(directives), "sections": len(sections)}
    record(act="识别讲话", target=speech, after=counts, by=None)
    return speech
