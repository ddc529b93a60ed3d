"""作废 of a proof: it stays and is shown struck with the reason, and counts no more."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import F

from accounts.conflict import NotYours, Refused, Stale
from accounts.trail.actions import record
from tasks.items.models import Assignment
from tasks.progress.models import Evidence, Voided
from tasks.progress.rights import why_not_void


@transaction.atomic
def void_proof(*, evidence: Evidence, version: int, reason: str, on: date, now: datetime, by) -> Voided:
    """作废 of a proof read at `version`: by its unit before the result is checked, by the office afterwards, always with a reason.

    The matter counts one version more, so that whoever is just checking it looks again. Raises NotYours, Refused or Stale.
    """
    shown = Assignment.objects.select_for_update(of=("self",)).select_related("item", "unit")
    assignment = shown.get(pk=evidence.report.assignment_id)
    refusal = why_not_void(assignment, by, on)
    if refusal:
        raise NotYours(refusal)
    if not reason.strip():
        raise Refused("作废须说明理由。请填写“作废原因”。")
    standing = Evidence.objects.select_for_update().get(pk=evidence.pk)
    known = Voided.objects.filter(evidence=standing).select_related("by").first()
    if known:
        raise Stale("该佐证已经作废。", mine=reason, theirs=f"{known.by}：{known.reason}")
    if standing.version != version:
        raise Stale("该佐证刚被他人更换。", mine=reason, theirs=f"第{standing.version}版：{standing.name}")
    before = {"proof": standing.name, "digest": standing.digest}
    entry = record(act="作废佐证", target=assignment, before=before, note=reason.strip(), at=now, by=by)
    Assignment.objects.filter(pk=assignment.pk).update(version=F("version") + 1)
    return Voided.objects.create(evidence=standing, reason=reason.strip(), at=now, by=by, post=entry.post)
