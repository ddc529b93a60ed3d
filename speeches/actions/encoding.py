"""换编码: a .txt that came out as wrong characters is read again by the encoding that a person has seen to be right."""

from datetime import datetime

from django.db import transaction

from accounts.conflict import Refused
from accounts.trail.actions import record
from speeches import documents
from speeches.actions.settling import hold, is_the_readers
from speeches.models import Speech
from speeches.states import SpeechState

DECIDED = "已有判定或修改过的内容，不能换编码重新识别。请先撤回判定，或重新导入文件。"


@transaction.atomic
def decode_again(*, speech: Speech, encoding: str, now: datetime, by) -> Speech:
    """Throw away what was read, and let it be read anew from the original. Raises Refused once a person has decided something."""
    speech = hold(speech.pk)
    if refusal := why_not(speech):
        raise Refused(refusal)
    if encoding not in documents.CHOICES:
        raise Refused("请选择一种编码。")
    before = {"encoding": speech.encoding, "state": speech.state}
    stem = speech.file_name.rpartition(".")[0][:200]
    if speech.title in speech.text:  # it was taken from the wrong characters
        speech.title = stem
    for rows in (speech.pieces, speech.directives, speech.sections):
        rows.all().delete()
    speech.text, speech.encoding, speech.warnings = "", encoding, []
    speech.state, speech.reason, speech.progress, speech.attempts = SpeechState.RECEIVED, "", 0, 0
    speech.received_by = by
    speech.save()
    record(act="换编码重新识别", target=speech, before=before, after={"encoding": encoding}, at=now, by=by)
    return speech


def why_not(speech: Speech) -> str:
    """The sentence that says why this speech cannot be read by another encoding; "" when it can."""
    if speech.file_kind != "txt" or not speech.file:
        return "只有保存了原件的 .txt 文件可以换编码。"
    if speech.state not in (SpeechState.READ, SpeechState.UNREADABLE):
        return "讲话正在识别，或者已经判定，不能换编码重新识别。"
    decided = speech.pieces.filter(decided_by__isnull=False).exists()
    return DECIDED if decided or not all(is_the_readers(one) for one in speech.directives.all()) else ""
