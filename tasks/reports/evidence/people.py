"""主体责任 · 一岗双责 · 四管 · 四关键 · 四个一起 · 队伍建设: who is in post, who has a record of acts, and what each 管 and 关键 came to."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable

from django.db.models import Count, Q, QuerySet
from django.urls import reverse

from accounts.access import may
from accounts.models import Post, Unit
from accounts.roles import Permission, Role
from speeches.reading.themes import FOUR_KEY, FOUR_MANAGE
from tasks.dual_responsibility.models import Checkpoint
from tasks.dual_responsibility.queries.fields import holes
from tasks.dual_responsibility.queries.gaps import UNCHECKED, carrying, complete, lacking
from tasks.dual_responsibility.rules import managed
from tasks.dual_responsibility.states import HOLES, Step
from tasks.duties.models import DutyPeriod
from tasks.reports.evidence.scope import Scope, named
from tasks.reports.figures import Figures, total
from tasks.reports.systems import Link, Measure, Missing, System

HEAD = ("清单", "下达", "办结", "按时", "逾期")


def duty(scope: Scope) -> System:
    """主体责任: the 第一责任人 of each unit, whether he has a record of acts, and the standing duties of the units."""
    silent = _silent(scope, Role.UNIT_SECRETARY)
    first, last = scope.days
    periods = DutyPeriod.objects.filter(unit__in=scope.units, due_on__range=(first, last), excused_on=None)
    counted = periods.aggregate(n=Count("pk"), done=Count("pk", filter=~Q(done_on=None)))
    missed = periods.missed(scope.until).order_by("unit__path").values_list("unit", "unit__short_name", "unit__name")
    return System(
        "duty",
        "第一责任人履责",
        measures=(
            Measure("书记岗位", scope.posts.filter(role=Role.UNIT_SECRETARY).count(), "个"),
            Measure("在办期间无本人履责记录", len(silent), "个"),
            Measure("到期的经常性工作", counted["n"], "期"),
            Measure("已开展", counted["done"], "期"),
        ),
        gaps=_present(
            Missing("书记无本人履责记录", silent, "人"),
            Missing("经常性工作逾期未开展", _by_unit(missed, "期", "duties:unit"), "个单位"),
        ),
        proof=_presence(scope),
        nothing="未见书记在任和履责的记录。",
    )


def charge(scope: Scope) -> System:
    """一岗双责: matters with a named leader, fields without one, and leaders without a record of acts."""
    given = scope.given
    led = sum(one.number for one in given if one.leader)
    bare = {one.unit: one.number for one in given if not one.leader}
    silent = _silent(scope, Role.UNIT_LEADER)
    found = holes(list(scope.units), scope.span, scope.until)
    cells = [tuple(Link(f"{cell.unit.short}“{cell.label}”") for one, cell in found if one == hole) for hole in HOLES.values()]
    return System(
        "posts",
        "班子成员分管",
        measures=(
            Measure("明确分管领导", led),
            Measure("未明确分管领导", sum(bare.values())),
            Measure("承担事项的领导", len({one.leader for one in given if one.leader}), "人"),
            Measure("班子成员岗位", scope.posts.filter(role=Role.UNIT_LEADER).count(), "个"),
            Measure("在办期间无本人履责记录", len(silent), "个"),
            *(Measure(f"领域{hole.word}", len(own), "个") for hole, own in zip(HOLES.values(), cells, strict=True)),
        ),
        gaps=_present(
            Missing("未明确分管领导", tuple(Link(f"{unit.short}（{bare[unit.pk]}项次）") for unit in _named(bare)), "个单位"),
            Missing("班子成员无本人履责记录", silent, "人"),
            *(Missing(f"领域{hole.word}", own, "个") for hole, own in zip(HOLES.values(), cells, strict=True)),
        ),
        proof=(Link("一岗双责", reverse("dual:home")),) if scope.oversees else (),
        nothing="未见班子成员分管和履责的记录。",
    )


def _named(units: Collection[int]) -> QuerySet[Unit]:
    """In the office's order."""
    return Unit.objects.filter(pk__in=units).order_by("path") if units else Unit.objects.none()


def manage(scope: Scope) -> System:
    """四管: what the list has for each of them; where the speech says nothing of an item it follows from its theme."""
    tagged = [(one.pk, managed(one.four_manage, one.theme)) for one in scope.tags]
    note = "讲话没有标明的，按事项类别推定；一个事项属于几管的，在各管下分别计入。"
    return _tagged("manage", "四管", FOUR_MANAGE, tagged, scope.figures, note=note)


