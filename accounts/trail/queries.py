"""Read the trail: for a page, and for one object's timeline."""

from datetime import date

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.db.models import Q, QuerySet

from accounts.trail.models import Entry

OURS = ("accounts", "speeches", "tasks")
# What actions record besides columns of the object itself.
WORDS = {
    "from": "起始日期", "on": "日期", "to": "收件人", "items": "事项", "units": "单位", "unit": "单位", "post": "岗位", "reason": "理由",
    "proof": "佐证", "scores": "得分", "grades": "等次", "file": "文件", "size": "字节数", "speech": "讲话", "attempts": "次数",
    "is_active": "账号启用", "pieces": "语句", "directives": "指示", "sections": "章节", "kind": "类别", "percent": "自报进度", "text": "进展",
    "state": "状态", "rules": "规则", "digest": "摘要", "number": "文号", "edits": "改写的语句", "own": "自己填写的文字", "reports": "述职报告", "letters": "信件",
    "signing": "签署次序", "numbers": "链上序号", "erased": "清除的痕迹",
}  # fmt: skip


def of(target: models.Model) -> QuerySet[Entry]:
    """Everything that was done to one object, oldest first."""
    return Entry.objects.filter(target_type=target._meta.label_lower, target_id=target.pk).select_related("by").order_by("id")


def search(
    *, day: date | None = None, act: str = "", person: str = "", kind: str = "", number: int | None = None
) -> QuerySet[Entry]:
    """Rows of a day, an act, a person (name or account) and an object (its kind and number); newest first."""
    found = Entry.objects.select_related("by").order_by("-id")
    if day:
        found = found.filter(at__date=day)
    if act:
        found = found.filter(act__contains=act)
    if person:
        found = found.filter(Q(by__name__contains=person) | Q(by__username=person))
    if kind:
        found = found.filter(target_type=kind)
    if number:
        found = found.filter(target_id=number)
    return found


def kinds() -> list[tuple[str, str]]:
    """The kinds of objects that leave a trail: (label of the model, its name in words)."""
    ours = [model for app in OURS for model in apps.get_app_config(app).get_models()]
    return [(model._meta.label_lower, str(model._meta.verbose_name)) for model in ours]


def changed_fields(entry: Entry) -> list[str]:
    """The names of what changed, as people read them; never the values (those need rights over the object itself)."""
    names = dict.fromkeys([*(entry.before or {}), *(entry.after or {})])
    return [_label(entry.target_type, name) for name in names]


def kind(entry: Entry) -> str:
    """What sort of object it is, in words."""
    return dict(kinds()).get(entry.target_type, entry.target_type)


def _label(target_type: str, name: str) -> str:
    """The field's name in words; a key that is no field of its own (a count, a relation from elsewhere) by the word list."""
    try:
        found = apps.get_model(target_type)._meta.get_field(name)
    except (LookupError, ValueError, FieldDoesNotExist):
        return WORDS.get(name, name)
    return str(found.verbose_name) if found.concrete else WORDS.get(name, name)
