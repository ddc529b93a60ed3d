"""The small office and its matters, and every act as the code does it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from accounts.models import Unit, User
from accounts.roles import Role
from tasks.items import life
from tasks.items.models import Assignment
from tasks.items.states import Level, Mode, Part
from tasks.review import actions as review
from tests import factories
from tests.life.model import Matter
from tests.tasks.items.matters import DUE, clock, give, issued_list, item

FIRST = date(2026, 11, 2)


@dataclass(frozen=True)
class Stage:
    """People by name, and the office itself."""

    small: factories.Office
    people: dict[str, User]


def build() -> Stage:
    """Once for all runs."""
    small = factories.office()
    secretary = factories.post(Role.UNIT_SECRETARY, small.work_committee).user
    people = {"admin": small.admin, "second admin": small.second_admin, "supervisor": small.supervisor}
    people |= {"county leader": small.county_leader, "system admin": small.system_admin, "secretary office": secretary}
    for name, organ in (("a", small.a), ("b", small.b)):
        people |= {f"secretary {name}": organ.secretary, f"leader {name}": organ.leader, f"clerk {name}": organ.clerk}
    return Stage(small, people)


def matters(stage: Stage) -> list[tuple[Matter, int]]:
    """One of each kind: the account of it, and its row."""
    small, listed = stage.small, issued_list(stage.small)

    def row(unit: Unit, part: str = Part.EACH, of=None, **values) -> int:
        leader = small.a.leader_post if unit == small.a.unit else None
        return give(of or item(listed, **values), unit, part, leader=leader, on=FIRST).pk

    joint = item(listed, mode=Mode.JOINT)
    support = Matter("b", part="support")
    return [
        (Matter("a"), row(small.a.unit)),
        (Matter("a", level="secretary"), row(small.a.unit, level=Level.SECRETARY)),
        (Matter("a", level="member"), row(small.a.unit, level=Level.MEMBER)),
        (Matter("a", part="lead", supports=[support]), row(small.a.unit, Part.LEAD, joint)),
        (support, row(small.b.unit, Part.SUPPORT, joint)),
        (Matter("office"), row(small.work_committee)),
        (Matter("a", checked_by="b"), row(small.a.unit, checker=small.b.unit)),
    ]


def do(act: str, one: Assignment, version: int, words: str, new: date, today: date, by: User) -> None:
    """The act, as a page would call it with the version that it was shown for; answers go to the newest request."""
    told = {"by": by, **clock(today)}
    here = {"assignment": one, "version": version, **told}
    acts: dict[str, Callable[[], object]] = {
        "accept": lambda: life.acknowledge(**here),
        "object": lambda: life.object_(reason=words, **here),
        "reject": lambda: life.reject(objection=one.objections.last(), answer=words, **told),
        "adjust": lambda: life.adjust(objection=one.objections.last(), answer=words, due_on=new, **told),
        "withdraw": lambda: life.withdraw(objection=one.objections.last(), answer=words, **told),
        "submit": lambda: review.submit(claim=words, **here),
        "approve": lambda: review.approve(result=words, **here),
        "return": lambda: review.return_(reason=words, **here),
        "close off": lambda: review.close_off(**here),
        "contribute": lambda: life.contribute(text=words, **here),
        "confirm": lambda: life.confirm(**here),
        "send back": lambda: life.send_back(note=words, **here),
        "cancel": lambda: life.cancel(reason=words, **here),
        "terminate": lambda: life.terminate(reason=words, **here),
        "reopen": lambda: life.reopen(reason=words, due_on=new, **here),
        "ask": lambda: life.ask_extension(assignment=one, due_on=new, reason=words, **told),
        "grant": lambda: life.grant_extension(extension=one.extensions.last(), due_on=new, **told),
        "refuse": lambda: life.refuse_extension(extension=one.extensions.last(), answer=words, **told),
        "reschedule": lambda: life.reschedule(due_on=new, reason=words, **here),
    }
    acts[act]()


def later(today: date, days: int) -> date:
    """Some days after the usual due date or today."""
    return max(today, DUE) + timedelta(days)
