"""Keep the library: the office's own duties, amendments with a reason, and an end to what is not used."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from accounts.conflict import Refused, Stale
from accounts.trail.actions import record
from tasks.duties.models import DutyPlan, StandingDuty
from tasks.duties.states import Mark

OWN = "Z"
FIELDS = ("title", "actor", "period", "period_proposed", "rule", "article", "mark")


@transaction.atomic
def add(*, values: dict[str, Any], now: datetime, by) -> StandingDuty:
    """A duty of the office's own, numbered Z01, Z02, …; it rests on what the office names, never on an article nobody read."""
    kept = _honest({name: values[name] for name in FIELDS if name in values})
    last = StandingDuty.objects.filter(code__startswith=OWN).order_by("-code").first()
    code = f"{OWN}{int(last.code[1:]) + 1 if last else 1:02d}"
    if StandingDuty.objects.filter(title=kept["title"], retired_on=None).exists():
        raise Refused(f"目录中已有“{kept['title']}”。请改用原有的，或换一个名称。")
    made = StandingDuty.objects.create(code=code, **kept)
    record(act="增加经常性工作", target=made, after={"code": code} | kept, at=now, by=by)
    return made


@transaction.atomic
def amend(*, duty: StandingDuty, version: int, values: dict[str, Any], reason: str, now: datetime, by) -> StandingDuty:
    """Correct a duty read at `version`; what runs already keeps its own rhythm and dates."""
    kept = _honest({name: values[name] for name in FIELDS if name in values})
    changed = {name: value for name, value in kept.items() if value != getattr(duty, name)}
    if not changed:
        raise Refused("没有改动。请修改后再保存。")
    if not reason.strip():
        raise Refused("请填写修改理由，如“已对照原文核对条款”。")
    before = {name: getattr(duty, name) for name in changed}
    _swap(duty, version, changed)
    record(act="修改经常性工作", target=duty, before=before, after=changed, note=reason.strip(), at=now, by=by)
    return duty


@transaction.atomic
def retire(*, duty: StandingDuty, version: int, on: date, now: datetime, by) -> StandingDuty:
    """Take a duty out of use; refused while it runs anywhere."""
    if duty.retired_on:
        raise Refused(f"“{duty}”已停止使用。")
    if DutyPlan.objects.running(on).filter(duty=duty).exists():
        raise Refused(f"“{duty}”仍在启用。请先停用，再停止使用。")
    _swap(duty, version, {"retired_on": on})
    record(act="停止使用经常性工作", target=duty, after={"retired_on": on}, at=now, by=by)
    return duty


def _honest(values: dict[str, Any]) -> dict[str, Any]:
    """Refuse an article whose text nobody read, and a reading without an article."""
    if values.get("article") and values.get("mark") != Mark.TEXT_READ:
        raise Refused("没有核对过原文的，不列条款。请先对照原文核对，把“核对情况”改为“已核对原文”，或删去条款。")
    if values.get("mark") == Mark.TEXT_READ and not values.get("article"):
        raise Refused("“已核对原文”的，请写明核对的条款，如“第十六条”。")
    return values


def _swap(duty: StandingDuty, version: int, values: dict[str, Any]) -> None:
    if StandingDuty.objects.filter(pk=duty.pk, version=version).update(version=F("version") + 1, **values) != 1:
        raise Stale(f"“{duty}”刚被他人修改。请重新打开后再改。", mine=str(values.get("title", "")), theirs=duty.title)
    duty.refresh_from_db()
