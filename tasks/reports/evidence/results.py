"""述、评、考 and the three result systems: 考核结果通报 · 问题整改落实 · 结果运用. They come after the period, so they are read as of the day of reading."""

from django.db.models import Count, Q
from django.urls import reverse

from accounts.access import may
from accounts.roles import Permission
from tasks.assessment.models import CycleState, UnitScore
from tasks.bulletins.models import Bulletin, Receipt
from tasks.bulletins.states import Kind
from tasks.duty_reports.models import DutyReport
from tasks.duty_reports.states import ReportState
from tasks.items.states import Remedy, State
from tasks.rectification.models import FollowUp, Recurrence
from tasks.rectification.queries import in_period
from tasks.reports.evidence.scope import Scope, named
from tasks.reports.systems import Link, Measure, Missing, System
from tasks.results.models import ResultUse
from tasks.results.states import Use


def assessing(scope: Scope) -> System:
    """述、评、考: duty reports signed, units assessed. Grades stand in the last chapter, for whoever may read them."""
    reports = DutyReport.objects.visible_to(scope.user).filter(scope.within("post__unit__"), call__cycle=scope.cycle)
    signed = Q(state=ReportState.SIGNED)
    told = reports.aggregate(n=Count("pk"), signed=Count("pk", filter=signed))
    scores = UnitScore.objects.visible_to(scope.user).filter(scope.within("unit__"), cycle=scope.cycle)
    counted = scores.aggregate(n=Count("pk"), scored=Count("pk", filter=~Q(score=None)), graded=Count("pk", filter=~Q(grade="")))
    late = reports.exclude(signed).order_by("post__unit__path", "id").select_related("post__user", "post__unit")
    return System(
        "assessing",
        "述、评、考",
        measures=(
            Measure("布置述职", told["n"], "人"),
            Measure("签署述职报告", told["signed"], "人"),
            Measure("列入考核", counted["n"], "个单位"),
            Measure("按核验结果计分", counted["scored"], "个单位"),
            Measure("集体审定等次", counted["graded"] if scope.cycle.state == CycleState.CLOSED else 0, "个单位"),
        ),
        gaps=_present(Missing("未签署述职报告", tuple(_owed(one) for one in late), "人")),
        proof=(Link(str(scope.cycle), reverse("assessment:cycle", args=[scope.cycle.pk])),),
        nothing="未见述职、考核计分的记录。",
    )


def _owed(report: DutyReport) -> Link:
    return Link(f"{report.post.unit.short}{report.post.user}", reverse("duty_reports:report", args=[report.pk]))


def bulletins(scope: Scope) -> System:
    """考核结果通报制度: what was made known about this cycle and in its period, and who has signed."""
    about = Q(cycle=scope.cycle) | Q(kind=Kind.SUPERVISION, published_on__range=(scope.cycle.from_on, scope.on))
    out = Bulletin.objects.visible_to(scope.user).out().filter(about).filter(published_on__lte=scope.on)
    told = Receipt.objects.filter(scope.within("unit__"), bulletin__in=out.values("pk"))
    if not scope.oversees or scope.unit:
        out = out.filter(pk__in=told.values("bulletin"))
    kinds = out.aggregate(result=Count("pk", filter=Q(kind=Kind.RESULT)), other=Count("pk", filter=Q(kind=Kind.SUPERVISION)))
    signed = told.aggregate(n=Count("pk"), signed=Count("pk", filter=~Q(acknowledged_at=None)))
    waiting = told.waiting().select_related("unit", "bulletin").order_by("unit__path", "id")
    return System(
        "bulletins",
        "考核结果通报制度",
        measures=(
            Measure("考核结果通报", kinds["result"], "份"),
            Measure("督查通报", kinds["other"], "份"),
            Measure("通报到单位", signed["n"], "个次"),
            Measure("单位签收", signed["signed"], "个次"),
        ),
        gaps=_present(
            Missing(
                "未签收通报",
                tuple(Link(f"{one.unit.short}（{one.bulletin.code}）", _bulletin(one.bulletin_id)) for one in waiting),
                "个次",
            )
        ),
        proof=tuple(Link(str(one), _bulletin(one.pk)) for one in out.order_by("year", "number")),
        nothing="未见印发通报的记录。",
    )


def _bulletin(pk: int) -> str:
    return reverse("bulletins:bulletin", args=[pk])


def rectifying(scope: Scope) -> System:
    """问题整改落实制度: problems that were in hand in the period, how they stand today, whether they came back."""
    rows = in_period(scope.cycle.from_on, scope.cycle.to_on).filter(scope.within("unit__")).order_by()
    late = Q(pk__in=rows.overdue(scope.on).values("pk"))
    kinds = {remedy.value: Count("pk", filter=Q(item__remedy=remedy)) for remedy in Remedy}
    counted = rows.aggregate(
        n=Count("pk"),
        closed=Count("pk", filter=Q(state=State.CLOSED_OFF)),
        done=Count("pk", filter=Q(state=State.COMPLETED)),
        late=Count("pk", filter=late),
        **kinds,
    )
    checks = FollowUp.objects.filter(assignment__in=rows).count()
    back = Recurrence.objects.filter(assignment__in=rows)
    return System(
        "rectifying",
        "问题整改落实制度",
        measures=(
            Measure("整改问题", counted["n"]),
            *(Measure(remedy.label, counted[remedy.value]) for remedy in Remedy),
            Measure("已销号", counted["closed"]),
            Measure("办结待销号", counted["done"]),
            Measure("逾期未办结", counted["late"]),
            Measure("回头看", checks, "次"),
            Measure("问题反弹", back.count(), "次"),
        ),
        gaps=_present(
            Missing("整改逾期", named(rows.filter(late))),
            Missing("问题反弹", named(back, prefix="assignment__"), "次"),
        ),
        proof=(Link("问题整改台账", reverse("rectification:ledger")),) if may(scope.user, Permission.READ_LISTS) else (),
        nothing="未见问题整改的记录。",
    )


def uses(scope: Scope) -> System:
    """考核结果运用: how often results were used for what, within what the reader may read of it; never about a person."""
    mine = ResultUse.objects.readable_by(scope.user).standing().filter(scope.within("unit__"))
    mine = mine.filter(Q(score__cycle=scope.cycle) | Q(score=None, on__range=(scope.cycle.from_on, scope.on)))
    counted = mine.aggregate(
        n=Count("pk"), units=Count("unit", distinct=True), **{use.value: Count("pk", filter=Q(use=use)) for use in Use}
    )
    return System(
        "uses",
        "考核结果运用",
        measures=(
            Measure("运用结果", counted["n"], "次"),
            Measure("涉及单位", counted["units"], "个"),
            *(Measure(use.label, counted[use.value], "次") for use in Use),
        ),
        proof=(Link("结果用在了哪里", reverse("results:year")),) if counted["n"] else (),
        nothing="在您可查阅的范围内，未见结果运用记录。",
        note="只统计您可查阅的记录；对个人的奖惩和任用由有权机关研究决定，系统不作计算。",
    )


def _present(*gaps: Missing) -> tuple[Missing, ...]:
    return tuple(gap for gap in gaps if gap.entries)
