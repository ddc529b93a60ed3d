"""责任清单制度 · 目标导向 · 痕迹管理: what the list, its milestones and the trail show."""

from django.db.models import Count, F, Q
from django.urls import reverse

from accounts.access import may
from accounts.roles import Permission
from accounts.trail.models import Entry
from accounts.trail.verify import guard_stands
from tasks.items.models import Assignment, Edition, Move, Tick
from tasks.items.states import State
from tasks.progress.models import Report
from tasks.reports.evidence.own import counts
from tasks.reports.evidence.scope import Scope, named
from tasks.reports.systems import Link, Measure, Missing, System
from tasks.review.models import Decision, Submission

NO_MEASURE = "痕迹条数只说明过程有据可查，不作为考核指标。"


def lists(scope: Scope) -> System:
    """责任清单制度: is there a list, does it say what is to be done, was it accepted."""
    items, given = scope.items, scope.given
    vague = tuple(Link(f"第{one.number}项", reverse("desk:item", args=[one.pk])) for one in items if not one.has_criteria)
    editions = Edition.objects.filter(responsibility_list=scope.listed).count()
    return System(
        "lists",
        "责任清单制度",
        measures=(
            Measure("清单事项", len(items), "项"),
            Measure("写明验收标准", len(items) - len(vague), "项"),
            Measure("写明完成时限", sum(one.has_due for one in items), "项"),
            Measure("责任单位", len({one.unit for one in given}), "个"),
            Measure("下达", sum(one.number for one in given)),
            Measure("签收", sum(one.signed for one in given)),
            Measure("清单版本", editions, "版"),
        ),
        gaps=_present(
            Missing("未写验收标准", vague, "项"),
            Missing("未签收", named(scope.assignments.filter(acknowledged_on=None, state=State.PENDING))),
        ),
        proof=(
            Link(f"《{scope.listed.title}》（{scope.listed.number}）", reverse("items:list", args=[scope.listed.pk])),
            Link("清单各版本", reverse("items:editions", args=[scope.listed.pk])),
        ),
        nothing="未见印发责任清单的记录。",
    )


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
    targets = sum(one.has_target for one in scope.items)
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
    kept, moves, reports, approved = counts(
        scope.assignments,
        (Entry.objects.filter(scope.during("at"), target_type=Assignment._meta.label_lower), "target_id"),
        (Move.objects.filter(on__range=scope.days), "assignment"),
        (Report.objects.filter(scope.during("at")), "assignment"),
        (Submission.objects.filter(decision=Decision.APPROVED, decided_on__range=scope.days), "assignment"),
    )
    measures = (
        Measure("事项办理留痕", kept, "条"),
        Measure("签收、办理、审核等环节", moves, "个次"),
        Measure("进展报告", reports, "次"),
        Measure("有核验记录的办结", approved),
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
    counted = Entry.objects.aggregate(all=Count("*"), sealed=Count("number"))
    guarded = "数据库防改动保护有效" if guard_stands() else "数据库防改动保护缺失，请审计管理员核查"
    return f"全系统痕迹已入链{counted['sealed']}条，待入链{counted['all'] - counted['sealed']}条，{guarded}。"


def _present(*gaps: Missing) -> tuple[Missing, ...]:
    return tuple(gap for gap in gaps if gap.entries)
