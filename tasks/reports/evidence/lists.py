"""责任清单制度 · 目标导向 · 痕迹管理: what the list, its milestones and the trail show."""

from django.db.models import Count, F, Q
from django.urls import reverse

from accounts.access import may
from accounts.roles import Permission
from accounts.trail.models import Entry
from accounts.trail.verify import guard_stands
from tasks.items.models import Assignment, Edition, Item, Move, Tick
from tasks.items.states import State
from tasks.progress.models import Report
from tasks.reports.evidence.scope import Scope, named
from tasks.reports.systems import Link, Measure, Missing, System
from tasks.review.models import Decision, Submission

NO_MEASURE = "痕迹条数只说明过程有据可查，不作为考核指标。"


def lists(scope: Scope) -> System:
    """责任清单制度: is there a list, does it say what is to be done, was it accepted."""
    rows, items = scope.assignments, _items(scope)
    asked = items.aggregate(
        n=Count("pk"), criteria=Count("pk", filter=~Q(acceptance_criteria="")), due=Count("pk", filter=~Q(due_on=None))
    )
    given = rows.aggregate(n=Count("pk"), units=Count("unit", distinct=True), signed=Count("pk", filter=~Q(acknowledged_on=None)))
    vague = tuple(Link(f"第{number}项", reverse("desk:item", args=[pk])) for pk, number in _vague(items))
    editions = Edition.objects.filter(responsibility_list=scope.listed).count()
    return System(
        "lists",
        "责任清单制度",
        measures=(
            Measure("清单事项", asked["n"], "项"),
            Measure("写明验收标准", asked["criteria"], "项"),
            Measure("写明完成时限", asked["due"], "项"),
            Measure("责任单位", given["units"], "个"),
            Measure("下达", given["n"]),
            Measure("签收", given["signed"]),
            Measure("清单版本", editions, "版"),
        ),
        gaps=_present(
            Missing("未写验收标准", vague, "项"),
            Missing("未签收", named(rows.filter(acknowledged_on=None, state=State.PENDING))),
        ),
        proof=(
            Link(f"《{scope.listed.title}》（{scope.listed.number}）", reverse("items:list", args=[scope.listed.pk])),
            Link("清单各版本", reverse("items:editions", args=[scope.listed.pk])),
        ),
        nothing="未见印发责任清单的记录。",
    )


def _items(scope: Scope):
    return Item.objects.filter(
        responsibility_list=scope.listed, withdrawn_on=None, pk__in=scope.assignments.values("item")
    ).order_by()


def _vague(items) -> list[tuple[int, int]]:
    return list(items.filter(acceptance_criteria="").order_by("number").values_list("pk", "number"))


def aims(scope: Scope) -> System:
    """目标导向: targets, milestones kept and missed, figures that a reviewer measured."""
    rows, (first, last) = scope.assignments, scope.days
    ticks = Tick.objects.filter(assignment__in=rows, milestone__on__range=(first, last))
    kept = ticks.aggregate(
        kept=Count("pk", filter=Q(on__lte=F("milestone__on"))), late=Count("pk", filter=Q(on__gt=F("milestone__on")))
    )
    passed = _passed(rows, scope)
    reached = set(ticks.values_list("assignment", "milestone"))
    missed = tuple(Link(text, href) for pair, text, href in passed if pair not in reached)
    targets = _items(scope).exclude(target="", target_value=None).count()
    measured = Submission.objects.filter(assignment__in=rows, decision=Decision.APPROVED, checked_figure__isnull=False)
    figures = measured.aggregate(n=Count("pk"), met=Count("pk", filter=Q(checked_figure__gte=F("assignment__item__target_value"))))
    return System(
        "aims",
        "目标导向",
        measures=(
            Measure("定有目标", targets, "项"),
            Measure("到期节点", len(passed), "个次"),
            Measure("按期达到", kept["kept"], "个次"),
            Measure("过期达到", kept["late"], "个次"),
            Measure("核验目标值", figures["n"]),
            Measure("达到目标值", figures["met"]),
        ),
        gaps=_present(Missing("到期未达到的节点", missed, "个次")),
        nothing="未见目标、节点或核验目标值的记录。",
    )


def _passed(rows, scope: Scope) -> list[tuple[tuple[int, int], str, str]]:
    """Milestones whose day has come: (assignment, milestone), words, page; one query."""
    first, last = scope.days
    found = rows.filter(item__milestones__on__range=(first, last)).order_by("unit__path", "item__milestones__on")
    names = ("pk", "item__milestones", "unit__short_name", "unit__name", "item__milestones__title")
    return [
        ((pk, step), f"{short or name}：{title}", reverse("desk:assignment", args=[pk]))
        for pk, step, short, name, title in found.values_list(*names)
    ]


def trail(scope: Scope) -> System:
    """痕迹管理: every act leaves a row; nothing is judged by their number."""
    rows, (first, last) = scope.assignments, scope.days
    kept = Entry.objects.filter(
        at__date__range=(first, last), target_type=Assignment._meta.label_lower, target_id__in=rows.values("pk")
    )
    measures = (
        Measure("事项办理留痕", kept.count(), "条"),
        Measure("签收、办理、审核等环节", Move.objects.filter(assignment__in=rows, on__range=(first, last)).count(), "个次"),
        Measure("进展报告", Report.objects.filter(assignment__in=rows, at__date__range=(first, last)).count(), "次"),
        Measure(
            "有核验记录的办结",
            Submission.objects.filter(assignment__in=rows, decision=Decision.APPROVED, decided_on__range=(first, last)).count(),
        ),
    )
    return System(
        "trail",
        "痕迹管理",
        measures=measures,
        proof=(Link("痕迹", reverse("accounts:trail")),) if may(scope.user, Permission.READ_TRAIL) else (),
        nothing="未见办理痕迹记录。",
        note=(_chain() if scope.oversees else "") + NO_MEASURE,
    )


def _chain() -> str:
    """How the trail as a whole is kept; the full check is the audit administrator's act."""
    counted = Entry.objects.aggregate(sealed=Count("pk", filter=~Q(number=None)), waiting=Count("pk", filter=Q(number=None)))
    guarded = "数据库防改动保护有效" if guard_stands() else "数据库防改动保护缺失，请审计管理员核查"
    return f"全系统痕迹已入链{counted['sealed']}条，待入链{counted['waiting']}条，{guarded}。"


def _present(*gaps: Missing) -> tuple[Missing, ...]:
    return tuple(gap for gap in gaps if gap.entries)
