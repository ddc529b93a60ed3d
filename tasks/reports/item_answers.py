"""What became of each item of a list: figures, checked results and gaps, in four queries."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal

from django.db.models import Count, Max, Prefetch, Q, QuerySet

from accounts.models import Unit
from tasks.assessment.scoring import Fact
from tasks.items.models import Assignment, Item, ResponsibilityList
from tasks.items.queries import more_sources
from tasks.items.sources import said
from tasks.items.states import Part
from tasks.reports.answers import Checked, Gap, ItemAnswer
from tasks.reports.figures import count, standing
from tasks.review.models import Decision, Submission

SHOWN = 5
UNITS_SHOWN = 6
GAPS = (("overdue", "逾期未办结"), ("waiting", "待审核"), ("running", "办理中"), ("ended", "未完成结案"))


def item_answers(user, listed: ResponsibilityList, unit: Unit | None, on: date) -> dict[int | None, list[ItemAnswer]]:
    """The list's items by directive, each with its assignments within reach; one that answers several stands under each of them."""
    rows = _assignments(user).filter(item__responsibility_list=listed)
    rows = rows.filter(unit=unit) if unit else rows
    by_item = defaultdict(list)
    for assignment in rows:
        by_item[assignment.item_id].append(assignment)
    answers = defaultdict(list)
    items = listed.items.select_related("directive__speech", "directive__section").prefetch_related(more_sources())
    for item in items.order_by("number"):
        for directive, answer in _under_each(item, _item(item, by_item[item.pk], on)):
            answers[directive].append(answer)
    return answers


def _under_each(item: Item, answer: ItemAnswer) -> Iterable[tuple[int | None, ItemAnswer]]:
    """The same answer under each directive: with the words of that one, and beside them those of the others."""
    answered = said(item)
    if not answered:
        yield None, answer
    for one in answered:
        others = tuple(other.words for other in answered if other is not one)
        yield one.directive.pk, replace(answer, words=one.words, also=others)


def _assignments(user) -> QuerySet[Assignment]:
    """Assignments with the days and counts that figures need, and the accepted submissions."""
    accepted = Submission.objects.filter(decision=Decision.APPROVED).select_related("decided_by").order_by("-id")
    return (
        Assignment.objects.visible_to(user)
        .select_related("unit")
        .prefetch_related(Prefetch("submissions", accepted, to_attr="accepted"))
        .annotate(
            delivered_on=Max("submissions__on", filter=Q(submissions__decision=Decision.APPROVED)),
            returns=Count("submissions", filter=Q(submissions__decision=Decision.RETURNED)),
        )
        .order_by("unit__path")
    )


def _fact(a: Assignment) -> Fact:
    return Fact(a.pk, Decimal(1), a.state, a.part, a.due_on, a.delivered_on, a.returns)


def _item(item: Item, assignments: list[Assignment], on: date) -> ItemAnswer:
    """One item's answer: figures, some checked results, all gaps."""
    facts = [(a, _fact(a)) for a in assignments if a.part != Part.SUPPORT]
    done = [_checked(a, fact) for a, fact in facts if fact.done]
    return ItemAnswer(
        pk=item.pk,
        number=item.number,
        title=item.title,
        words=item.requirement,
        criteria=item.acceptance_criteria,
        due_on=item.due_on,
        units=_units(assignments),
        figures=count((fact for _, fact in facts), on),
        checked=tuple(done[:SHOWN]),
        more=max(0, len(done) - SHOWN),
        gaps=tuple(_gaps(facts, on)),
    )


def _checked(a: Assignment, fact: Fact) -> Checked:
    """The accepted submission behind a done assignment."""
    last = a.accepted[0] if a.accepted else None
    word = "按时" if fact.on_time else "补办完成"
    word += "，已销号" if a.closed_off_on else ""
    return Checked(
        assignment=a.pk,
        unit=a.unit.name,
        claim=last.claim if last else "",
        result=last.result.rstrip("。") if last else "无核验记录",
        by=str(last.decided_by) if last else "",
        on=last.decided_on if last else None,
        word=word,
    )


def _gaps(facts: Iterable[tuple[Assignment, Fact]], on: date) -> Iterable[Gap]:
    """What is not done, worst first, each unit named."""
    facts = list(facts)
    for place, label in GAPS:
        found = [a for a, fact in facts if standing(fact, on) == place]
        if found:
            late = place == "overdue"
            texts = [f"{a.unit.short}（逾期{(on - a.due_on).days}天）" if late else a.unit.short for a in found]
            yield Gap(label, tuple(zip(texts, [a.pk for a in found], strict=True)))


def _units(assignments: list[Assignment]) -> str:
    """Responsible units by part; long rows are cut with their number."""
    named = defaultdict(list)
    for a in assignments:
        named[Part(a.part)].append(a.unit.short)
    texts = []
    for part in Part:
        names = named[part]
        if names:
            cut = f"等{len(names)}个单位" if len(names) > UNITS_SHOWN else ""
            texts.append(f"{part.label}单位：{'、'.join(names[:UNITS_SHOWN])}{cut}")
    return "；".join(texts) or "未涉及本单位"
