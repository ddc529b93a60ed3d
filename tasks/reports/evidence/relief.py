"""文山会海: how much paper this system itself asks of the units, from rows that exist; nothing is asked for it."""

from collections import Counter

from django.db.models import Count
from django.urls import reverse

from accounts.access import may
from accounts.models import Letter, Post
from accounts.roles import Permission
from tasks.bulletins.models import Receipt
from tasks.items.models import BurdenCheck, Move, ResponsibilityList
from tasks.items.states import ListState
from tasks.progress.models import Report
from tasks.reports.evidence.scope import Scope
from tasks.reports.systems import Link, Measure, Missing, System
from tasks.supervision.orders.models import Order
from tasks.supervision.orders.states import OrderState


def relief(scope: Scope) -> System:
    """文山会海: lists and tasks given out, reports asked for and sent, papers and letters, and what was taken back; of all lists in the period."""
    days = scope.days
    moves = Move.objects.filter(scope.within("assignment__unit__"), on__range=days)
    acts = Counter(dict(moves.filter(act__in=("assign", "cancel")).order_by().values_list("act").annotate(Count("pk"))))
    reports = Report.objects.filter(scope.within("assignment__unit__"), scope.during("at"))
    orders = Order.objects.filter(scope.within("assignment__unit__"), issued_on__range=days).exclude(state=OrderState.WITHDRAWN)
    papers = Receipt.objects.filter(scope.within("unit__"), bulletin__published_on__range=days)
    people = Post.objects.filter(unit__in=scope.units).order_by().values("user")
    letters = Letter.objects.filter(scope.during("created_at"), to__in=people)
    county = _county(scope) if scope.oversees and not scope.unit else ((), ())
    return System(
        "relief",
        "精简文件和报送",
        measures=(
            *county[0],
            Measure("下达任务", acts["assign"]),
            Measure("撤销任务", acts["cancel"]),
            Measure("单位报送进展", reports.count(), "次"),
            Measure("督办单", orders.count(), "件"),
            Measure("收到通报", papers.count(), "个次"),
            Measure("发给责任人的信件", letters.count(), "封"),
        ),
        gaps=county[1],
        proof=(Link("减负情况", reverse("items:burden")),) if may(scope.user, Permission.READ_LISTS) and scope.oversees else (),
        nothing="考核期内未见下达任务和要求报送的记录。",
        note="统计本系统内的清单、报送、公文和信件，不另行收集；会议不在系统内登记，不作统计。",
    )


def _county(scope: Scope) -> tuple[tuple[Measure, ...], tuple[Missing, ...]]:
    """What the office asked of all units: lists issued, the reports that they were weighed at, and which went over the limit."""
    first, last = days = scope.days
    issued = ResponsibilityList.objects.exclude(state=ListState.DRAFT).filter(issued_on__range=days).count()
    checks = list(BurdenCheck.objects.filter(on__range=days).select_related("responsibility_list"))
    planned: Counter[str] = Counter()
    for check in checks:
        planned.update(dict(check.months))
    asked = sum(n for month, n in planned.items() if f"{first:%Y-%m}" <= month <= f"{last:%Y-%m}")
    over = tuple(Link(str(one), reverse("items:list", args=[one.responsibility_list_id])) for one in checks if one.over_units)
    measures = (Measure("印发清单", issued, "份"), Measure("清单测算的报送", asked, "次"), Measure("超出报送上限", len(over), "份"))
    return measures, (Missing("超出报送上限的清单", over, "份"),) if over else ()
