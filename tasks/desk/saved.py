"""Filters that people save: their own, or shared with the office."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.forms import BooleanField
from django.http import QueryDict

from accounts.access import may
from accounts.conflict import NotYours, Refused, strike
from accounts.roles import Permission
from accounts.trail.actions import record
from tasks.desk.filters import IN_HAND
from tasks.desk.forms import FilterForm
from tasks.desk.models import SavedFilter

MOST = 30


def kept(user) -> QuerySet[SavedFilter]:
    """The person's own filters, and those that the office shares, for whoever works in it."""
    own = Q(owner=user)
    if may(user, Permission.SUPERVISE):
        own |= Q(shared=True)
    return SavedFilter.objects.filter(own).order_by("name", "id")


@transaction.atomic
def save_filter(*, name: str, query: str, shared: bool, now: datetime, by) -> SavedFilter:
    """Keep a filter under a name; only its own parameters are kept, and only when they make sense."""
    if shared and not may(by, Permission.SUPERVISE):
        raise NotYours("只有办公室人员可以共用筛选。")
    said = _clean(query, by)
    if not said:
        raise Refused("还没有选择筛选条件。请先筛选，再保存。")
    if SavedFilter.objects.filter(owner=by).count() >= MOST:
        raise Refused(f"常用筛选最多 {MOST} 个。请先删去不用的。")
    try:
        with transaction.atomic():
            made = SavedFilter.objects.create(owner=by, name=name, query=said, shared=shared, made_at=now)
    except IntegrityError:
        raise Refused(f"已有名为“{name}”的常用筛选。请换一个名称。") from None
    record(act="保存筛选", target=made, after={"name": name, "query": said, "shared": shared}, at=now, by=by)
    return made


@transaction.atomic
def remove_filter(*, saved: SavedFilter, by) -> None:
    """Take away a filter of one's own."""
    if saved.owner_id != by.pk:
        raise NotYours("这是他人保存的筛选，由保存人删除。")
    record(act="删除筛选", target=saved, before={"name": saved.name, "query": saved.query, "shared": saved.shared}, by=by)
    strike(saved, words="该筛选刚被删除。")


def in_words(one: SavedFilter, user) -> str:
    """What a saved filter asks for, by the labels of the form; names as they were typed. No query."""
    form = FilterForm(QueryDict(one.query), user=user)
    said = []
    for name, field in form.fields.items():
        value = form.data.get(name, "")
        if not value or (name, value) == ("state", IN_HAND):
            continue
        if isinstance(field, BooleanField):
            said.append(str(field.label))
            continue
        shown = dict(getattr(field, "choices", ())).get(value) or (f"编号 {value}" if value.isdigit() else value)
        said.append(f"{field.label}：{shown}" if field.label else shown)
    return "；".join(said)


def _clean(query: str, by) -> str:
    """The filter's own parameters in their fixed order, as an address; Refused when one of them makes no sense."""
    form = FilterForm(QueryDict(query), user=by)
    if not form.is_valid():
        raise Refused("筛选条件有误，不能保存。请回到事项总表改正后再保存。")
    if not form.chosen():
        return ""
    said = QueryDict(mutable=True)
    for name in form.fields:
        value = form.data.get(name, "")
        if value:
            said[name] = value
    return said.urlencode()
