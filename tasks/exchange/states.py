"""What a sheet is about, and how far it and its replies have come. Pure."""

from django.db.models import TextChoices


class Kind(TextChoices):
    """What one row of a sheet is."""

    ITEMS = "items", "清单（每行一个事项）"
    LEDGER = "ledger", "台账（每行一个单位的任务）"


class SheetState(TextChoices):
    """A sheet on its way out."""

    WAITING = "waiting", "等待生成"
    MADE = "made", "已生成"
    FAILED = "failed", "未能生成"
    CLEARED = "cleared", "已过期清除"


class ReplyState(TextChoices):
    """A sheet on its way back in."""

    RECEIVED = "received", "等待对比"
    REFUSED = "refused", "未能读取"
    READ = "read", "等待采纳"
    TAKING = "taking", "正在写入"
    TAKEN = "taken", "已采纳"


class Verdict(TextChoices):
    """What the three-way comparison says of one cell."""

    CHANGE = "change", "修改"
    CONFLICT = "conflict", "冲突"
    FAULT = "fault", "错误"
    NOTICE = "notice", "提示"


class Outcome(TextChoices):
    """What became of an accepted cell."""

    OPEN = "", "—"
    TAKEN = "taken", "已写入"
    REFUSED = "refused", "未写入"


def compare(base: str, now: str, said: str) -> Verdict | None:
    """Base = as exported, now = in the system, said = in the sheet. None: nothing to do (untouched, or both say the same)."""
    if said in (base, now):
        return None
    return Verdict.CHANGE if now == base else Verdict.CONFLICT
