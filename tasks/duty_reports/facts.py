"""What is on record about one post in one period, as plain data. Pure."""

from dataclasses import dataclass
from datetime import date

from accounts.roles import Role
from tasks.items.states import OPEN, RUNNING, Part, State


@dataclass(frozen=True)
class Back:
    """One 退回: when, by whom, why."""

    on: date
    by: str
    reason: str


@dataclass(frozen=True)
class Step:
    """One milestone of a matter, and when the unit reached it."""

    title: str
    on: date
    reached_on: date | None


@dataclass(frozen=True)
class Matter:
    """One item in one unit's hands. `delivered_on`: the submission that was approved on `approved_on` by `approved_by`."""

    pk: int
    name: str
    title: str
    state: str
    part: str
    assigned_on: date
    due_on: date
    theme: str = ""
    four_manage: tuple[str, ...] = ()
    is_problem: bool = False
    delivered_on: date | None = None
    approved_on: date | None = None
    approved_by: str = ""
    closed_off_on: date | None = None
    closed_off_by: str = ""
    confirmed_on: date | None = None
    returned: tuple[Back, ...] = ()
    steps: tuple[Step, ...] = ()
    extensions: int = 0
    excuse: str = ""

    @property
    def done(self) -> bool:
        """Accepted by a reviewer."""
        return self.state in (State.COMPLETED, State.CLOSED_OFF)

    @property
    def late(self) -> bool:
        """Done, after its due date."""
        return self.done and self.delivered_on is not None and self.delivered_on > self.due_on

    @property
    def open(self) -> bool:
        """Still to be done or to be reviewed."""
        return self.state in OPEN

    @property
    def word(self) -> str:
        """Its state in words."""
        return State(self.state).label

    def overdue(self, on: date) -> bool:
        """In the unit's hands past the due date."""
        return self.state in RUNNING and self.due_on < on


@dataclass(frozen=True)
class Turn:
    """One period of a standing duty: its name, when it was due and done, whether a check refuted it."""

    name: str
    due_on: date
    done_on: date | None
    refuted: bool = False


@dataclass(frozen=True)
class Duty:
    """A standing duty of a unit with the periods that count."""

    title: str
    unit: int
    turns: tuple[Turn, ...]


@dataclass(frozen=True)
class Deed:
    """A dated act of the person; `matter` is the assignment that it concerns, 0 where none may be named."""

    on: date
    label: str
    matter: int = 0
    title: str = ""


@dataclass(frozen=True)
class Asked:
    """A 督办单 or 批示: its name, the day, when it was settled (None: not yet), and where it stands."""

    name: str
    on: date
    settled_on: date | None
    word: str
    door: str
    pk: int


@dataclass(frozen=True)
class Seen:
    """What a check on the spot found."""

    on: date
    word: str
    conforms: bool
    matter: int
    title: str


@dataclass(frozen=True)
class Problem:
    """A problem of the time before: what, where from, and how far it has come. `settled_on`: 销号."""

    title: str
    origin: str
    word: str
    found_on: date | None
    due_on: date | None
    settled_on: date | None
    door: str
    pk: int
    recurred: bool = False


@dataclass(frozen=True)
class Charge:
    """One line of a leader's 分管: a field of work or a unit."""

    what: str
    is_field: bool
    since: date
    until: date | None = None


@dataclass(frozen=True)
class Facts:
    """Everything that a report may say. `since`: the first day in post; `charge`: what a leader is in charge of."""

    role: str
    from_on: date
    to_on: date
    on: date
    since: date
    until: date | None = None
    charge: tuple[Charge, ...] = ()
    matters: tuple[Matter, ...] = ()
    problems: tuple[Problem, ...] = ()
    duties: tuple[Duty, ...] = ()
    deeds: tuple[Deed, ...] = ()
    orders: tuple[Asked, ...] = ()
    instructions: tuple[Asked, ...] = ()
    checks: tuple[Seen, ...] = ()

    @property
    def is_secretary(self) -> bool:
        """The unit's 第一责任人."""
        return self.role == Role.UNIT_SECRETARY

    @property
    def own(self) -> tuple[Matter, ...]:
        """Led or answered for, of this period."""
        return tuple(one for one in self.matters if one.part != Part.SUPPORT and self.of_period(one))

    @property
    def supported(self) -> tuple[Matter, ...]:
        """The part of a support unit in others' items."""
        return tuple(one for one in self.matters if one.part == Part.SUPPORT and self.of_period(one))

    def of_period(self, one: Matter) -> bool:
        """Due in the period, delivered in it, or still in hand."""
        return one.due_on >= self.from_on or (one.delivered_on is not None and one.delivered_on >= self.from_on) or one.open

    @property
    def last(self) -> date:
        """The last day that counts so far."""
        return min(self.to_on, self.on)
