"""Keep a proof: as a new file, as one that stands already, or as a new version of it."""

import uuid
from datetime import date, datetime

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from accounts.conflict import NotYours, Refused, Stale
from accounts.files.quota import charge
from accounts.roles import Permission
from accounts.trail.actions import record
from tasks.items.models import Assignment
from tasks.items.rights import holds
from tasks.items.states import State
from tasks.progress.files import Proof
from tasks.progress.models import Evidence, File, Former, Report, Voided

FIELDS = ("file", "name", "kind", "size", "digest", "dated_on", "thumb")


def keep(made: Report, proof: Proof, dated_on: date | None) -> Evidence:
    """Give a report its file. The unit's own file of the same content is stored once: the new proof points at it."""
    same = Evidence.objects.filter(digest=proof.digest, report__assignment__unit=made.assignment.unit_id).order_by("pk").first()
    if same:
        return share(made, same, dated_on, name=proof.name)
    charge(unit=made.assignment.unit, size=len(proof.data), on=timezone.localdate(made.at))
    kept = Evidence(report=made)
    _fill(kept, proof, dated_on)
    kept.save(force_insert=True)
    return kept


def share(made: Report, known: Evidence, dated_on: date | None, *, name: str = "") -> Evidence:
    """Give a report the file of another one; later versions of either go their own way."""
    kept = Evidence(report=made, source=known)
    _copy(known, kept)
    kept.name, kept.dated_on = name or known.name, dated_on or known.dated_on
    kept.save(force_insert=True)
    return kept


@transaction.atomic
def replace_proof(
    *, evidence: Evidence, version: int, proof: Proof, dated_on: date | None, reason: str, now: datetime, by
) -> Evidence:
    """A new version of a proof read at `version`, while the matter is still 办理中; the earlier one stays and is listed.

    Raises NotYours, Refused (submitted or ended, no reason, the same file) or Stale.
    """
    assignment = evidence.report.assignment
    if not holds(by, Permission.REPORT_PROGRESS, assignment):
        raise NotYours(f"您的岗位不能更换「{assignment}」的佐证。")
    if not reason.strip():
        raise Refused("请用一句话说明更换原因，如“原件漏页”。")
    fresh = Assignment.objects.select_for_update().get(pk=assignment.pk)
    if fresh.state != State.ACTIVE:
        raise Refused(f"「{assignment}」现为{fresh.get_state_display()}，佐证不再更换。如需补充，请待退回补办后再报。")
    standing = Evidence.objects.select_for_update().get(pk=evidence.pk)
    if Voided.objects.filter(evidence=standing).exists():
        raise Refused("该佐证已作废，不再更换。如需补充，请在“报进展”中另附。")
    if standing.version != version:
        raise Stale("该佐证刚被他人更换。", mine=reason, theirs=f"第{standing.version}版：{standing.name}")
    if standing.digest == proof.digest:
        raise Refused("新文件与现在的版本内容相同，不必更换。")
    charge(unit=assignment.unit, size=len(proof.data), on=timezone.localdate(now))
    former = Former(evidence=standing, version=version, replaced_at=now, replaced_by=by, reason=reason.strip())
    _copy(standing, former)
    former.save(force_insert=True)
    _fill(standing, proof, dated_on)
    standing.version = F("version") + 1
    standing.save(update_fields=[*FIELDS, "version"])
    standing.refresh_from_db()
    before = {"proof": former.name, "digest": former.digest}
    after = {"proof": standing.name, "digest": standing.digest, "version": standing.version}
    record(act="更换佐证", target=assignment, before=before, after=after, note=reason.strip(), at=now, by=by)
    return standing


def _fill(kept: File, proof: Proof, dated_on: date | None) -> None:
    """Store the bytes under a random name; the shown name is data only."""
    kept.name, kept.kind, kept.size, kept.digest, kept.dated_on = proof.name, proof.kind, len(proof.data), proof.digest, dated_on
    kept.file.save(f"{uuid.uuid4().hex}.{proof.kind}", ContentFile(proof.data), save=False)
    kept.thumb = ""
    if proof.thumb:
        kept.thumb.save(f"{uuid.uuid4().hex}.thumb.jpg", ContentFile(proof.thumb), save=False)


def _copy(known: File, kept: File) -> None:
    """Everything that belongs to the file."""
    for name in FIELDS:
        value = getattr(known, name)
        setattr(kept, name, value.name if name in ("file", "thumb") else value)
