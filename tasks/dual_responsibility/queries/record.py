"""履责纪实表: a leader's year, drawn from rows that are there; nothing is typed for it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from accounts.models import Portfolio, Post
from accounts.units.models import overlapping
from speeches.reading.themes import FOUR_MANAGE
from tasks.dual_responsibility.models import Checkpoint
from tasks.dual_responsibility.queries.charge import of_leaders
from tasks.dual_responsibility.queries.deeds import Deed, deeds, in_post
from tasks.dual_responsibility.queries.gaps import steps_of
from tasks.duties.rules.periods import span_of
from tasks.duties.states import Period
from tasks.items.models import Assignment
from tasks.review.models import Decision, Submission
from tasks.supervision.acts.models import Talk


@dataclass(frozen=True)
class Record:
    """Everything that stands on the sheet. `until`: the day up to which it tells. `four`: name, matters, acts, day of the last one."""

    post: Post
    year: int
    until: date
    lines: list[Portfolio]
    four: list[tuple[str, int, int, date | None]]
    matters: list[tuple[Assignment, str]]
    steps: list[tuple[Assignment, Mapping[str, Checkpoint]]]
    deeds: list[Deed]


def record(post: Post, year: int, reader, on: date) -> Record:
    """The sheet of the post's year up to the day. Talks stand on it only for those who may read them."""
    span = span_of(Period.YEAR, date(year, 1, 1))
    until = min(span.end, on, post.valid_to or on)
    lines = post.portfolio.filter(overlapping(span.start, span.end)).select_related("unit").order_by("valid_from", "id")
    given = of_leaders([post], span, until).get(post.pk, [])
    rows = Assignment.objects.filter(pk__in=[one.pk for one in given]).select_related("item", "unit").in_bulk()
    matters = [rows[one.pk] for one in given]
    results = _results(rows)
    done = in_post(post, deeds({post.user_id}, span.start, until).get(post.user_id, ()), span.start, until)
    done = _readable(done, reader)
    taken = steps_of(matters)
    return Record(
        post=post,
        year=year,
        until=until,
        lines=list(lines),
        four=[_of(name, given, done) for name in FOUR_MANAGE],
        matters=[(one, results.get(one.pk, one.get_state_display())) for one in matters],
        steps=[(one, taken[one.pk]) for one in matters if one.pk in taken],
        deeds=sorted(done, key=lambda deed: (deed.on, deed.label)),
    )


def _results(rows: Mapping[int, Assignment]) -> dict[int, str]:
    """The checked result of what was approved; the unit's own claim is none."""
    found = Submission.objects.filter(assignment__in=rows, decision=Decision.APPROVED).order_by("id")
    checked = dict(found.values_list("assignment", "result"))
    return {pk: f"{rows[pk].get_state_display()}：{said}" for pk, said in checked.items() if rows[pk].completed_on}


def _readable(done: list[Deed], reader) -> list[Deed]:
    talks = {deed.talk for deed in done if deed.talk}
    if not talks:
        return done
    open_to = set(Talk.objects.readable_by(reader).filter(pk__in=talks).values_list("pk", flat=True))
    return [deed for deed in done if not deed.talk or deed.talk in open_to]


def _of(name: str, given: list, done: list[Deed]) -> tuple[str, int, int, date | None]:
    own = [deed for deed in done if name in deed.manages]
    return name, sum(name in one.manages for one in given), len(own), max((deed.on for deed in own), default=None)
