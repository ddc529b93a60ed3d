"""Ask that content be erased, and decide it: two persons."""

from datetime import datetime

from django.db import IntegrityError, transaction

from accounts.conflict import NotYours, Refused, Stale
from accounts.erasing.models import ErasedEntry, Erasure, ErasureState
from accounts.trail.actions import record
from accounts.trail.models import Entry
from accounts.trail.standalone import BLANK, ERASING, KEPT, kept, moment


@transaction.atomic
def ask(*, numbers: list[int], reason: str, by, now: datetime) -> Erasure:
    """A security administrator names the rows by their numbers in the chain. Refused when one is not there, or cannot be erased."""
    _rows(numbers)
    erasure = Erasure.objects.create(numbers=sorted(set(numbers)), reason=reason, asked_by=by, asked_at=now)
    record(act="申请清除痕迹内容", target=erasure, after={"numbers": erasure.numbers}, note=reason, at=now, by=by)
    return erasure


@transaction.atomic
def decide(erasure: Erasure, *, agree: bool, answer: str, by, now: datetime) -> Erasure:
    """An audit administrator agrees, and the content is gone for good; or not. Refused to the one who asked."""
    if by.pk == erasure.asked_by_id:
        raise NotYours("申请人不能确认自己的申请。")
    state = ErasureState.DONE if agree else ErasureState.REFUSED
    waiting = Erasure.objects.filter(pk=erasure.pk, state=ErasureState.ASKED)
    if waiting.update(state=state, decided_by=by, decided_at=now, answer=answer) != 1:
        raise Stale("这项申请刚被他人处理。")
    erasure.refresh_from_db()
    if not agree:
        record(act="不予清除痕迹内容", target=erasure, after={"numbers": erasure.numbers}, note=answer, at=now, by=by)
        return erasure
    rows = _rows(erasure.numbers)
    remains = {str(row.pk): kept({name: getattr(row, name) for name in KEPT} | {"at": moment(row.at)}) for row in rows}
    try:
        ErasedEntry.objects.bulk_create(ErasedEntry(erasure=erasure, entry=row) for row in rows)
    except IntegrityError:
        raise Stale("其中有痕迹的内容刚被另一项申请清除。") from None
    Entry.objects.filter(pk__in=[row.pk for row in rows]).update(**BLANK, salt="")
    # The chain itself says that and what was erased: whoever empties a row otherwise is found by the check.
    record(act=ERASING, target=erasure, after={"numbers": erasure.numbers, "erased": remains}, note=answer, at=now, by=by)
    return erasure


def _rows(numbers: list[int]) -> list[Entry]:
    """The rows; the sentence names the first number that cannot be erased."""
    found = {row.number: row for row in Entry.objects.filter(number__in=numbers)}
    for number in sorted(set(numbers)):
        row = found.get(number)
        if row is None:
            raise Refused(f"链上没有第{number}号，请核对序号（刚办理的须待入链）。")
        if row.salt == "":
            raise Refused(f"链上第{number}号的内容已经清除。")
        if row.target_type == Erasure._meta.label_lower:
            raise Refused(f"链上第{number}号记录的是清除本身，不能清除。")
    return [found[number] for number in sorted(found)]
