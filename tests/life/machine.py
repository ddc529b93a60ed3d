"""The machine: random people, random acts, random days; after each of them the database tells the same story as the account."""

from collections import Counter
from datetime import timedelta

from django.db import transaction
from django.db.models import Count
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from accounts.conflict import NotYours, Refused, Stale
from accounts.models import Entry
from tasks.days.queries import calendar
from tasks.items.clock import Shift, due_in_force, on_time
from tasks.items.models import Assignment, Move
from tasks.review.models import Decision
from tests.life import model, office
from tests.tasks.items.matters import DUE

counted: Counter[str] = Counter()
places, people, acts = st.integers(0, 6), st.sampled_from(model.PEOPLE), st.sampled_from(sorted(model.STEPS))
days, pauses = st.integers(-3, 40), st.sampled_from((0, 0, 0, 1, 2, 7))
ENDING = {"cancel", "terminate", "withdraw"}


class Life(RuleBasedStateMachine):
    """One list of seven matters in the small office; everything is rolled back at the end."""

    stage: office.Stage

    def __init__(self) -> None:
        super().__init__()
        self.block = transaction.atomic()
        self.block.__enter__()
        self.matters = office.matters(self.stage)
        self.today, self.days = office.FIRST, calendar()

    def teardown(self) -> None:
        """Nothing stays."""
        transaction.set_rollback(True)
        self.block.__exit__(None, None, None)

    def grace(self, on):
        """Five working days."""
        return self.days.add_workdays(on, 5)

    @rule(place=places, who=people, act=acts, words=st.booleans(), ahead=days, stale=st.integers(0, 9), passed=pauses)
    def anybody(self, place: int, who: str, act: str, words: bool, ahead: int, stale: int, passed: int) -> None:
        """Somebody does something, with or without words, now and then from a page that is out of date."""
        self.today += timedelta(passed)
        self.attempt(place, who, act, words, ahead, stale == 0)

    @rule(place=places, choice=st.integers(0, 999), ahead=days, passed=pauses)
    def somebody_who_may(self, place: int, choice: int, ahead: int, passed: int) -> None:
        """A lawful act, so that lives go on; an end only now and then."""
        self.today += timedelta(passed)
        matter, new = self.matters[place][0], office.later(self.today, ahead)
        lawful = [act for act in sorted(model.STEPS) if model.possible(act, matter, True, new, self.today)]
        living = [act for act in lawful if act not in ENDING or choice % 10 == 0]
        if living:
            act = living[choice // 10 % len(living)]
            allowed = [who for who in model.PEOPLE if model.may(who, act, matter)] or ["admin"]
            self.attempt(place, allowed[choice % len(allowed)], act, True, ahead, False)

    def attempt(self, place: int, who: str, act: str, words: bool, ahead: int, stale: bool) -> None:
        """Do it, and see whether it happened exactly when it had to."""
        matter, pk = self.matters[place]
        new = office.later(self.today, ahead)
        one = Assignment.objects.select_related("item", "unit").get(pk=pk)
        if act in model.ANSWERS and not (one.extensions if act in ("grant", "refuse") else one.objections).exists():
            return
        right = model.may(who, act, matter)
        fit = model.possible(act, matter, words, new, self.today)
        stale = stale and act not in model.ANSWERS | {"ask"}
        outcome = self.outcome(act, one, one.version - stale, "写明理由。" if words else " ", new, who)
        expected = {"done"} if right and fit and not stale else {"refused"} if right else {"not yours"}
        if not right and (stale or not fit):
            expected = {"not yours", "refused"}
        counted[f"{act}: {outcome}"] += 1
        assert outcome in expected, (act, who, matter, outcome, expected)
        if outcome == "done":
            model.happen(act, matter, who, new, self.today, self.grace)

    def outcome(self, act: str, one: Assignment, version: int, words: str, new, who: str) -> str:
        """Done, refused, or not yours."""
        try:
            with transaction.atomic():
                office.do(act, one, version, words, new, self.today, self.stage.people[who])
        except NotYours:
            return "not yours"
        except (Refused, Stale):
            return "refused"
        return "done"

    @invariant()
    def both_tell_the_same(self) -> None:
        """State, dates and names of each matter; one move and one trail row for each step; no matter lost or doubled."""
        rows = Assignment.objects.in_bulk([pk for _, pk in self.matters])
        steps = dict(Move.objects.filter(assignment__in=rows).values_list("assignment").annotate(Count("pk")))
        trail = Entry.objects.filter(target_type="tasks.assignment", target_id__in=rows)
        told = dict(trail.values_list("target_id").annotate(Count("pk")).order_by())
        names = {user.pk: name for name, user in self.stage.people.items()} | {None: ""}
        for matter, pk in self.matters:
            row = rows[pk]
            said = (
                row.state,
                row.due_on,
                row.first_due_on,
                row.submitted_on,
                names[row.completed_by_id],
                names[row.closed_off_by_id],
            )
            assert said == (matter.state, matter.due, DUE, matter.handed_in, matter.approver, matter.closer), pk
            assert (steps.get(pk, 0), told.get(pk, 0)) == (matter.steps, matter.steps + matter.notes), pk
        assert sum(Counter(row.state for row in rows.values()).values()) == len(self.matters)

    @invariant()
    def dates_and_punctuality_follow_from_dated_rows(self) -> None:
        """The due date is the one in force today by its history; on time is what the account says."""
        rows = Assignment.objects.prefetch_related("due_changes", "submissions").in_bulk([pk for _, pk in self.matters])
        for matter, pk in self.matters:
            row = rows[pk]
            shifts = [Shift(change.on, change.new) for change in row.due_changes.all()]
            assert due_in_force(row.first_due_on, shifts, self.today) == row.due_on
            if matter.state in ("completed", "closed_off"):
                approved = [s for s in row.submissions.all() if s.decision == Decision.APPROVED][-1]
                assert on_time(approved.on, row.first_due_on, shifts) == matter.in_time