def key(scope: Scope) -> System:
    """四关键: what the list has for each of them."""
    rows = [(one.pk, one.four_key) for one in scope.tags]
    return _tagged("key", "四关键", FOUR_KEY, rows, scope.figures, note="一个事项涉及几个关键的，分别计入。")


def together(scope: Scope) -> System:
    """四个一起: business matters with planning, setting to work, carrying out and checking on record."""
    rows = carrying(scope.assignments, many=True)
    taken = Checkpoint.objects.standing().filter(assignment__in=rows.values("pk"), on__lte=scope.until)
    steps = dict(taken.order_by().values_list("step").annotate(Count("assignment", distinct=True)))
    n, whole = rows.count(), complete(scope.assignments).count()
    unchecked = named(lacking(scope.assignments, UNCHECKED, scope.until))
    return System(
        "together",
        "四个一起",
        measures=(
            Measure("业务事项", n),
            *(Measure(f"有一起{step.label}记录", steps.get(step.value, 0)) for step in Step),
            Measure("四个环节齐全", whole),
        ),
        gaps=_present(Missing("已谋划未检查", unchecked)),
        proof=(Link("四个一起", reverse("dual:steps")),) if scope.oversees else (),
        nothing="未见业务事项四个一起的记录。",
    )


def _tagged(
    key: str, name: str, tags: Iterable[str], rows: Iterable[tuple[int, Collection[str]]], figures: dict[int, Figures], *, note: str
) -> System:
    """The figures of the items below each tag; a tag without any is named."""
    found: dict[str, list[Figures]] = defaultdict(list)
    for pk, said in rows:
        for tag in said:
            if figures[pk].given:
                found[tag].append(figures[pk])
    sums = {tag: total(found[tag]) for tag in tags}
    table = tuple((tag, (len(found[tag]), f.given, f.done, f.on_time, f.overdue)) for tag, f in sums.items())
    bare = tuple(Link(tag) for tag in sums if not found[tag])
    if len(bare) == len(sums):
        return System(key, name, nothing=f"清单中未见标明{name}的事项。", note=note)
    measures = (Measure("有对应事项", len(sums) - len(bare), "个方面"),)
    gaps = _present(Missing("没有对应事项", bare, "个方面"))
    return System(key, name, measures=measures, gaps=gaps, head=HEAD, table=table, note=note)


def team(scope: Scope) -> System:
    """队伍建设: is there somebody in each unit. Training is no fact that is kept here, and the chapter says so."""
    units = list(scope.units)
    held = Post.objects.on(scope.until).filter(unit__in=units)
    of_role: Callable[[Role], set[int]] = lambda role: set(held.with_role(role).order_by().values_list("unit", flat=True))  # noqa: E731
    first, clerks = of_role(Role.UNIT_SECRETARY), of_role(Role.UNIT_CLERK)
    return System(
        "team",
        "党务干部配备",
        measures=(
            Measure("责任单位", len(units), "个"),
            Measure("书记在任", len(first), "个单位"),
            Measure("配有党务干部", len(clerks), "个单位"),
        ),
        gaps=_present(
            Missing("没有在任书记", _lacking(units, first), "个单位"),
            Missing("没有党务干部", _lacking(units, clerks), "个单位"),
        ),
        nothing="未见责任单位人员配备的记录。",
        note="系统不登记培训；列入清单的培训事项按上列事项核验。",
    )


def _lacking(units: list[Unit], held: set[int]) -> tuple[Link, ...]:
    return tuple(Link(unit.short) for unit in units if unit.pk not in held)


def _silent(scope: Scope, role: Role) -> tuple[Link, ...]:
    """Posts of the role without any act: who oversees sees the person; for others it is the unit's matter."""
    own = (post for post in scope.silent if post.role == role)
    return tuple(Link(f"{post.unit.short}{post.user if scope.oversees else ''}") for post in own)


def _presence(scope: Scope) -> tuple[Link, ...]:
    return (Link("履责记录", reverse("presence:overview")),) if may(scope.user, Permission.SUPERVISE) else ()


def _by_unit(rows: Iterable[tuple[int, str, str]], measure: str, door: str) -> tuple[Link, ...]:
    """「县财政局（3期）」 for each unit that has some of the rows (unit, short name, name)."""
    counted: dict[tuple[int, str], int] = defaultdict(int)
    for pk, short, name in rows:
        counted[pk, short or name] += 1
    return tuple(Link(f"{name}（{n}{measure}）", reverse(door, args=[pk])) for (pk, name), n in counted.items())


def _present(*gaps: Missing) -> tuple[Missing, ...]:
    return tuple(gap for gap in gaps if gap.entries)
