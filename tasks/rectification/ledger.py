"""整改台账 in the office's columns; page, Excel and Word take the same lines."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.http import QueryDict

from accounts.models import Post
from tasks.items.holders import Holders
from tasks.items.models import Assignment
from tasks.items.models.assignments import AssignmentSet
from tasks.items.states import DONE, Level
from tasks.rectification.filters import narrowed
from tasks.rectification.forms import LedgerForm

ORDER = ("due_on", "id")


def sensible(user, query: QueryDict) -> bool:
    """False when the filter in the address makes no sense; its page says why."""
    return LedgerForm(query, user=user).is_valid()


def shown(user, query: QueryDict, on: date) -> AssignmentSet:
    """What the address shows to this person, in the order of the page; none when the filter makes no sense."""
    form = LedgerForm(query, user=user)
    return narrowed(user, form.chosen(), on).order_by(*ORDER) if form.is_valid() else Assignment.objects.none()


@dataclass(frozen=True)
class Line:
    """One line of the ledger: 序号、问题、来源、整改类型、整改措施、责任领导、责任单位、责任人、时限、进展、是否销号."""

    number: int
    matter: Assignment
    leader: Post | None
    person: Post | None
    progress: str
    closed: str

    @property
    def source(self) -> str:
        """Where it was found, and what says so."""
        item = self.matter.item
        return f"{item.get_found_in_display()}（{item.basis}）" if item.basis else item.get_found_in_display()

    @property
    def cells(self) -> Sequence[object]:
        """The line as papers write it."""
        item, one = self.matter.item, self.matter
        return [
            self.number, item.words, self.source, item.get_remedy_display(), item.requirement, _named(self.leader), one.unit.name,
            _named(self.person), one.due_on, self.progress, self.closed,
        ]  # fmt: skip


def lines(page: Iterable[Assignment], on: date, *, first: int = 1) -> list[Line]:
    """The lines of rows of `narrowed`; people are those who hold the posts on the day: a fixed number of queries."""
    page = list(page)
    holders = Holders.of(page, on)
    return [_line(one, holders, number) for number, one in enumerate(page, first)]


def _line(one: Assignment, holders: Holders, number: int) -> Line:
    person = holders.acceptor(one) if one.item.level != Level.COLLECTIVE else None
    person = person or holders.book.first.get(one.unit_id)
    return Line(number, one, holders.leader(one), person, _progress(one), _closed(one))


def _progress(one) -> str:
    """The state, how often the problem came back; then what was found when it was checked, or before that the unit's last word."""
    back = f"，反弹{one.times_back}次" if one.times_back else ""
    words = one.checked if one.state in DONE else one.said
    return f"{one.get_state_display()}{back}" + (f"：{words}" if words else "")


def _closed(one: Assignment) -> str:
    return f"已销号（{one.closed_off_on:%Y年%-m月%-d日}）" if one.closed_off_on else "否"


def _named(post: Post | None) -> str:
    return str(post.user) if post else "未明确"
