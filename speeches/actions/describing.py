"""Who spoke, where and when can be corrected after the import; deadlines that hang on the day are worked out again."""

import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from accounts.conflict import Stale
from accounts.trail.actions import record
from speeches.actions.settling import hold
from speeches.carving import INFERRED
from speeches.models import Directive, Speech
from speeches.reading import due
from speeches.states import DirectiveState

NAMES = ("title", "speaker", "meeting", "given_on")


def seen(speech: Speech) -> str:
    """A mark of what a form showed, to be sent back with it."""
    return hashlib.sha256("\0".join(str(getattr(speech, name)) for name in NAMES).encode()).hexdigest()[:16]


@transaction.atomic
def describe(*, speech: Speech, values: Mapping[str, Any], mark: str, now: datetime, by) -> Speech:
    """修改讲话信息. `mark`: `seen` of what the person had before him; Stale when it is no longer so."""
    speech = hold(speech.pk)
    if seen(speech) != mark:
        raise Stale("讲话信息刚被他人修改。", mine=_in_words(values), theirs=_in_words(vars(speech)))
    before = {name: getattr(speech, name) for name in NAMES}
    changed = {name: values[name] for name in NAMES if values[name] != before[name]}
    if not changed:
        return speech
    for name, value in changed.items():
        setattr(speech, name, value)
    speech.save(update_fields=list(changed))
    record(act="修改讲话信息", target=speech, before={n: before[n] for n in changed}, after=changed, at=now, by=by)
    if "given_on" in changed:
        _work_out_again(speech, now, by)
    return speech


def _work_out_again(speech: Speech, now: datetime, by) -> None:
    """The days of undecided directives that follow from a deadline in the text; what a person typed or decided stays."""
    for one in Directive.objects.filter(speech=speech, state=DirectiveState.PROPOSED).exclude(deadline=""):
        day = due(one.deadline, speech.given_on)
        if day == one.due_on or one.sources.get("due_on", INFERRED) != INFERRED:
            continue
        sources = {name: source for name, source in one.sources.items() if name != "due_on"} | ({"due_on": INFERRED} if day else {})
        Directive.objects.filter(pk=one.pk).update(due_on=day, sources=sources, version=F("version") + 1)
        record(act="重新推算时限", target=one, before={"due_on": one.due_on}, after={"due_on": day}, at=now, by=by)


def _in_words(values: Mapping[str, Any]) -> str:
    return "\n".join(f"{Speech._meta.get_field(name).verbose_name}：{values[name]}" for name in NAMES if values[name])
