"""全程督导: reminders, urging, 督办单, checks on the spot and 批示. 提醒谈话 stay out of every report (supervision.acts.states.WHO_READS)."""

from django.db.models import Count, Q
from django.urls import reverse

from accounts.access import may
from accounts.roles import Permission
from tasks.reports.evidence.scope import Scope, named
from tasks.reports.systems import Link, Measure, Missing, System
from tasks.supervision.acts.models import Instruction, Visit
from tasks.supervision.acts.states import Finding
from tasks.supervision.models import Reminder, Urge
from tasks.supervision.orders.models import Order
from tasks.supervision.orders.states import OWED, OrderState


def following(scope: Scope) -> System:
    """What was said, asked and seen about the list's matters in the period."""
    rows, days = scope.assignments, scope.days
    orders = Order.objects.filter(assignment__in=rows, issued_on__range=days).exclude(state=OrderState.WITHDRAWN)
    visits = Visit.objects.filter(assignment__in=rows, on__range=days)
    words = Instruction.objects.filter(assignment__in=rows, on__range=days)
    ordered = orders.aggregate(n=Count("pk"), accepted=Count("pk", filter=Q(state=OrderState.ACCEPTED)))
    visited = visits.aggregate(n=Count("pk"), agreed=Count("pk", filter=Q(finding=Finding.CONFORMS)))
    said = words.aggregate(n=Count("pk"), answered=Count("pk", filter=~Q(answered_at=None)))
    return System(
        "following",
        "全程督导",
        measures=(
            Measure("提醒", Reminder.objects.filter(assignment__in=rows, on__range=days).count(), "次"),
            Measure("催办", Urge.objects.filter(assignment__in=rows, on__range=days).count(), "次"),
            Measure("督办单", ordered["n"], "件"),
            Measure("督办单已办结", ordered["accepted"], "件"),
            Measure("实地核查", visited["n"], "次"),
            Measure("核查相符", visited["agreed"], "次"),
            Measure("领导批示", said["n"], "件"),
            Measure("批示已答复", said["answered"], "件"),
        ),
        gaps=_gaps(scope, orders, visits, words),
        proof=_proof(scope, orders),
        nothing="未见提醒、催办、督办、核查的记录。",
        note="提醒谈话按规定不进入报告。",
    )


def _gaps(scope: Scope, orders, visits, words) -> tuple[Missing, ...]:
    late = orders.filter(state__in=OWED, limit_on__lt=scope.until).order_by("limit_on", "id")
    late = late.values_list("pk", "mark", "year", "number", "assignment__unit__short_name", "assignment__unit__name")
    owed = tuple(
        Link(f"{short or name}（{mark}〔{year}〕{number}号）", reverse("orders:order", args=[pk]))
        for pk, mark, year, number, short, name in late
    )
    gaps = (
        Missing("逾期未答复督办单", owed, "件"),
        Missing("核查不符或部分不符", named(visits.exclude(finding=Finding.CONFORMS), prefix="assignment__"), "次"),
        Missing("逾期未答复批示", named(words.unanswered().filter(answer_by_on__lt=scope.until), prefix="assignment__"), "件"),
    )
    return tuple(gap for gap in gaps if gap.entries)


def _proof(scope: Scope, orders) -> tuple[Link, ...]:
    if not orders.exists() or not may(scope.user, Permission.READ_LISTS):
        return ()
    return (Link("督办单", reverse("orders:orders")),)
