"""All facts of a cycle for a scheme, of all units at once: a fixed number of queries, and only for what the scheme measures."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from django.db.models import Q
from django.utils import timezone

from accounts.models import Unit
from tasks.assessment.adjusting import signed
from tasks.assessment.alike import alike
from tasks.assessment.kinds import Formula, Ground
from tasks.assessment.models import Cycle, Ruling, RulingKind
from tasks.assessment.pieces import Kind, Piece
from tasks.assessment.queries import gather_facts
from tasks.assessment.scheme import Scheme
from tasks.assessment.scoring import Alike, Fact
from tasks.ballots.queries import appraisals_of, scores_of
from tasks.ballots.rules import DEFAULT
from tasks.duties.models import DutyPeriod
from tasks.supervision.orders.models import Order

Facts = Mapping[int, list[Fact | Piece]]


def gather(cycle: Cycle, units: Iterable[Unit], on: date, scheme: Scheme) -> Facts:
    """By unit, everything that `scheme` asks for, as of the day `on`."""
    units = list(units)
    found: dict[int, list[Fact | Piece]] = defaultdict(list)
    for unit, facts in gather_facts(units, cycle.from_on, cycle.to_on, on, since=cycle.since).items():
        found[unit] += facts
    for unit, piece in _pieces(cycle, units, on, scheme):
        found[unit].append(piece)
    return found


def gather_alike(cycle: Cycle, units: Iterable[Unit], on: date, scheme: Scheme) -> Mapping[int, list[Alike | Piece]]:
    """The same for scoring alone: like assignments together, so that all units of a province fit into memory."""
    units = list(units)
    found: dict[int, list[Alike | Piece]] = defaultdict(list)
    found |= alike(units, scheme, cycle.from_on, cycle.to_on, on, since=cycle.since)
    for unit, piece in _pieces(cycle, units, on, scheme):
        found[unit].append(piece)
    return found


def beside(cycle: Cycle, units: Iterable[Unit], on: date, scheme: Scheme) -> Facts:
    """Only what stands beside the assignments."""
    found: dict[int, list[Fact | Piece]] = defaultdict(list)
    for unit, piece in _pieces(cycle, list(units), on, scheme):
        found[unit].append(piece)
    return found


def _pieces(cycle: Cycle, units: list[Unit], on: date, scheme: Scheme) -> Iterable[tuple[int, Piece]]:
    first = max(cycle.from_on, cycle.since or cycle.from_on)
    if scheme.measures(Formula.DUTIES):
        yield from _duties(units, first, cycle.to_on, on)
    if scheme.measures(Formula.BALLOT):
        yield from _ballot(cycle)
    if scheme.measures(Formula.APPRAISAL):
        yield from _appraisals(cycle)
    if scheme.clauses or scheme.rests_on(Ground.RECORDED):
        yield from _rulings(cycle)
    if scheme.rests_on(Ground.ORDER):
        yield from _orders(units, first, cycle.to_on, on)


def _duties(units: list[Unit], first: date, last: date, on: date) -> Iterable[tuple[int, Piece]]:
    """Periods that fell due within the span and are over, done or excused: one query."""
    rows = DutyPeriod.objects.filter(unit__in=units, due_on__range=(first, last)).select_related("duty")
    over = Q(due_on__lt=on) | Q(done_on__isnull=False) | Q(excused_on__isnull=False)
    for row in rows.filter(over).order_by("duty__code", "starts_on"):
        aside = f"{row.label}经批准不计：{row.excused_reason}" if row.excused_on else ""
        kept = row.done_on is not None and row.done_on <= row.due_on
        yield row.unit_id, Piece(Kind.DUTY, row.pk, row.duty.title, _duty_word(row), row.due_on, kept=kept, aside=aside)


def _duty_word(row: DutyPeriod) -> str:
    if row.done_on is None:
        return f"{row.label}未开展"
    late = (row.done_on - row.due_on).days
    return f"{row.label}补做，晚{late}天" if late > 0 else f"{row.label}按期"


def _ballot(cycle: Cycle) -> Iterable[tuple[int, Piece]]:
    """The newest closed 测评 of the cycle."""
    for unit, result in scores_of(cycle).items():
        aside = "" if result.score is not None else f"不计分：{result.sentence}"
        yield unit, Piece(Kind.BALLOT, unit, "民主测评", result.sentence, points=result.score, aside=aside)


def _appraisals(cycle: Cycle) -> Iterable[tuple[int, Piece]]:
    """What leaders in charge said; the name stays with those who oversee the county."""
    for unit, said in appraisals_of(cycle).items():
        for number, one in enumerate(said, 1):
            title = "分管领导评鉴" if len(said) == 1 else f"分管领导评鉴（第{number}份）"
            points = DEFAULT.points[one.grade]
            yield unit, Piece(Kind.APPRAISAL, one.pk, title, f"{one.grade}，折{points}分", points=points)


def _rulings(cycle: Cycle) -> Iterable[tuple[int, Piece]]:
    """What people recorded and nobody withdrew: one query."""
    for row in Ruling.objects.standing().filter(cycle=cycle).select_related("made_by").order_by("on", "id"):
        kind = Kind.VETO if row.kind == RulingKind.VETO else Kind.ADJUSTMENT
        word = f"{row.on:%-m月%-d日}，{row.reason}（{row.made_by}{timezone.localdate(row.made_at):%-m月%-d日}记录）"
        title = row.clause if row.points is None else f"{row.clause}{signed(row.points)}"
        yield row.unit_id, Piece(kind, row.pk, title, word, row.on, points=row.points, clause=row.clause)


def _orders(units: list[Unit], first: date, last: date, on: date) -> Iterable[tuple[int, Piece]]:
    """督办单 whose answer is still owed though its limit lay in the span and is over: one query."""
    until = min(last, on - timedelta(days=1))
    rows = Order.objects.owed().filter(assignment__unit__in=units, limit_on__range=(first, until))
    for row in rows.select_related("assignment__item").order_by("limit_on", "id"):
        word = f"{row.assignment.item}，应于{row.limit_on:%-m月%-d日}前答复，截至{on:%-m月%-d日}未答复"
        yield row.assignment.unit_id, Piece(Kind.ORDER, row.pk, f"督办单{row}", word, row.limit_on)
