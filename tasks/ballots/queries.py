"""What the pages and the assessment read of ballots: the turnout, and after closing the results."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from accounts.models import Portfolio, Post, Unit
from accounts.units.models import valid
from tasks.ballots.models import Appraisal, AppraisalCall, Ballot, BallotState, Mark, VoterGroup
from tasks.ballots.rules import Rules
from tasks.ballots.scoring import Result, Turnout, result, standing
from tasks.items.models import Assignment
from tasks.items.states import ListState


@dataclass(frozen=True)
class Coming:
    """A group while votes come in: sheets to be given out, given out, come back."""

    group: VoterGroup
    letters: int
    printed: int
    returned: int

    @property
    def planned(self) -> int:
        """Letters and slips together."""
        return self.letters + self.group.slips

    @property
    def batches(self) -> range:
        """The print runs so far."""
        return range(1, self.group.batches + 1)


def subjects():
    """Units that may be asked about: current ones that were ever given an item of an issued list."""
    given = Assignment.objects.exclude(item__responsibility_list__state=ListState.DRAFT).values("unit")
    return Unit.objects.current().filter(pk__in=given)


def coming(ballot: Ballot) -> list[Coming]:
    """The turnout while the ballot is open: one query."""
    groups = ballot.groups.with_turnout()
    return [Coming(g, g.by_letter, g.given - g.by_letter, g.used) for g in groups]


def turnout(ballot: Ballot) -> list[Turnout]:
    """The figures that the closing wrote."""
    return [Turnout(g.name, g.weight, g.issued, g.returned, g.valid) for g in ballot.groups.all()]


def results(ballot: Ballot) -> list[tuple[Unit, Result]]:
    """Each unit's result in the order of the tree, after closing: three queries."""
    groups, rules = turnout(ballot), Rules.from_dict(ballot.rules)
    counts: dict[int, dict[str, dict[str, int]]] = defaultdict(lambda: defaultdict(dict))
    rows = Mark.objects.filter(group__ballot=ballot).values_list("unit", "group__name", "grade").annotate(Count("id"))
    for unit, group, grade, count in rows.order_by():
        counts[unit][group][grade] = count
    return [(unit, result(groups, counts[unit.pk], rules)) for unit in ballot.units.order_by("path")]


def verdict(ballot: Ballot) -> tuple[bool, str]:
    """Whether enough sheets came back, and the sentence."""
    return standing(turnout(ballot), Rules.from_dict(ballot.rules))


def scores_of(cycle) -> dict[int, Result]:
    """By unit, the result of the cycle's newest closed ballot that is no trial; for the indicator 评议. Empty when there is none."""
    last = Ballot.objects.filter(cycle=cycle, trial=False, state=BallotState.CLOSED).first()
    return {unit.pk: found for unit, found in results(last)} if last else {}


def in_charge(on: date) -> dict:
    """Leaders who are in charge of units on the day, each with them in the order of the tree: one query."""
    held = Portfolio.objects.filter(valid(on), unit__dissolved_on=None, post__in=Post.objects.on(on)).exclude(unit=None)
    found: dict = {}
    for line in held.select_related("unit", "post__user").order_by("post__unit__path", "post_id", "unit__path"):
        units = found.setdefault(line.post.user, [])
        if line.unit not in units:
            units.append(line.unit)
    return found


def appraisals_of(cycle) -> dict[int, list[Appraisal]]:
    """By unit, what the leaders in charge said in the cycle: one query."""
    found: dict[int, list[Appraisal]] = defaultdict(list)
    for one in Appraisal.objects.filter(call__cycle=cycle).select_related("leader", "unit"):
        found[one.unit_id].append(one)
    return found


def given(call: AppraisalCall) -> dict[tuple[int, int], Appraisal]:
    """By leader and unit, what was said: one query."""
    return {(one.leader_id, one.unit_id): one for one in call.appraisals.select_related("leader", "unit")}


def opinions(cycle, unit: Unit) -> dict:
    """What the page of a unit shows of 评: the leaders' words, and the newest 测评 that counts, with this unit's result."""
    found = {"appraisals": appraisals_of(cycle).get(unit.pk, [])}
    last = Ballot.objects.filter(cycle=cycle, trial=False, state=BallotState.CLOSED).first()
    if last:
        found |= {"ballot": last, "opinion": next((said for one, said in results(last) if one.pk == unit.pk), None)}
    return found
