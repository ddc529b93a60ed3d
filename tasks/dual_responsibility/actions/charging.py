"""分管 as the office keeps it: given, ended, passed on by dates; open matters follow on the day."""

from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef

from accounts.conflict import NotYours, Refused, Stale
from accounts.models import Portfolio, Post, Unit
from accounts.roles import Permission
from accounts.trail.actions import record
from accounts.units import actions as units
from accounts.units.models import valid
from accounts.units.queries import others_in_charge
from tasks.dual_responsibility.states import LEADERS
from tasks.items.models import Assignment
from tasks.items.rights import must_hold

# The job looks so far back: it may have stood still for some days.
LOOKS_BACK = timedelta(days=31)


@transaction.atomic
def give_charge(
    *,
    to_post: Post,
    field: str = "",
    unit: Unit | None = None,
    valid_from: date,
    valid_to: date | None = None,
    shared: bool = False,
    on: date,
    now: datetime,
    by,
) -> Portfolio:
    """明确分管. Where another leader has the same charge on some of these days, it must be said that it is `shared`."""
    _must_be_theirs(to_post, on, by)
    others = list(others_in_charge(to_post, field, unit, valid_from, valid_to))
    if others and not shared:
        names = "、".join(f"{other.post}（{other.valid_from:%Y年%-m月%-d日}起）" for other in others)
        raise Refused(f"{names}也分管“{field or unit}”。确需共同分管的，请勾选“共同分管”；改由其分管的，请用“移交”。")
    try:
        with transaction.atomic():
            line = units.put_in_charge(post=to_post, field=field, unit=unit, valid_from=valid_from, valid_to=valid_to, by=by)
    except IntegrityError:
        raise Stale(f"{to_post}的分管刚被他人修改。请刷新后核对。", mine=field or str(unit)) from None
    _follow(line, on, now, by)
    return line


@transaction.atomic
def end_charge(*, line: Portfolio, until: date, on: date, by) -> Portfolio:
    """不再分管: the last day is `until`."""
    _must_be_theirs(line.post, on, by)
    return units.release(line=line, on=until, by=by)


@transaction.atomic
def pass_charge(*, line: Portfolio, to: Post, starting: date, on: date, now: datetime, by) -> Portfolio:
    """移交 to a colleague who answers for it from the day `starting`."""
    _must_be_theirs(line.post, on, by)
    _must_be_theirs(to, on, by)
    if line.field and to.unit_id != line.post.unit_id:
        raise Refused("分管领域只能移交给本单位的领导。请另选接手的领导。")
    if others_in_charge(to, line.field, line.unit, starting, line.valid_to).exclude(pk=line.pk).exists():
        raise Refused(f"“{line.what}”同时还有其他领导分管。请先办理其截止，再移交。")
    made = units.pass_on(line=line, to=to, on=starting, by=by)
    _follow(made, on, now, by)
    return made


def follow_all(*, on: date, now: datetime) -> int:
    """The tick: matters follow the portfolio lines whose first day has come; returns how many changed hands."""
    others = Assignment.objects.open().filter(unit=OuterRef("post__unit"), item__theme=OuterRef("field"), item__leader=None)
    others = others.exclude(leader=OuterRef("post"))
    lines = Portfolio.objects.filter(valid(on), Exists(others), valid_from__gt=on - LOOKS_BACK, unit=None).exclude(field="")
    lines = lines.select_related("post__unit", "post__user")
    return sum(_follow(line, on, now, None) for line in lines)


@transaction.atomic
def _follow(line: Portfolio, on: date, now: datetime, by) -> int:
    """Open matters in the field name the leader who is in charge of it, unless their item names somebody or the charge is shared."""
    begun = line.valid_from <= on and (line.valid_to is None or line.valid_to >= on)
    if not begun or not line.field or line.unit_id or others_in_charge(line.post, line.field, None, on, on).exists():
        return 0
    found = Assignment.objects.open().filter(unit=line.post.unit_id, item__theme=line.field, item__leader=None)
    changed = 0
    for matter in found.exclude(leader=line.post).select_related("item", "unit", "leader__user", "leader__unit"):
        mine = Assignment.objects.filter(pk=matter.pk, leader=matter.leader)
        if mine.update(leader=line.post):
            before, after = {"leader": str(matter.leader or "")}, {"leader": str(line.post)}
            record(act="随分管变更", target=matter, before=before, after=after, at=now, by=by)
            changed += 1
    return changed


def _must_be_theirs(to_post: Post, on: date, by) -> None:
    must_hold(Permission.KEEP_PORTFOLIOS, by, on, "维护分管")
    if to_post.role not in LEADERS:
        raise NotYours("只有县委领导、书记和班子成员可以登记分管。")
    if to_post.valid_to and to_post.valid_to < on:
        raise Refused(f"{to_post}已离任，不能再登记分管。")
